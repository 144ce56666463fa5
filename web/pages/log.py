"""Loggen: every event in its chain, and whether the chain holds."""

from flask import Blueprint, render_template, request

from web.log import AT_ONCE, lines
from web.names import names_in
from web.roles import LOOKS, only
from web.session import around, session, who
from workflow.states.replay import verify

pages = Blueprint("log", __name__)


@pages.get("/loggen")
def show() -> str:
    """The newest events, or those before a number; the chain read through when it is asked for."""
    only(LOOKS)
    ctx = around()
    before = request.args.get("fore", ctx.head.seq + 1, type=int)
    found = lines(ctx, names_in(session(), who().organisation), min(max(before, 1), ctx.head.seq + 1))
    checked = verify(session(), who().organisation) if "prova" in request.args else None
    return render_template(
        "log.html", lines=found, head=ctx.head, checked=checked, before=before,
        older=found[-1].seq if len(found) == AT_ONCE and found[-1].seq > 1 else None,
    )  # fmt: skip
