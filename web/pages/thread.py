"""Röda tråden: a goal year's thread from the vision down to what is done, and one goal's own, both ways."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.language import sorting
from web.names import Names, names_in
from web.session import levels_of, session, who
from web.thread import chain, spool, thread
from web.visible import seen
from workflow.records.organisation import Unit
from workflow.records.sql import run
from workflow.states.situation import Situation, Unknown

pages = Blueprint("thread", __name__)


@pages.get("/roda-traden")
def show() -> str:
    """The thread of a goal year; of one focus area or committee when it is asked for."""
    now = seen(None)
    names, years = names_in(session(), who().organisation), _years(now)
    asked = request.args.get("ar", type=int)
    year = (
        asked if asked in years else now.today.year if now.today.year in years else max(years, default=now.today.year)
    )
    wound = spool(now, names, year)
    units = _committees(names, {case.unit for case in wound.of("goal")})
    unit = next((unit for unit in units if unit.code == request.args.get("namnd")), None)
    areas = {case.id: wound.bead(case) for case in wound.of("direction")}
    area = request.args.get("omrade", type=int)
    found = thread(wound, year, unit.id if unit else None, area if area in areas else None)
    return render_template(
        "thread.html", thread=found, year=year, years=years, units=units, unit=unit, areas=areas.values(), area=area,
    )  # fmt: skip


@pages.get("/roda-traden/<int:number>")
def one(number: int) -> str | Response:
    """The thread of a goal, or of what hangs from one; a focus area's is the year's."""
    now = seen(number)
    if now.level.kind == "direction":
        return redirect(url_for("thread.show", omrade=number))
    found = chain(now, names_in(session(), who().organisation))
    if found is None:
        raise Unknown
    assert now.case
    return render_template("thread_one.html", chain=found, year=now.case.year)


def _years(now: Situation) -> list[int]:
    """The years that there are goals for, the newest first."""
    levels = levels_of("goal")
    marks = ", ".join("?" for _ in levels) or "NULL"
    sql = f"SELECT DISTINCT year FROM cases WHERE organisation = ? AND year IS NOT NULL AND level IN ({marks})"
    return sorted((row[0] for row in run(now.session, sql, (now.who.organisation, *levels))), reverse=True)


def _committees(names: Names, numbers: set[int]) -> list[Unit]:
    return sorted((names.units[number] for number in numbers), key=lambda unit: sorting(unit.name))
