"""The lists: goals by year and committee, meetings, decisions."""

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from web.language import sorting
from web.names import Names, names_in, titled
from web.offered import Button, births, round_title
from web.pages.decisions import overview as decisions_log
from web.pages.plan import overview
from web.session import levels_of, model_of_year, session, who
from web.visible import seen, visible
from workflow.exchange import addresses
from workflow.governance.model import Level, Model, State, Verdict
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.queries.years import years_with_cases
from workflow.states.situation import Situation
from workflow.words import Title

pages = Blueprint("lists", __name__)


@dataclass(frozen=True)
class Line:
    """A case in a list."""

    title: str
    address: str
    unit: str
    state: State
    level: Title
    verdict: Verdict | None = None
    round: Title | None = None


@pages.get("/mal")
def goals() -> str:
    """The goals of a year, by committee."""
    now = seen(None)
    years = goal_years(now)
    asked = request.args.get("ar", type=int)
    year = asked if asked in years else _running(now, years)
    names = names_in(session(), who().organisation)
    found = visible(now, _of_kind(now, "goal", year), names.units)
    heaps: dict[str, list[Line]] = defaultdict(list)
    for case in found:
        heaps[names.unit(case.unit)].append(_line(case, names))
    ordered = sorted(heaps.items(), key=lambda pair: sorting(pair[0]))
    return render_template(
        "goals.html",
        years=years,
        year=year,
        heaps=ordered,
        count=len(found),
        above=_above(now, names, model_of_year(year)),
    )


@pages.get("/sammantraden")
def meetings() -> str:
    """A year's meetings, body by body."""
    return overview()


@pages.get("/beslut")
def decisions() -> str:
    """The log of decisions."""
    return decisions_log()


def goal_years(now: Situation) -> list[int]:
    """The years that there are goals or a goal year for, newest first."""
    return years_with_cases(now.session, now.who.organisation)


def _running(now: Situation, years: list[int]) -> int:
    return now.today.year if now.today.year in years or not years else years[0]


def _of_kind(now: Situation, kind: str, year: int) -> list[Snapshot]:
    """The cases of a kind in a year, in whatever model."""
    levels = levels_of(kind)
    marks = ", ".join("?" for _ in levels) or "NULL"
    return cases(now.session, f"organisation = ? AND year = ? AND level IN ({marks}) ORDER BY id",
                 (now.who.organisation, year, *levels))  # fmt: skip


def _above(now: Situation, names: Names, model: Model) -> list[tuple[Title, list[Line], list[Button]]]:
    """What the goals of a year hang from by its model: visions, focus areas; with what may be added, while its model
    is the one that what has no year follows."""
    found = []
    for kind in ("vision", "direction"):
        for level in model.of_kind(kind):
            lines = [_line(case, names) for case in visible(now, _of_level(now, level.name), names.units)]
            adding = [one for one in births(now) if one.step.level == level.name] if model is now.model else []
            if lines or adding:
                found.append((level.plural, lines, adding))
    return found


def _of_level(now: Situation, level: str) -> list[Snapshot]:
    found = cases(now.session, "organisation = ? AND level = ? ORDER BY id", (now.who.organisation, level))
    return [case for case in found if not _level(case).state[case.state].out]


def _level(case: Snapshot) -> Level:
    return model_of(session(), who().organisation, case.model).levels[case.level]


def _line(case: Snapshot, names: Names) -> Line:
    model: Model = model_of(session(), who().organisation, case.model)
    level = model.levels[case.level]
    verdict, round = last_verdict(case, model)
    return Line(titled(case), addresses.of_case(case, model), names.unit(case.unit), level.state[case.state],
                level.title, verdict=verdict, round=round)  # fmt: skip


def last_verdict(case: Snapshot, model: Model) -> tuple[Verdict | None, Title | None]:
    """How a goal ended, else how it was last expected to end and in which round; None before anybody has said."""
    if ended := case.fact("closing").get("attainment"):
        return model.verdict("attainment", ended), None
    said = {key: short for key, short in case.facts.items() if key.startswith("forecast/")}
    last = max(said, key=lambda key: int(said[key]["seq"]), default="")
    if not last:
        return None, None
    return model.verdict("outlook", said[last].get("outlook", "")), round_title(model, last.partition("/")[2])
