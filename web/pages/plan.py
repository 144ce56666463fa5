"""Sammanträdesplan: a year of meetings is written, pasted or read from a file, looked at, and entered in one act."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.filling import once_of
from web.forms.faults import Fault
from web.forms.meetings import PASTED, Bodies, Row, Sitting, as_text, read
from web.forms.tables import SORTS, as_lines
from web.language import say
from web.names import Names, names_in
from web.session import moment, session, who
from web.sittings import bodies, is_free, may_plan, plans, years
from web.visible import seen
from workflow.facts.decision import Gathering
from workflow.governance.model import Step
from workflow.records.organisation import Unit
from workflow.states.command import Command
from workflow.states.context import Context
from workflow.states.next_due import together
from workflow.states.perform import Refused, perform
from workflow.states.permissions import refusals
from workflow.words import Sentence, Wrong

pages = Blueprint("plan", __name__)
ROWS = 12
FIRST, LAST = 1990, 2100


@dataclass
class Draft:
    """A plan that is being written: for which body and year, its rows and lines as they stand, and what is wrong."""

    unit: str = ""
    year: int = 0
    rows: list[Row] = field(default_factory=list)
    text: str = ""
    once: str = ""
    faults: list[Fault] = field(default_factory=list)
    refused: Sequence[Sentence] = ()


def overview() -> str:
    """A year's meetings, body by body."""
    ctx = seen(None)
    names, known = names_in(session(), who().organisation), years(ctx)
    asked, code = request.args.get("ar", type=int), request.args.get("namnd", "")
    year = asked if asked in known else ctx.today.year
    only = next((unit for unit in bodies(names) if unit.code == code), None)
    step, own = may_plan(ctx, names)
    return render_template(
        "plan.html", plans=plans(ctx, names, year, only), year=year, years=known, only=only, bodies=bodies(names),
        step=step if own else None, own=own, on=ctx.today,
    )  # fmt: skip


@pages.get("/sammantraden/plan")
def sheet() -> str:
    """The empty sheet, or why there is none."""
    ctx = seen(None)
    names = names_in(session(), who().organisation)
    step, own = may_plan(ctx, names)
    asked = next((str(unit.id) for unit in own if unit.code == request.args.get("namnd")), "")
    year = request.args.get("ar", ctx.today.year + (ctx.today.month > 6), type=int)
    draft = Draft(asked or (str(own[0].id) if len(own) == 1 else ""), year if FIRST <= year <= LAST else ctx.today.year)
    return _drawn(ctx, draft, step, own)


@pages.post("/sammantraden/plan")
def enter() -> str | Response | tuple[str, int]:
    """Read what was written, show it, or enter it."""
    ctx = seen(None)
    names = names_in(session(), who().organisation)
    step, own = may_plan(ctx, names)
    if step is None or not own:
        raise Refused(refusals(ctx.asking(step)) if step else ())
    draft, act = _sent(ctx), request.form.get("act", "")
    if act == "edit":
        return _drawn(ctx, draft, step, own)
    called = _called(own)
    found = read(
        draft.rows, draft.text, called, int(draft.unit) if draft.unit in map(str, called) else None, draft.year
    )
    draft.faults += found.faults
    if draft.faults:
        return _drawn(ctx, draft, step, own), 422
    fresh, there = _parted(ctx, found.sittings)
    if act == "set":
        return _set(ctx, draft, step, own, fresh)
    draft.rows, draft.text = [], as_text(fresh, called)
    return _preview(ctx, names, draft, fresh, there)


def _sent(ctx: Context) -> Draft:
    """What the browser sent; a file's lines come after those that were pasted."""
    values = request.form
    rows = [Row(values.get(f"r-{n}-on", "").strip(), values.get(f"r-{n}-agenda", "").strip()) for n in range(ROWS)]
    written = values.get("ar", "")
    year = int(written) if written.isdecimal() and FIRST <= int(written[:5]) <= LAST else ctx.today.year
    draft = Draft(values.get("unit", ""), year, rows, values.get(PASTED, "").replace("\r\n", "\n"), once_of(values))
    file = request.files.get("file")
    if file and file.filename:
        try:
            lines = as_lines(file.filename, file.read())
            draft.text = "\n".join(filter(None, (draft.text.rstrip(), lines)))
        except Wrong as wrong:
            draft.faults.append(Fault("file", wrong.why))
    return draft


def _called(own: Sequence[Unit]) -> Bodies:
    return {unit.id: (unit.code, unit.name) for unit in own}


def _parted(ctx: Context, sittings: Sequence[Sitting]) -> tuple[list[Sitting], list[Sitting]]:
    """Those that are new, each once, and those that are there already or twice on the sheet; in order of day."""
    there = {(unit, held.on) for unit, days in ctx.calendar.meetings.items() for held in days}
    fresh: dict[tuple[int, object], Sitting] = {}
    passed: list[Sitting] = []
    for one in sorted(sittings, key=lambda one: (one.on, one.unit)):
        if (one.unit, one.on) in there or (one.unit, one.on) in fresh:
            passed.append(one)
        else:
            fresh[one.unit, one.on] = one
    return list(fresh.values()), passed


def _preview(ctx: Context, names: Names, draft: Draft, fresh: list[Sitting], there: list[Sitting]) -> str:
    draft.once = draft.once or f"form/{secrets.token_urlsafe(12)}"
    return render_template(
        "plan_preview.html", draft=draft, there=[(names.unit(one.unit), one.on) for one in there],
        fresh=[(names.unit(one.unit), one, is_free(ctx, one.on)) for one in fresh],
    )  # fmt: skip


def _set(ctx: Context, draft: Draft, step: Step, own: list[Unit], fresh: list[Sitting]) -> Response | tuple[str, int]:
    """One act: all of them, or none."""
    try:
        with together(session(), who().organisation, ctx.today):
            for one in fresh:
                said = Gathering(unit=one.unit, on=one.on, agenda_closes=one.agenda)
                once = f"{draft.once}/{one.unit}/{one.on}" if draft.once else None
                perform(session(), Command(step.key, None, who(), said, at=moment(), idempotency_key=once))
    except Refused as refused:
        draft.refused, draft.once = refused.why, ""
        return _drawn(ctx, draft, step, own), 409
    flash(say("Meetings entered: %(count)s.", count=len(fresh)))
    code = own[0].code if len(own) == 1 else None
    return redirect(url_for("lists.meetings", ar=draft.year, namnd=code), 303)


def _drawn(ctx: Context, draft: Draft, step: Step | None, own: list[Unit]) -> str:
    draft.once = draft.once or f"form/{secrets.token_urlsafe(12)}"
    closed = [] if own else refusals(replace(ctx, seats=()).asking(step)) if step else []
    shown: dict[str, list[Sentence]] = {}
    for fault in draft.faults:
        shown.setdefault(fault.name, []).append(fault.sentence)
    rows = draft.rows + [Row()] * (ROWS - len(draft.rows))
    return render_template("plan_sheet.html", draft=draft, own=own, rows=rows, closed=closed, shown=shown, sorts=SORTS)
