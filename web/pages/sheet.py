"""Prognosbladet: a committee's goals in one round on one page, sent as one act; and målbokslutet in the same way."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.drafts import drop, here, save
from web.filling import once_of
from web.forms.faults import Fault
from web.forms.values import Values
from web.language import say
from web.sheet.act import Sent
from web.sheet.begin import VERSION
from web.sheet.goal_form import GoalForm
from web.sheet.loader import Book, opened
from web.sheet.parse import read
from web.sheet.submit import TAKE_BACK, Stuck, take, take_back
from web.sheet.view import ShownGoals, Written, drawn
from workflow.facts.forecast import Forecast
from workflow.words import sentence

pages = Blueprint("sheet", __name__)
Answer = str | Response | tuple[str, int]


@pages.get("/rapporter/<int:number>/blad")
def show(number: int) -> Answer:
    """The sheet, for the person to fill in."""
    return _page(opened(number))


@pages.post("/rapporter/<int:number>/blad")
def send(number: int) -> Answer:
    """Take every step that is asked for, or none: 422 when something is to be put right, 409 when the rules say no.
    What was written is kept on the page in either case."""
    book = opened(number)
    values: Values = MultiDict(request.form.items(multi=True))
    what, _, goal = values.get("act", "").partition("-")
    if what == TAKE_BACK:
        part = next((GoalForm(book, one) for one in book.goals if str(one.id) == goal), None)
        return _take_back(book, part, values)
    named = {name.partition("-")[0] for name in values}
    found = [read(book, GoalForm(book, one), values) for one in book.goals if f"g{one.id}" in named]
    if faults := _faults(found):
        return _page(book, _written(values, faults)), 422
    if faults := [fault for sent in found for fault in sent.refused]:
        return _page(book, _written(values, faults)), 409
    try:
        take(found, once_of(values))
    except Stuck as stuck:
        return _stuck(book, values, stuck), 409
    drop(here())
    return _receipt(book, found)


def _take_back(book: Book, part: GoalForm | None, values: Values) -> Answer:
    """Take a forecast back; what is written in other goals' fields is kept as a draft."""
    if part is None:
        return redirect(here(), 303)
    try:
        take_back(book, part)
    except Stuck as stuck:
        return _stuck(book, values, stuck), 409
    if any(name.endswith(VERSION) for name in values):
        save(here(), values)
    flash(say("The forecast is taken back. You can give it anew until the round closes."))
    return redirect(here(), 303)


def _faults(found: list[Sent]) -> list[Fault]:
    """What is to be put right, goal by goal; nothing filled in at all is a fault too."""
    faults = [fault for sent in found for fault in sent.faults]
    if not faults and not any(sent.acts or sent.refused for sent in found):
        return [Fault("", sentence("Nothing is filled in yet. Begin with one of the goals."))]
    return faults


def _written(values: Values, faults: list[Fault]) -> Written:
    return Written(values, faults, once_of(values))


def _stuck(book: Book, values: Values, stuck: Stuck) -> str:
    """The sheet as it was sent, with why it stopped; the next sending starts from how the goal is now."""
    if stuck.stale:
        values[stuck.part.before_it + VERSION] = str(stuck.stale.version)
    faults = [Fault(f"{stuck.part.before_it}goal", why) for why in stuck.why]
    return _page(book, Written(values, faults, "", stuck.why))


def _receipt(book: Book, found: list[Sent]) -> Response:
    said = sum(sent.speaks for sent in found)
    text = "Forecasts submitted: %(count)s."
    if book.cls is not Forecast:
        text = "Closings submitted: %(count)s."
    flash(say(text, count=said) if said else say("Thank you. What you said of the measures is saved."))
    return redirect(url_for("sheet.show", number=book.report.id), 303)


def _page(book: Book, written: Written | None = None) -> str:
    asked = ShownGoals(_number("mal"), _number("andra"))
    return render_template("sheet.html", sheet=drawn(book, asked, written), closing=book.cls is not Forecast)


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
