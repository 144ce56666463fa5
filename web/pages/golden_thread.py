"""Röda tråden: a goal year's thread from the vision down to what is done, and one goal's own, both ways."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.golden_thread import BELOW, PARTS, chain, thread
from web.language import sorting
from web.session import around, levels_of, session, who
from web.visible import reader, seen, year_of_goals
from workflow.goals import Part
from workflow.records.queries.goals import counts_by_unit
from workflow.records.queries.names import UnitName, units_of
from workflow.records.queries.years import years_with_goals
from workflow.states.context import Unknown

pages = Blueprint("thread", __name__)
AT_ONCE = 50
"""So many goals are told on one page; of more those of one committee at a time (some 2 kB a goal and area)."""


@pages.get("/roda-traden")
def show() -> str:
    """The thread of a goal year; of one focus area or committee when it is asked for."""
    seen(None)
    years = years_with_goals(session(), who().organisation)
    year = _year(years)
    if year not in years:
        return render_template("thread.html", thread=None, year=year, years=years)
    units, count = _committees(year)
    unit = next((unit for unit in units if unit.code == request.args.get("namnd")), None)
    is_told = unit is not None or count <= AT_ONCE
    loaded = year_of_goals(year, PARTS | Part.WORDS if is_told else PARTS, unit=unit.id if unit else 0)
    area = request.args.get("omrade", type=int)
    return render_template(
        "thread.html", thread=thread(loaded, area, is_told), year=year, years=years, units=units, unit=unit, area=area,
    )  # fmt: skip


@pages.get("/roda-traden/<int:number>")
def one(number: int) -> str | Response:
    """The thread of a goal, or of what hangs from one; a focus area's is the year's."""
    ctx = seen(number)
    case = ctx.case
    if case and ctx.level.kind == "direction":
        return redirect(url_for("thread.show", omrade=number))
    if case is None or case.year is None or ctx.level.kind not in ("goal", *BELOW):
        raise Unknown
    goal = number if ctx.level.kind == "goal" else case.parent or 0
    found = chain(year_of_goals(case.year, PARTS | Part.WORDS, unit=case.unit), goal, number)
    if found is None:
        raise Unknown
    return render_template("thread_one.html", chain=found, year=case.year)


def _year(years: list[int]) -> int:
    """The year that is asked for; else the one that runs, else the newest."""
    asked, runs = request.args.get("ar", type=int), around().today.year
    return asked if asked in years else runs if runs in years else max(years, default=runs)


def _committees(year: int) -> tuple[list[UnitName], int]:
    """The bodies that have goals in the year, in the alphabet, and how many goals there are."""
    counts = counts_by_unit(session(), who().organisation, year, levels_of("goal"))
    shown = {row.unit for row in counts if reader().may_count(row)}
    names = units_of(session(), who().organisation)
    return sorted((names[unit] for unit in shown), key=lambda unit: sorting(unit.name)), sum(
        row.cases for row in counts
    )
