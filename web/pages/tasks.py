"""Mina uppgifter: the start page, and the target of every letter."""

from datetime import date

from flask import Blueprint, g, render_template

from web.annual import wheel_card
from web.session import around, session, who
from web.tasks import done, heaps
from workflow.organisation.responsibility import seats
from workflow.states.absence import coming
from workflow.states.situation import Situation

pages = Blueprint("tasks", __name__)


@pages.get("/")
def mine() -> str:
    """What the person who is signed in owes, and has done."""
    now = around()
    found = heaps(now)
    return render_template(
        "tasks.html", heaps=found, count=sum(len(heap.lines) for heap in found), seated=bool(now.seats),
        away=_away(now), done=done(now), wheel=wheel_card(now), news=now.head.seq > g.person.since,
    )  # fmt: skip


def _away(now: Situation) -> date | None:
    """The last day on which the person is away, None when that is not today."""
    if who().person not in seats(session(), who().organisation, now.today).away:
        return None
    absences = coming(session(), who().organisation, who().person, now.today)
    return next((one.until for one in absences if one.since <= now.today), None)
