"""Logging a §: one line is pasted, read and put right; the cases it covers are chosen; it is seen, and it is one act.

Everything that was written goes with the form from page to page, so that nothing is lost and nothing needs a script.
"""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.decisions.act import Outcome, act, rehearsed
from web.decisions.covering import Sheet, sheet
from web.decisions.drawing import (
    ACT,
    LINE,
    MATTER,
    Answer,
    address_of,
    body_of,
    cover_page,
    fields_page,
    kept,
    new_once,
    title_of,
)
from web.decisions.entry import (
    BODY,
    DAY,
    MEETING,
    Entry,
    as_values_of,
    bodies,
    day_of,
    entry,
    last_faults,
    who_may_log,
)
from web.decisions.gathering import Choice
from web.decisions.gathering import log as decision_log
from web.decisions.matters import matter, matters
from web.decisions.page import may_cover, page_of
from web.decisions.preview import coming
from web.decisions.sent import chosen, sent_before, toggled, without
from web.filling import once_of
from web.forms.faults import Fault
from web.forms.reference import read_reference
from web.forms.values import Values
from web.language import say
from web.names import Names, names_in, titled
from web.pages.case import SHOWN
from web.session import session, who
from web.visible import seen
from workflow.exchange import addresses
from workflow.records.case import Case
from workflow.states.context import CaseContext, Context, Unknown
from workflow.states.perform import Refused
from workflow.words import sentence

pages = Blueprint("decisions", __name__)


def overview() -> str:
    """The log of decisions, as `lists.decisions` shows it."""
    ctx, names = seen(None), names_in(session(), who().organisation)
    asked = request.args
    choice = Choice(asked.get("organ", ""), asked.get("ar", ""), asked.get("q", "")[:200],
                    min(max(asked.get("sida", 1, type=int), 1), 1000))  # fmt: skip
    return render_template("decisions/log.html", log=decision_log(ctx, names, choice), choice=choice,
                           logs=bool(bodies(ctx, names)))  # fmt: skip


def show(ctx: CaseContext) -> str:
    """The page of a decision."""
    return render_template("decisions/decision.html", page=page_of(ctx))


SHOWN["decision"] = show


@pages.get("/beslut/nytt")
def new() -> Answer:
    """A line to paste, or the fields themselves; begun from a meeting, with its body and day."""
    ctx, names = _seated()
    if not bodies(ctx, names):
        return render_template("decisions/closed.html", why=who_may_log(ctx))
    if meeting := request.args.get(MEETING, type=int):
        return fields_page(ctx, names, _of_meeting(meeting))
    return fields_page(ctx, names, MultiDict()) if "falt" in request.args else render_template("decisions/line.html")


@pages.post("/beslut/nytt")
def log() -> Answer:
    """What was sent, read; the next page of it, or the act."""
    ctx, names = _asked()
    values: Values = MultiDict(request.form.items(multi=True))
    if values.get(ACT) == "read":
        return _read(ctx, names, values)
    if before := sent_before(values):
        return before
    found = entry(ctx, names, values)
    about = chosen(ctx, names, found.body, values)
    if wanted := toggled(ctx, names, values, about, found.on):
        return cover_page(ctx, names, found, wanted)
    faults = last_faults(found) + (without(values, about) if found.body else [])
    if values.get(ACT) in ("update", "fields") or faults:
        found.faults = faults if values.get(ACT) not in ("update", "fields") else []
        return fields_page(ctx, names, values, found)
    covers = sheet(ctx, names, about, values, found.on) if about else None
    if values.get(ACT) in ("next", "cover") and covers:
        return cover_page(ctx, names, found, covers)
    return _finish(ctx, names, found, covers, values)


@pages.get("/beslut/<int:number>/galler")
def cover(number: int) -> Answer:
    """More cases for a § that is logged already: what they can be, then which."""
    ctx, names = _logged(number)
    if not may_cover(ctx):
        return render_template("decisions/closed.html", why=who_may_log(ctx))
    body, key = names.units[ctx.case.unit], request.args.get(MATTER, "")
    about = matter(ctx, names, body, key) if key else None
    if about and about.cases:
        return cover_page(ctx, names, ctx.case, sheet(ctx, names, about, MultiDict(), _day(ctx)))
    return render_template("decisions/matters.html", case=ctx.case, title=titled(ctx.case), body=body,
                           address=addresses.of_case(ctx.case, ctx.model),
                           matters=matters(ctx, names, body))  # fmt: skip


