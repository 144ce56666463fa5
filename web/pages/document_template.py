"""The municipality's own Word template: which is in force, another put in its place, and away with it."""

from contextlib import closing

from flask import Blueprint, Flask, Response, flash, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response as Answer

from web.attached import size
from web.language import say
from web.names import names_in
from web.pages.documents import attached
from web.roles import TEMPLATE, only
from web.session import keep as close
from web.session import moment, session, who
from workflow.reports.apart import BROKEN, Failed, Killed, standard, tried
from workflow.reports.templates import MOST, fault, in_force, keep, take_away
from workflow.reports.writers import WORD
from workflow.words import Sentence, Title

pages = Blueprint("document_template", __name__)
NAME = "malhjulet-mall.docx"


def init(app: Flask) -> None:
    """Let this one form, of somebody who is signed in, be as large as a template. To be called before the forms' token is
    looked for."""
    app.before_request(_make_room)


@pages.get("/dokument/mall")
def show() -> str:
    """Which template is in force."""
    only(TEMPLATE)
    return _drawn()


@pages.post("/dokument/mall")
def put() -> str | Answer | tuple[str, int]:
    """Put another in its place, once a document has been written in it; a broken one leaves things as they are."""
    only(TEMPLATE)
    name, content = _sent()
    if why := fault(content) or _unfit(content):
        return _drawn(why), 422
    keep(session(), who().organisation, who().person, name, content, moment())
    flash(say("The template is in force from now on."))
    return redirect(url_for("document_template.show"), 303)


@pages.post("/dokument/mall/bort")
def away() -> Answer:
    """Back to the standard template."""
    only(TEMPLATE)
    take_away(session(), who().organisation)
    flash(say("The standard template is in force from now on."))
    return redirect(url_for("document_template.show"), 303)


@pages.get("/dokument/mall/standard")
def fetch_standard() -> Response:
    """The standard template, to be made one's own."""
    only(TEMPLATE)
    return attached(standard(), NAME, WORD)


@pages.get("/dokument/mall/egen")
def fetch() -> Answer:
    """The template that is in force."""
    only(TEMPLATE)
    own = in_force(session(), who().organisation)
    return attached(own.content, own.name, WORD) if own else redirect(url_for("document_template.fetch_standard"), 303)


def _make_room() -> None:
    if request.endpoint == f"{pages.name}.put" and "_user_id" in cookie:
        request.max_content_length = 2 * MOST


def _sent() -> tuple[str, bytes]:
    found = request.files.get("file")
    if found is None:
        return "", b""
    with closing(found):
        return found.filename or NAME, found.stream.read(MOST + 1)


def _unfit(content: bytes) -> Sentence | Title | None:
    """Why no document can be written in the template. The session is closed meanwhile: it takes a second, and others
    write."""
    close()
    try:
        tried(content)
    except Failed as failed:
        return failed.why
    except Killed:
        return BROKEN
    return None


def _drawn(why: Sentence | Title | None = None) -> str:
    own, names = in_force(session(), who().organisation), names_in(session(), who().organisation)
    if own:
        names.add_people([own.person])
    return render_template(
        "documents/template.html", own=own, by=names.person(own.person) if own else "", why=why, most=MOST // 1024**2,
        size=size(own.size) if own else "",
    )  # fmt: skip
