"""The year's timetable: read by all, written or pasted by the quality chief, and set when it has been seen what moves."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.forms.faults import Fault
from web.forms.pasted import Titles, pasted
from web.forms.timetable import Line, as_lines, checked, sent, with_pasted
from web.language import say
from web.moves import foreseen
from web.names import Names, names_in
from web.pages.year import year_case
from web.session import moment, session, who
from web.visible import seen
from workflow.cycle.schedule_impact import hear, moving, turned, with_timetable
from workflow.cycle.timetable import default_timetable
from workflow.facts.timetable import NAMES, RoundDates, Timetable
from workflow.states.command import Command
from workflow.states.context import CaseContext, Context
from workflow.states.perform import Refused, Stale, perform
from workflow.states.permissions import refusals
from workflow.words import Sentence, Title, sentence

pages = Blueprint("timetable", __name__)
COMMITTEES = ("board", "committee")
LABELS = {name: str(RoundDates.model_fields[name].title) for name in NAMES}


TURNS = {
    ("open", "closed"): sentence("is open now and closes at once"),
    ("open", "coming"): sentence("is open now and closes until it opens anew"),
    ("closed", "open"): sentence("has closed and opens again at once"),
    ("closed", "coming"): sentence("has closed and opens again later"),
    ("coming", "open"): sentence("opens at once"),
    ("coming", "closed"): sentence("is passed over: it both opened and closed before today"),
}
"""What is said of a round that stands otherwise today."""


@dataclass
class Draft:
    """A timetable that is being written: its lines, why it is changed, what was pasted and not placed, and the form's
    own marks."""

    lines: list[Line]
    why: str = ""
    left: str = ""
    version: str = ""
    once: str = ""
    faults: list[Fault] = field(default_factory=list)
    unplaced: list[Sentence] = field(default_factory=list)
    refused: tuple[Sentence, ...] = ()
    read: int = 0


@pages.get("/arshjul/<int:year>/tidplan")
def show(year: int) -> str:
    """The timetable as it stands; a sheet to write it in, for whoever may."""
    ctx = _asked(year)
    return _drawn(ctx, _standing(ctx))


@pages.post("/arshjul/<int:year>/tidplan")
def change(year: int) -> str | Response | tuple[str, int]:
    """Read what was pasted, show what would move, or set it."""
    ctx = _asked(year)
    if why := refusals(ctx):
        raise Refused(why)
    draft, act = _sent(), request.form.get("act", "")
    if act == "paste":
        return _paste(ctx, draft)
    if act == "edit":
        return _drawn(ctx, draft)
    known = names_in(session(), who().organisation)
    found = checked(draft.lines, _defaults(ctx), [str(unit) for unit in _bodies(known)])
    if found.faults:
        draft.faults = found.faults
        return _drawn(ctx, draft), 422
    said = Timetable.model_validate({"rounds": found.rows, "why": draft.why})
    return _set(ctx, draft, said) if act == "set" else _preview(ctx, draft, said, known)


def _asked(year: int) -> CaseContext:
    """The goal year, with the step in mind that sets its timetable."""
    ctx = seen(year_case(year).id)
    return ctx.asking(next(step for step in ctx.level.steps if step.says == Timetable.kind))


def _standing(ctx: CaseContext) -> Draft:
    """The timetable as it was set, or as the model has it."""
    assert ctx.case.year
    said = ctx.case.said(Timetable) or Timetable.of({"rounds": default_timetable(ctx.model, ctx.case.year)})
    return Draft(as_lines(said.rounds), version=str(ctx.case.version))


def _sent() -> Draft:
    values: MultiDict[str, str] = MultiDict(request.form.items(multi=True))
    once = values.get("once", "")
    return Draft(
        sent(values), values.get("why", "").strip(), values.get("pasted", ""), values.get("version", ""),
        once if once.startswith("form/") and len(once) < 80 else "",
    )  # fmt: skip


def _paste(ctx: CaseContext, draft: Draft) -> str | tuple[str, int]:
    """Put what was pasted into the sheet; what has no place stays where it was pasted."""
    names = names_in(session(), who().organisation)
    bodies = {str(unit): (name, names.units[unit].code) for unit, name in _bodies(names).items()}
    found = pasted(draft.left, _called(ctx), bodies)
    draft.lines = with_pasted(draft.lines, found.rows)
    draft.left, draft.unplaced, draft.read = "\n".join(found.left), found.why, len(found.rows)
    draft.faults = checked(draft.lines, _defaults(ctx), list(bodies)).faults
    return (_drawn(ctx, draft), 422) if draft.faults or draft.unplaced else _drawn(ctx, draft)


def _preview(ctx: CaseContext, draft: Draft, said: Timetable, names: Names) -> str:
    """What would move, and whom it concerns; nothing is written."""
    assert ctx.case.year and ctx.step
    after = with_timetable(ctx.calendar, ctx.case.year, said.rounds)
    found = moving(session(), who().organisation, after, moment())
    letters = hear(session(), ctx.case, ctx.model, ctx.step, who(), moment())
    return render_template(
        "timetable_preview.html", ctx=ctx, draft=draft, foreseen=foreseen(ctx, found, names),
        letters=len(letters), roles=[ctx.model.roles[role].title for role in ctx.step.tells],
        turned=[(_round(ctx, one.round), names.unit(one.unit), TURNS[one.old, one.new])
                for one in turned(ctx.model, ctx.calendar, after, ctx.case.year, ctx.today)], labels=NAMES,
    )  # fmt: skip


def _set(ctx: CaseContext, draft: Draft, said: Timetable) -> str | Response | tuple[str, int]:
    assert ctx.step
    seen_version = int(draft.version) if draft.version.isdecimal() else None
    try:
        perform(
            session(),
            Command(
                ctx.step.key,
                ctx.case.id,
                who(),
                said,
                at=moment(),
                expected_version=seen_version,
                idempotency_key=draft.once or None,
            ),
        )
    except Refused as refused:
        draft.refused, draft.once = refused.why, ""
        if isinstance(refused, Stale):
            draft.version = str(refused.case.version)
        return _drawn(ctx, draft), 409
    flash(say("“%(step)s” is done.", step=ctx.step.title))
    return redirect(url_for("timetable.show", year=ctx.case.year), 303)


def _drawn(ctx: CaseContext, draft: Draft) -> str:
    names = names_in(session(), who().organisation)
    draft.once = draft.once or f"form/{secrets.token_urlsafe(12)}"
    standing = _standing(ctx)
    blank = [] if any(line.empty and not line.round for line in draft.lines) else [Line()]
    return render_template(
        "timetable.html", ctx=ctx, draft=draft, step=ctx.step, closed=refusals(ctx), names=names, bodies=_bodies(names),
        standing=[(_round(ctx, line.round), names.unit(_number(line.unit)), line) for line in standing.lines],
        lines=[(_round(ctx, line.round), names.unit(_number(line.unit)), line) for line in [*draft.lines, *blank]],
        labels=LABELS, rounds={name: round.title for name, round in ctx.model.rounds.items()},
        faults=[_named(ctx, draft, fault) for fault in draft.faults],
        set=Timetable.kind in ctx.case.facts, shown={fault.name: fault.sentence for fault in draft.faults},
    )  # fmt: skip


def _named(ctx: Context, draft: Draft, fault: Fault) -> Fault:
    """The fault with the round in which it is, for the list at the top."""
    place = fault.name.split("-")[1] if fault.name else ""
    round = draft.lines[int(place)].round if place else ""
    if not round:
        return fault
    return Fault(fault.name, sentence("%(round)s: %(why)s", round=_round(ctx, round), why=fault.sentence))


def _defaults(ctx: CaseContext) -> dict[str, dict[str, date]]:
    """The model's own dates of each round, by which a date without a year is understood."""
    assert ctx.case.year
    rows = default_timetable(ctx.model, ctx.case.year)
    return {row["round"]: {name: date.fromisoformat(row[name]) for name in NAMES} for row in rows}


def _bodies(names: Names) -> dict[int, str]:
    """The committees that can have dates of their own."""
    return {number: unit.name for number, unit in names.units.items() if unit.kind in COMMITTEES}


def _called(ctx: Context) -> Titles:
    return {name: (round.title.in_("sv"), round.title.in_("en")) for name, round in ctx.model.rounds.items()}


def _round(ctx: Context, name: str) -> str | Title:
    """What a round is called; its own name when the model no longer has it."""
    return ctx.model.rounds[name].title if name in ctx.model.rounds else name


def _number(unit: str) -> int | None:
    return int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 10 else None
