"""Dokument: reports, books and texts for the minutes are ordered, written by the worker, and fetched as files."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Answer

from web.documents.choosing import FORMS, form, read
from web.documents.lines import line
from web.names import names_in
from web.pages.attachments import POLICY
from web.session import moment, session, settings, who
from web.visible import seen
from workflow.records.document import WAITING, Order
from workflow.reports.ask import REPORTS, Report
from workflow.reports.asking import Choices, checked
from workflow.reports.named import file_name
from workflow.reports.orders import Wanted, ahead, ask_of, content_of, ordered, place, recent
from workflow.reports.writers import FORMATS
from workflow.states.context import Context, Unknown
from workflow.words import Sentence, Wrong

pages = Blueprint("documents", __name__)
RECENT = 12
FOLLOW = "folj"
"""With this in the address the page is loaded again by itself while the document is written."""
AGAIN = 3
"""Seconds until then."""
LONG = timedelta(minutes=5)
"""After so long a wait it may be that nobody works."""


@pages.get("/dokument")
def index() -> str:
    """Which documents there are, and what the person has ordered."""
    ctx = _here()
    choices = _choices(ctx)
    mine = [line(order, choices) for order in recent(session(), who().organisation, who().person, RECENT)]
    return render_template(
        "documents/index.html", reports=REPORTS.values(), mine=mine, year=request.args.get("ar", type=int)
    )


@pages.get("/dokument/<name>")
def ask(name: str) -> str:
    """What is to be chosen for a document; links fill it in."""
    report, ctx = _report(name), _here()
    return _drawn(ctx, report, request.args)


@pages.post("/dokument/<name>")
def put(name: str) -> Answer | tuple[str, int]:
    """Order it."""
    report, ctx = _report(name), _here()
    choices = _choices(ctx)
    try:
        asked, format = read(choices, request.form)
        wanted = Wanted(who().person, report.name, format, checked(choices, report, asked))
        number = place(session(), wanted, moment())
    except Wrong as wrong:
        return _drawn(ctx, report, request.form, wrong.why), 422
    return redirect(url_for("documents.show", number=number, folj=request.form.get(FOLLOW)), 303)


@pages.get("/dokument/<int:number>")
def show(number: int) -> Response:
    """How far it has come, and the file when it is there."""
    ctx, order = _here(), _order(number)
    shown, follows = line(order, _choices(ctx)), FOLLOW in request.args
    before = ahead(session(), order) if order.state == WAITING else 0
    long = order.state == WAITING and moment() - order.at > LONG
    page = render_template("documents/order.html", line=shown, before=before, long=long, follows=follows, again=AGAIN)
    answer = make_response(page)
    if follows and shown.goes_on:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


@pages.get("/dokument/<int:number>/fil")
def fetch(number: int) -> Response:
    """The file itself, to be saved; never shown as a page of ours."""
    order = _order(number)
    content = content_of(session(), order.id)
    if content is None or order.name not in REPORTS:
        raise NotFound
    return attached(content, file_name(REPORTS[order.name], ask_of(order), order.form), FORMATS[order.form].media)


def attached(content: bytes, name: str, media: str) -> Response:
    """A file to save under a name."""
    answer = Response(content, content_type=media)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _here() -> Context:
    """The situation around nothing. Raises Unknown for who has no seat."""
    ctx = seen(None)
    if not ctx.seats:
        raise Unknown
    return ctx


def _choices(ctx: Context) -> Choices:
    return Choices(session(), who().organisation, ctx.today)


def _report(name: str) -> Report:
    if name not in REPORTS:
        raise Unknown
    return REPORTS[name]


def _order(number: int) -> Order:
    """The person's own order. Raises Unknown for anybody else's."""
    found = ordered(session(), who().organisation, who().person, number)
    if found is None:
        raise Unknown
    return found


def _drawn(ctx: Context, report: Report, given: Mapping[str, str], why: Sentence | None = None) -> str:
    """The form with what was given; where there is nothing to write about, why."""
    try:
        shown = form(ctx, names_in(session(), who().organisation), report, _choices(ctx), given, settings().language)
    except Wrong as wrong:
        shown, why = None, wrong.why
    return render_template("documents/ask.html", report=report, shown=shown, forms=FORMS, why=why, follow=FOLLOW)
