"""Kalendern: the address under which a person's days, or a committee's, can be read by another calendar."""

import secrets

from flask import Blueprint, Response, abort, render_template, request

from web.session import moment, session, settings, who
from workflow.exchange.feed import committees, kept, make, revoke, served
from workflow.records.organisation import Unit

pages = Blueprint("feed", __name__)
BYTES = 20
"""160 bits: nobody guesses an address."""
TYPE = "text/calendar; charset=utf-8"


@pages.get("/feed/<token>.ics")
def calendar(token: str) -> Response:
    """The calendar itself, for whoever has its address."""
    found = served(session(), token, settings().base_url, moment())
    if found is None:
        abort(404)
    return Response(found, content_type=TYPE, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


@pages.get("/kalender")
def mine() -> str:
    """Which addresses there are."""
    return _drawn()


@pages.post("/kalender")
def change() -> str:
    """Make an address, shown this once, or revoke it."""
    unit = _unit()
    if request.form.get("act") == "revoke":
        revoke(session(), who(), unit, moment())
        return _drawn(revoked=True)
    if unit is not None and unit not in committees(session(), who(), moment()):
        abort(404)
    secret = secrets.token_hex(BYTES)
    make(session(), who(), unit, secret, moment())
    return _drawn(unit=unit, address=f"{settings().base_url}/feed/{secret}.ics")


def _unit() -> int | None:
    """Whose calendar: None one's own."""
    asked = request.form.get("unit", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        abort(404)
    return int(asked)


def _drawn(**shown: object) -> str:
    since, may = kept(session(), who()), committees(session(), who(), moment())
    own = {unit: session().get_one(Unit, unit).name for unit in since if unit is not None}
    return render_template("calendar.html", since=since, committees=own | may, may=may, **shown)
