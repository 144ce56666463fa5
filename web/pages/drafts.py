"""Utkast: what is written so far is kept, asked for by a button or by the page itself while one writes."""

from flask import Blueprint, Response, flash, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from web.drafts import PLACE, drop, is_place, save
from web.language import clock, say
from web.session import moment

pages = Blueprint("drafts", __name__)
THROW, PLAIN = "throw", "text/plain"


@pages.post("/utkast")
def keep() -> Answer:
    """Keep the draft, or throw it away; the page itself is answered with the time alone."""
    place = request.form.get(PLACE, "")
    if not is_place(place):
        raise NotFound
    if request.form.get("act") == THROW:
        drop(place)
        flash(say("The draft is thrown away."))
        return redirect(place, 303)
    save(place, MultiDict(request.form.items(multi=True)))
    if request.accept_mimetypes.best == PLAIN:
        return Response(say("Draft saved %(time)s", time=clock(moment())), mimetype=PLAIN)
    flash(say("The draft is saved."))
    return redirect(place, 303)
