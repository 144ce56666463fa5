"""Jag är borta: from when to when, who stands in; and Jag är tillbaka."""

import secrets
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.filling import once_of
from web.forms.faults import Fault
from web.forms.leave import Leave, drawn, written
from web.forms.values import Values
from web.language import say
from web.names import names_in
from web.session import moment, session, who
from web.visible import seen
from workflow.organisation.absence import away, back, coming, stand_in
from workflow.organisation.seats import ADMINISTRATOR
from workflow.records.organisation import Absence
from workflow.states.context import Context, Unknown
from workflow.states.perform import Refused
from workflow.words import Sentence

pages = Blueprint("absence", __name__)


@dataclass(frozen=True)
class Gone:
    """An absence as the page shows it: whose ("" one's own), who stands in ("" nobody), whether it has begun."""

    row: Absence
    name: str
    instead: str
    begun: bool


@pages.get("/borta")
def show() -> str:
    """The absences that are or are to come, and the form for a new one."""
    ctx = seen(None)
    return _drawn(ctx, MultiDict({"since": ctx.today.isoformat()}))


@pages.post("/borta")
def leave() -> str | Response | tuple[str, int]:
    """Note an absence; 422 when the form does not hold, 409 when the rules say no, with everything that was written."""
    ctx = seen(None)
    sent: Values = MultiDict(request.form.items(multi=True))
    found = written(sent)
    if found.leave is None:
        return _drawn(ctx, sent, found.faults), 422
    try:
        _note(found.leave, sent)
    except Refused as refused:
        return _drawn(ctx, sent, why=refused.why), 409
    flash(say("The absence is noted. What falls due meanwhile goes to the substitute."))
    return redirect(url_for("absence.show"), 303)


@pages.post("/borta/<int:number>/tillbaka")
def come(number: int) -> Response:
    """End an absence."""
    held = session().get(Absence, number)
    if held is None or held.organisation != who().organisation:
        raise Unknown
    if held.person != who().person and not _sees_all(seen(None)):
        raise Unknown
    back(session(), who(), number, at=moment())
    flash(say("The absence is ended."))
    return redirect(url_for("absence.show"), 303)


def _note(said: Leave, sent: Values) -> None:
    person = said.person or who().person
    away(
        session(),
        who(),
        person,
        said.since,
        said.until,
        said.instead,
        at=moment(),
        idempotency_key=once_of(sent) or None,
    )


def _drawn(ctx: Context, values: Values, faults: list[Fault] | None = None, why: tuple[Sentence, ...] = ()) -> str:
    others = _sees_all(ctx)
    names = names_in(session(), who().organisation)
    fields = drawn(ctx, names, values, faults or [], others)
    once = once_of(values) or f"form/{secrets.token_urlsafe(12)}"
    return render_template("absence.html", gone=_gone(ctx, others), fields=fields, faults=faults or [], refused=why,
                           once=once)  # fmt: skip


def _gone(ctx: Context, others: bool) -> list[Gone]:
    """One's own absences; everybody's for an administrator."""
    rows = coming(session(), who().organisation, None if others else who().person, ctx.today)
    instead = {row.id: stand_in(session(), who().organisation, row.id)[0] for row in rows}
    names = names_in(session(), who().organisation)
    names.add_people([*(row.person for row in rows), *(number or 0 for number in instead.values())])
    return [
        Gone(row, "" if row.person == who().person else names.person(row.person), names.person(instead[row.id]),
             row.since <= ctx.today)
        for row in rows
    ]  # fmt: skip


def _sees_all(ctx: Context) -> bool:
    """True for whoever may say of others that they are away."""
    return any(role == ADMINISTRATOR for role, _ in ctx.seats)
