"""The lists: goals by year and committee, meetings, decisions."""

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from web.language import sorting
from web.names import Names, names_in, titled
from web.offered import Button, births
from web.pages.decisions import overview as decisions_log
from web.pages.plan import overview
from web.session import model_of_year, session, who
from web.visible import seen, visible, year_of_goals
from workflow.exchange import addresses
from workflow.goals import Goal, Part
from workflow.goals import goals as goals_of
from workflow.governance.model import Level, Model, State
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of
from workflow.records.queries.years import years_with_cases
from workflow.states.context import Context
from workflow.words import Title

pages = Blueprint("lists", __name__)


@dataclass(frozen=True)
class Above:
    """What goals hang from, in the list."""

    title: str
    address: str
    state: State


@pages.get("/mal")
def goals() -> str:
    """The goals of a year, by committee."""
    ctx = seen(None)
    years = goal_years(ctx)
    asked = request.args.get("ar", type=int)
    year = asked if asked in years else _running(ctx, years)
    heaps: dict[str, list[Goal]] = defaultdict(list)
    for goal in goals_of(year_of_goals(year, Part.TITLES)) if year in years else ():
        heaps[goal.unit].append(goal)
    ordered = sorted(heaps.items(), key=lambda pair: sorting(pair[0]))
    above = _above(ctx, names_in(session(), who().organisation), model_of_year(year))
    return render_template(
        "goals.html", years=years, year=year, heaps=ordered, above=above, address_of=addresses.of_case
    )


@pages.get("/sammantraden")
def meetings() -> str:
    """A year's meetings, body by body."""
    return overview()


@pages.get("/beslut")
def decisions() -> str:
    """The log of decisions."""
    return decisions_log()


def goal_years(ctx: Context) -> list[int]:
    """The years that there are goals or a goal year for, newest first."""
    return years_with_cases(ctx.session, ctx.who.organisation)


def _running(ctx: Context, years: list[int]) -> int:
    return ctx.today.year if ctx.today.year in years or not years else years[0]


def _above(ctx: Context, names: Names, model: Model) -> list[tuple[Title, list[Above], list[Button]]]:
    """What the goals of a year hang from by its model: visions, focus areas; with what may be added, while its model
    is the one that what has no year follows."""
    found = []
    for kind in ("vision", "direction"):
        for level in model.of_kind(kind):
            lines = [_line(case) for case in visible(ctx, _of_level(ctx, level.name), names.units)]
            adding = [one for one in births(ctx) if one.step.level == level.name] if model is ctx.model else []
            if lines or adding:
                found.append((level.plural, lines, adding))
    return found


def _of_level(ctx: Context, level: str) -> list[Case]:
    found = cases_at(ctx.session, ctx.who.organisation, [level])
    return [case for case in found if not _level(case).state[case.state].out]


def _level(case: Case) -> Level:
    return model_of(session(), who().organisation, case.model).levels[case.level]


def _line(case: Case) -> Above:
    model = model_of(session(), who().organisation, case.model)
    return Above(titled(case), addresses.of_case(case, model), model.levels[case.level].state[case.state])
