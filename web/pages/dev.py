"""The development's mailbox: in the demonstration letters are read here, and the day is moved. Nowhere else is it there.

It asks nobody to sign in: this is where the letters lie that one signs in with, of invented people.
"""

from datetime import date, timedelta

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from web.auth.onward import onward
from web.clock import Demonstration
from web.demo.days import LATEST, catch_up
from web.framed import framed
from web.language import day as written
from web.language import say
from web.names import names_in
from web.office import Shown
from web.posted import posted
from web.session import database, keep, moment, office, session, settings
from workflow.cycle.calendar import local_day
from workflow.records.organisation import Organisation

pages = Blueprint("dev", __name__)
FARTHEST = timedelta(days=92)
"""So far the day can be moved at a time."""


@pages.before_request
def _in_the_demonstration_only() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


@pages.get("/dev/mail")
def box() -> str:
    """The letters in the outbox, the newest first."""
    homes = session().execute(select(Organisation.id, Organisation.name).order_by(Organisation.id)).all()
    found = [(name, posted(names_in(session(), number))) for number, name in homes]
    return render_template("dev_mail.html", boxes=[(name, letters) for name, letters in found if letters])


@pages.get("/dev/mail/<int:home>/<int:number>")
def letter(home: int, number: int) -> str:
    """One letter: as a page, as text, its headers, its calendar."""
    letters = posted(names_in(session(), _home(home)), number=number)
    if not letters:
        abort(404)
    return render_template("dev_letter.html", posted=letters[0], letter=_shown(home, number))


@pages.get("/dev/mail/<int:home>/<int:number>/html")
def page(home: int, number: int) -> Response:
    """The letter's own HTML, for the frame."""
    shown = _shown(_home(home), number)
    if shown is None:
        abort(404)
    return framed(shown.html, outward=True)


@pages.post("/demo/datum")
def move() -> Answer:
    """Move the demonstration's day on, never back: each morning the clock ticks, and the letters go out."""
    clock, since = current_app.extensions["clock"], local_day(moment())
    day = _wanted(request.form.get("datum", ""))
    if day is None or not isinstance(clock, Demonstration) or not since < day <= min(LATEST, since + FARTHEST):
        flash(
            say("The day can be moved on to %(last)s at the most, and not back.", last=min(LATEST, since + FARTHEST)),
            "warning",
        )
        return redirect(onward(), 303)
    keep()
    made = catch_up(database(), since, day, office(), settings(), lambda come: setattr(clock, "day", come))
    flash(say("It is %(day)s now. Letters made: %(letters)s.", day=written(day), letters=made))
    return redirect(onward(), 303)


def _home(number: int) -> int:
    if session().get(Organisation, number) is None:
        abort(404)
    return number


def _shown(home: int, number: int) -> Shown | None:
    return office().letter(session(), settings(), home, number, moment())


def _wanted(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
