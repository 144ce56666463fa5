"""Sedan sist: what has happened since the person was last here, in the cases that concern them."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.committees.reading import bodies
from web.language import say
from web.names import names_in
from web.news import MOST, news
from web.session import session, who
from web.visible import seen
from workflow.records.queries.people import has_read

pages = Blueprint("news", __name__)


@pages.get("/sedan-sist")
def show() -> str:
    """What has happened, by day and case; of one body when it is asked for."""
    ctx, names = seen(None), names_in(session(), who().organisation)
    code = request.args.get("namnd", "")
    unit = next((one.id for one in names.units.values() if one.code == code), None) if code else None
    found = news(ctx, unit)
    return render_template("news.html", news=found, units=bodies(names), code=code if unit else "", head=ctx.head.seq,
                           most=MOST)  # fmt: skip


@pages.post("/sedan-sist")
def read() -> Response:
    """Everything that was shown is read."""
    shown = request.form.get("until", "")
    head = seen(None).head.seq
    until = min(int(shown), head) if shown.isascii() and shown.isdecimal() and len(shown) < 12 else head
    has_read(session(), who().organisation, who().person, max(until, g.person.since))
    flash(say("Everything is marked as read."))
    return redirect(url_for("news.show"), 303)
