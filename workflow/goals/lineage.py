"""The same goal in other years: what it continues, and what continues it."""

from dataclasses import dataclass

from workflow.goals.forecast import last_verdict
from workflow.goals.year import GoalYear, Said
from workflow.governance.model import State, Verdict
from workflow.records.case import Snapshot

WAYS = ("continues", "replaces")


@dataclass(frozen=True)
class OtherYear:
    """The goal in another year: how it is tied ("continues" or "replaces", "" for one further away), how it ended or
    looked last, and what was said of it then."""

    case: Snapshot
    way: str
    words: str
    state: State
    verdict: Verdict | None
    closing: Said
    analysis: Said

    @property
    def year(self) -> int:
        """Its goal year."""
        return self.case.year or 0


def other_years_of(year: GoalYear, goal: Snapshot) -> tuple[OtherYear, ...]:
    """The goal in the other years, in order of year."""
    found, asked = {goal.id}, [goal.id]
    while asked:
        near = year.tied.get(asked.pop(), frozenset()) - found
        found |= near
        asked += near
    others = (year.cases[number] for number in found - {goal.id} if number in year.cases)
    return tuple(_other_year(year, goal, case) for case in sorted(others, key=lambda case: (case.year or 0, case.id)))


def _other_year(year: GoalYear, goal: Snapshot, case: Snapshot) -> OtherYear:
    said = year.said(case, "wording")
    return OtherYear(
        case=case, way=_way(goal, case), words=str(said.get("goal") or case.title), state=year.state(case),
        verdict=last_verdict(year.model_of(case), case), closing=year.said(case, "closing"), analysis=year.said(case, "analysis"),
    )  # fmt: skip


def _way(goal: Snapshot, case: Snapshot) -> str:
    for way in WAYS:
        if goal.fact("lineage").get(way) == case.id or case.fact("lineage").get(way) == goal.id:
            return way
    return ""
