"""Mina uppgifter: the start page, and the target of every letter."""

from datetime import date

from flask import Blueprint, g, render_template

from web.annual import wheel_card
from web.session import around, session, who
from web.tasks import done, heaps
from workflow.organisation.absence import coming
from workflow.organisation.responsibility import seats
from workflow.states.context import Context

pages = Blueprint("tasks", __name__)


@pages.get("/")
def mine() -> str:
    """What the person who is signed in owes, and has done."""
    ctx = around()
    found = heaps(ctx)
    return render_template(
        "tasks.html", heaps=found, count=sum(len(heap.lines) for heap in found), seated=bool(ctx.seats),
        away=_away(ctx), done=done(ctx), wheel=wheel_card(ctx), news=ctx.head.seq > g.person.since,
    )  # fmt: skip


def _away(ctx: Context) -> date | None:
    """The last day on which the person is away, None when that is not today."""
    if who().person not in seats(session(), who().organisation, ctx.today).away:
        return None
    absences = coming(session(), who().organisation, who().person, ctx.today)
    return next((one.until for one in absences if one.since <= ctx.today), None)
