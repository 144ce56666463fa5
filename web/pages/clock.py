"""The demonstration's clock: its day moved on by a press or along a slider, and everything begun again.

It asks nobody to sign in, and is nowhere but in the demonstration.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from web.auth.onward import onward
from web.clock import Demonstration, demonstration
from web.demo.days import LATEST, catch_up
from web.demo.start import begin_again, can_begin_again
from web.language import day as written
from web.language import say
from web.session import database, keep, moment, session, settings
from workflow.cycle.timetable import round_dates
from workflow.cycle.working_days import local_day
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.organisation import Organisation
from workflow.records.queries.models import model_of
from workflow.records.queries.years import model_of_year
from workflow.words import Title

pages = Blueprint("clock", __name__)
FARTHEST = timedelta(days=92)
"""So far the day can be moved at a time."""
LANDMARKS = {
    "opens": "The sheet opens",
    "report": "Managers report",
    "papers": "Papers to the committee",
    "closes": "Closes",
}
MOST = 8


@dataclass(frozen=True)
class Landmark:
    """A day worth going to: what happens then, in which round of which goal year."""

    on: date
    what: str
    round: Title
    year: int


@pages.before_request
def _in_the_demonstration_only() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


@pages.get("/demo")
def show() -> str:
    """The slider, the days worth going to, and beginning again."""
    today = local_day(moment())
    ends = min(LATEST, today + FARTHEST)
    found = [one for one in _landmarks(today) if today < one.on <= ends]
    return render_template(
        "clock.html", landmarks=sorted(found, key=lambda one: (one.on, one.year))[:MOST], days=(ends - today).days,
        ends=ends, scale=_scale(today, ends),
        again=can_begin_again(settings().database_url),
    )  # fmt: skip


@pages.post("/demo/datum")
def move() -> Response:
    """Move the demonstration's day on, never back: each morning the clock ticks, and the letters go out."""
    clock, since = current_app.extensions["clock"], local_day(moment())
    day, last = _wanted(since), min(LATEST, since + FARTHEST)
    if day is None or not isinstance(clock, Demonstration) or not since < day <= last:
        flash(say("The day can be moved on to %(last)s at the most, and not back.", last=last), "warning")
        return redirect(onward(), 303)
    keep()
    made = catch_up(database(), since, day, settings(), lambda come: setattr(clock, "day", come))
    flash(say("It is %(day)s now. Letters made: %(letters)s.", day=written(day), letters=made))
    return redirect(onward(), 303)


@pages.post("/demo/borja-om")
def again() -> Response:
    """Begin again: everything that was done since the demonstration was made is thrown away."""
    clock = current_app.extensions["clock"]
    if not isinstance(clock, Demonstration) or not can_begin_again(settings().database_url):
        abort(404)
    keep()
    begin_again(settings().database_url)
    clock.day = demonstration(database()).day
    flash(say("The demonstration begins again on %(day)s.", day=written(clock.day)))
    return redirect("/", 303)


def _scale(today: date, ends: date) -> list[date]:
    """Days at even distance under the slider, its own ends among them."""
    days = (ends - today).days
    return [today + timedelta(days=round(1 + (days - 1) * part / 4)) for part in range(5)] if days > 4 else []


def _wanted(since: date) -> date | None:
    """The day that is written, or so many days on."""
    days = request.form.get("fram", "")
    if days.isascii() and days.isdecimal() and len(days) < 4:
        return since + timedelta(days=int(days))
    try:
        return date.fromisoformat(request.form.get("datum", "").strip())
    except ValueError:
        return None


def _landmarks(today: date) -> Iterator[Landmark]:
    """The days of the rounds of the goal years around today."""
    home = session().scalars(select(Organisation).order_by(Organisation.id)).first()
    if home is None:
        return
    calendar = calendar_now(session(), home.id)
    for year in range(today.year - 1, today.year + 1):
        model = model_of_year(session(), home.id, year) or model_of(session(), home.id, home.model)
        for name, round in model.rounds.items():
            dates = round_dates(model, calendar, year, name, 0)
            for field, what in LANDMARKS.items():
                yield Landmark(getattr(dates, field), what, round.title, year)