@pages.post("/beslut/<int:number>/galler")
def covers(number: int) -> Answer:
    """See what would come of it, or do it."""
    ctx, names = _logged(number)
    if not may_cover(ctx):
        raise Refused(who_may_log(ctx))
    values: Values = MultiDict(request.form.items(multi=True))
    if before := sent_before(values):
        return before
    about = chosen(ctx, names, names.units[ctx.case.unit], values)
    if about is None:
        raise Unknown
    if wanted := toggled(ctx, names, values, about, _day(ctx)):
        return cover_page(ctx, names, ctx.case, wanted)
    found = sheet(ctx, names, about, values, _day(ctx))
    if values.get(ACT) in ("cover", "fields"):
        return cover_page(ctx, names, ctx.case, found)
    return _finish(ctx, names, ctx.case, found, values)


def _day(ctx: CaseContext) -> date | None:
    """The day of the meeting at which the § in the situation was decided."""
    return ctx.calendar.held_on(ctx.case.parent)


def _finish(ctx: Context, names: Names, found: Entry | Case, covers: Sheet | None, values: Values) -> Answer:
    """The rehearsal, or the act; 422 for what is not written well, 409 for what is refused, with everything kept."""
    once, does = once_of(values), values.get(ACT) == "log"
    if covers and not covers.chosen:
        return cover_page(
            ctx, names, found, covers, [Fault("", sentence("Choose at least one that the paragraph covers."))]
        )
    outcome = act(ctx, found, covers, once) if does else rehearsed(ctx, found, covers)
    if covers and covers.faults:
        return cover_page(ctx, names, found, covers, covers.faults)
    if outcome.refused:
        return _refused(ctx, names, found, covers, outcome, values)
    if does:
        return _done(ctx, outcome)
    return render_template("decisions/preview.html", found=found, sheet=covers, kept=kept(values), title=title_of(found),
                           coming=coming(ctx, covers, outcome), back=address_of(found), body=body_of(names, found),
                           once=once or new_once())  # fmt: skip


def _done(ctx: Context, outcome: Outcome) -> Response:
    assert outcome.decision
    text = (
        "“%(paragraph)s” is logged. Cases that it covers: %(count)s." if outcome.done else "“%(paragraph)s” is logged."
    )
    flash(say(text, paragraph=titled(outcome.decision), count=len(outcome.done)))
    return redirect(addresses.of_case(outcome.decision, ctx.model), 303)


def _refused(
    ctx: Context, names: Names, found: Entry | Case, covers: Sheet | None, outcome: Outcome, values: Values
) -> Answer:  # fmt: skip
    """The page with every reason beside what it is about; what somebody else changed is read anew."""
    whole = outcome.refused.get(0, ())
    if covers is None and isinstance(found, Entry):
        return fields_page(ctx, names, values, found, whole)
    assert covers
    for line in covers.lines:
        line.refused = outcome.refused.get(line.case.id, ())
        line.version = outcome.stale.get(line.case.id, line.version)
    return cover_page(ctx, names, found, covers, [], whole)


def _read(ctx: Context, names: Names, values: Values) -> Answer:
    """The line as fields; what was not understood is told beside it."""
    text = values.get(LINE, "")
    read = read_reference(text)
    if not str(read):
        why = list(read.why) or [sentence("Paste or write a line first.")]
        return render_template("decisions/line.html", line=text, faults=[Fault(LINE, said) for said in why]), 422
    for name, value in as_values_of(read, bodies(ctx, names)).items():
        values[name] = value
    notes = list(read.why)
    if read.body and not values[BODY]:
        notes.append(sentence("“%(written)s” is no body here for which you log decisions.", written=read.body))
    return fields_page(ctx, names, values, notes=notes)


def _seated() -> tuple[Context, Names]:
    """Whoever holds a seat here. Raises Unknown for the rest."""
    ctx = seen(None)
    if not ctx.seats:
        raise Unknown
    return ctx, names_in(session(), who().organisation)


def _asked() -> tuple[Context, Names]:
    """Whoever logs decisions for some body. Raises Refused for the rest."""
    ctx, names = _seated()
    if not bodies(ctx, names):
        raise Refused(who_may_log(ctx))
    return ctx, names


def _logged(number: int) -> tuple[CaseContext, Names]:
    """A decision that is there."""
    ctx = seen(number)
    if ctx.level.kind != "decision":
        raise Unknown
    return ctx, names_in(session(), who().organisation)


def _of_meeting(number: int) -> Values:
    """The fields that a meeting gives."""
    there = seen(number)
    if there.level.kind != "meeting":
        raise Unknown
    return MultiDict({BODY: str(there.case.unit), DAY: day_of(there.case).isoformat(), MEETING: str(number)})
