"""Årshjulet: the annual wheel as a picture and as a list, and each goal year with its phases, rounds and standing."""

from collections import defaultdict
from datetime import date

from flask import Blueprint, current_app, render_template, request

from web.almanac import almanac, when
from web.annual import wheel_of, year_of, years_of
from web.attached import attached
from web.committees.reading import KINDS
from web.facts import Reading
from web.language import sorting
from web.law import law_of
from web.names import Names, names_in, titled
from web.offered import buttons
from web.pages.case import Page
from web.session import session, who
from web.told import entries
from web.visible import may_see, reader, seen
from workflow.cycle.phases import NOW as GOING
from workflow.cycle.phases import PAST, Phase
from workflow.governance.model import State
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.events import timeline
from workflow.records.queries.goals import counts_by_unit
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.states.context import CaseContext, Unknown
from workflow.words import sentence

pages = Blueprint("year", __name__)
STANDS = {"past": ("✓", sentence("Done")), "now": ("!", sentence("Now")), "coming": ("–", sentence("Coming"))}
"""How a phase or a round stands → its sign and word."""
BODIES = ("board", "committee")
WAYS = (("standing.show", "The standing"), ("lists.goals", "Goals"), ("thread.show", "The red thread"),
        ("committees.index", "Committees"), ("reports.index", "Reports"), ("documents.index", "Documents"))  # fmt: skip
"""Pages about the same goal year."""


@pages.get("/arshjul")
def wheel() -> str:
    """The annual wheel today: the picture, and the same by date, for all or for one committee or goal year."""
    ctx = seen(None)
    names, years = names_in(session(), who().organisation), years_of(ctx)
    unit, only = _asked_unit(names), request.args.get("ar", type=int)
    numbers = [year.number for year in years if year.open]
    only = only if only in numbers else None
    shown = [year for year in years if year.open or any(phase.ends.year >= ctx.today.year for phase in year.phases)]
    return render_template(
        "years.html", wheel=wheel_of(ctx, years, unit.id if unit else None), numbers=numbers, bodies=_bodies(names),
        unit=unit, only=only, when=when, almanac=almanac(ctx, shown, names, unit.id if unit else None, only),
    )  # fmt: skip


@pages.get("/arshjul/<int:year>")
def show(year: int) -> str:
    """One goal year."""
    names, ctx = names_in(session(), who().organisation), _there(year_case(year))
    known = year_of(ctx, ctx.case)
    return render_template(
        "year.html", page=_page(ctx, names), year=known, standing=(*_standing(ctx, names), KINDS), stands=STANDS,
        here=_here(known.phases), on=ctx.today, law_of=law_of,
        ways=[(endpoint, text) for endpoint, text in WAYS if endpoint in current_app.view_functions],
    )  # fmt: skip


def year_case(year: int) -> Case:
    """The case of a goal year. Raises Unknown when there is none."""
    ctx = seen(None)
    if not date.min.year <= year <= date.max.year:
        raise Unknown
    found = next((case for case in goal_years(ctx.session, ctx.who.organisation) if case.year == year), None)
    if found is None:
        raise Unknown
    return found


def _there(case: Case) -> CaseContext:
    """The situation around the goal year, from what is read already. Raises Unknown for who may not see it."""
    units, model = names_in(session(), who().organisation).units, model_of(session(), who().organisation, case.model)
    there = seen(None).about(case, model, (units[case.unit].path, ""))
    if not may_see(there):
        raise Unknown
    return there


def _page(ctx: CaseContext, names: Names) -> Page:
    """The goal year's own page: what it says, its line of events, and what can be done. Its committees stand in the
    table of their goals."""
    case, level = ctx.case, ctx.level
    told = timeline(session(), who().organisation, case.id)
    by = {event.seq: event.said or {} for event in told}
    words = {key: by[fact["seq"]][key] for key, fact in case.facts.items() if key in by.get(fact["seq"], {})}
    reading = Reading(ctx.model, names, level)
    return Page(
        case=case, title=titled(case), level=level, state=level.state[case.state], unit=names.unit(case.unit),
        department="", responsible="", above=[], known=reading.known(case.facts, words), children=[], links=[],
        files=attached(case, words, names), timeline=entries(told, ctx.model, level, reading), buttons=buttons(ctx),
    )  # fmt: skip


def _here(phases: tuple[Phase, ...]) -> tuple[Phase | None, Phase | None]:
    """The phase that goes on, and the next; None where there is none."""
    going = next((phase for phase in phases if phase.stands == GOING), None)
    coming = (phase for phase in phases if phase.stands not in (GOING, PAST))
    return going, next(coming, None)


def _asked_unit(names: Names) -> Unit | None:
    """The committee that was asked for by its code."""
    code = request.args.get("namnd", "")
    return next((unit for unit in _bodies(names) if unit.code == code), None)


def _bodies(names: Names) -> list[Unit]:
    return sorted((unit for unit in names.units.values() if unit.kind in BODIES), key=lambda unit: sorting(unit.name))


def _standing(ctx: CaseContext, names: Names) -> tuple[list[State], list[tuple[Unit, list[int]]]]:
    """States that some goal is in, and for each committee how many of its goals are in each."""
    levels = ctx.model.of_kind("goal")
    rows = counts_by_unit(session(), who().organisation, ctx.case.year or 0, [level.name for level in levels])
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if reader().may_count(row):
            counts[row.unit][row.state] += row.cases
    known = {state.name: state for level in levels for state in level.states}
    states = [state for name, state in known.items() if any(name in own for own in counts.values())]
    ordered = sorted(counts.items(), key=lambda pair: sorting(names.unit(pair[0])))
    return states, [(names.units[unit], [own.get(state.name, 0) for state in states]) for unit, own in ordered]
