"""What was learned of a committee's goals of the two years before, where its next goals are written: those that were not
reached in full, and those that are offered."""

from dataclasses import dataclass

from web.committees.reading import Body
from web.names import titled
from web.session import around, session, who
from web.visible import visible
from workflow.exchange import addresses
from workflow.governance.model import Verdict
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.queries.models import model_of

BACK = (2, 1)
SAID = ("closing", "analysis")


@dataclass(frozen=True)
class Learned:
    """A goal of an earlier year: how it ended, why, what was learned and what is to be done; `offered` to this year."""

    year: int
    title: str
    address: str
    verdict: Verdict | None
    offered: bool
    result: str
    why: str
    lessons: str
    measures: str


def learned(body: Body) -> list[Learned]:
    """The goals of which something was learned; none once the goal year has begun, when its goals are written."""
    if body.own is None or body.year <= around().today.year:
        return []
    home, offered = who().organisation, set(body.own.fact("offered").get("goals", ()))
    years = ", ".join(str(body.year - back) for back in BACK)
    where = f"organisation = ? AND unit = ? AND year IN ({years}) ORDER BY year, id"
    found = visible(around(), cases(session(), where, (home, body.unit.id)), body.names.units)
    goals = [goal for goal in found if _is_told(goal, offered)]
    told = words(session(), home, (goal.facts[key]["seq"] for goal in goals for key in SAID if key in goal.facts))
    return [_learned(goal, told, goal.id in offered) for goal in goals]


def _is_told(goal: Snapshot, offered: set[int]) -> bool:
    model = model_of(session(), goal.organisation, goal.model)
    if model.levels[goal.level].kind != "goal":
        return False
    verdict = model.verdict("attainment", goal.fact("closing").get("attainment", ""))
    return goal.id in offered or bool(verdict and (verdict.at_risk or verdict.unknown))


def _learned(goal: Snapshot, told: dict[int, dict[str, dict[str, str]]], offered: bool) -> Learned:
    model = model_of(session(), goal.organisation, goal.model)
    closing, analysis = (told.get(goal.fact(key).get("seq", 0), {}).get(key, {}) for key in SAID)
    return Learned(
        year=goal.year or 0, title=titled(goal), address=addresses.of_case(goal, model),
        verdict=model.verdict("attainment", goal.fact("closing").get("attainment", "")), offered=offered,
        result=closing.get("result", ""), why=analysis.get("why", ""), lessons=analysis.get("lessons", ""),
        measures=analysis.get("measures", ""),
    )  # fmt: skip
