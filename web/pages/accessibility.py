"""Tillgänglighetsredogörelsen: the statement that the law on digital public service asks for; its own words are written by
the administrator."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.forms.dates import NO_DAY, read
from web.language import say
from web.roles import SEATS, only
from web.session import moment, session, who
from workflow.records.organisation import Organisation, Statement
from workflow.records.queries.organisations import organisations_with_open_cases
from workflow.words import Sentence, sentence

pages = Blueprint("accessibility", __name__)
AHEAD = sentence("That day has not come yet.")


@pages.get("/tillganglighet")
def show() -> str:
    """The statement of the reader's municipality, or of the only one there is."""
    home = _home()
    return render_template("accessibility.html", home=home, own=session().get(Statement, home.id) if home else None)


@pages.get("/tillganglighet/andra")
def edit() -> str:
    """The words that are the municipality's own."""
    only(SEATS)
    return _form(session().get(Statement, who().organisation))


@pages.post("/tillganglighet/andra")
def change() -> str | Response | tuple[str, int]:
    """Keep them; 422 with what was written when the day cannot be read."""
    only(SEATS)
    written = request.form.get("looked_through", "").strip()
    day = read(written)
    own = session().get(Statement, who().organisation) or Statement(organisation=who().organisation)
    if written and day is None:
        return _form(own, [NO_DAY]), 422
    if day and day > moment().date():
        return _form(own, [AHEAD]), 422
    own.contact, own.known, own.looked_through = (
        request.form.get("contact", "").replace("\0", "").strip()[:200],
        request.form.get("known", "").replace("\0", "").strip(),
        day,
    )
    session().add(own)
    flash(say("It is saved."))
    return redirect(url_for("accessibility.show"), 303)


def _form(own: Statement | None, why: list[Sentence] | None = None) -> str:
    return render_template("accessibility_edit.html", own=own, why=why or [], sent=request.form)


def _home() -> Organisation | None:
    if "organisation" in g:
        return session().get(Organisation, who().organisation)
    found = organisations_with_open_cases(session())
    return found[0] if len(found) == 1 else None
