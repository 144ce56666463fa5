"""The end of a goal year: what was reached in full is concluded, what nobody accounted for is closed, many at a time."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.committees.bulk import Act, Sheet, sent, take
from web.concluding import CONCLUDE, UNREPORTED, Ground, conclude_acts, ground, page_of, unreported_acts
from web.language import say
from web.pages.committees import asked_year
from web.pages.lists import goal_years
from web.roles import CONCLUDES, only
from web.session import around
from workflow.states.context import Unknown
from workflow.words import sentence

pages = Blueprint("concluding", __name__)
DONE = {CONCLUDE: sentence("Goals concluded: %(count)s."), UNREPORTED: sentence("Goals closed unreported: %(count)s.")}
"""What is said when it is done, by step."""
ACTS: dict[str, Callable[[Ground, Sheet], list[Act]]] = {CONCLUDE: conclude_acts, UNREPORTED: unreported_acts}


@pages.get("/mal/avsluta")
def show() -> str:
    """How the goals of a year ended, and what waits for what."""
    only(CONCLUDES)
    return _drawn(ground(_year()), Sheet())


@pages.post("/mal/avsluta")
def conclude() -> str | Response | tuple[str, int]:
    """Take the step with the goals that were chosen; what is refused is told, and the rest is taken."""
    only(CONCLUDES)
    found, sheet, step = ground(_year()), sent(), request.form.get("act", "")
    if step not in ACTS:
        raise Unknown
    acts = ACTS[step](found, sheet)
    if not sheet.faults:
        take(sheet, acts)
    if sheet.faulty:
        return _drawn(ground(found.year), sheet), 422 if sheet.faults else 409
    flash(say(replace(DONE[step], values={"count": len(sheet.done)})))
    return redirect(url_for("concluding.show", ar=found.year), 303)


def _drawn(found: Ground, sheet: Sheet) -> str:
    return render_template("concluding.html", page=page_of(found, sheet), years=goal_years(around()))


def _year() -> int:
    """The year that is asked for; else the one before, for a year is concluded in the next."""
    return asked_year() or around().today.year - 1
