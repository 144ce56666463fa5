"""The sheet one fills in for a step, and what came back: a fact, or the faults in it."""

import secrets
from dataclasses import dataclass, field

from flask import request
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from web.facts import Pair, Reading
from web.forms.begin import beginning, last_said
from web.forms.choices import Option, options
from web.forms.doubts import questions
from web.forms.draw import Drawn, drawing
from web.forms.faults import Fault, faults
from web.forms.shape import Shape
from web.forms.values import Values, as_plain
from web.names import Names
from workflow.facts import KINDS, Fact
from workflow.facts.clerical import Correction
from workflow.states.context import CaseContext, Context
from workflow.words import sentence

UNIT = "unit_of_case"
"""The field for whose case it becomes, where the fact itself does not say."""


@dataclass
class Filled:
    """What was sent: the values as written, the fact they make or the faults in them, and the form's own marks."""

    values: Values
    fact: Fact | None = None
    faults: list[Fault] = field(default_factory=list)
    version: str = ""
    once: str = ""
    unit: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet ready to be drawn. `stored` is what was said last, for whoever wrote at the same time."""

    fields: tuple[Drawn, ...]
    faults: list[Fault]
    version: str
    once: str
    stored: tuple[Pair, ...]


def sheet(ctx: Context, names: Names, given: Filled | None = None) -> Sheet:
    """The sheet for the step in mind: as it begins, or as it was sent."""
    cls = _cls(ctx)
    values = given.values if given else _begun(ctx, cls) if cls else MultiDict()
    found = given.faults if given else []
    plan = drawing(ctx, names, values, found)
    fields = plan.fields(cls) if cls else ()
    if asks_unit(ctx):
        fields = (_unit_field(ctx, names, values), *fields)
    version = given.version if given else str(ctx.case.version if isinstance(ctx, CaseContext) else "")
    once = given.once if given and given.once else once_anew()
    return Sheet(fields, found, version, once, stored(ctx, names) if given else ())


def _begun(ctx: Context, cls: type[Fact]) -> Values:
    """The values of an empty form; a link may name the entry that is to be corrected."""
    values, event = beginning(ctx, cls), request.args.get("event", "")
    if cls is Correction and event.isdecimal():
        values["event"] = event
    return values


def stored(ctx: Context, names: Names) -> tuple[Pair, ...]:
    """What the case says now in the same matter, as people read it."""
    cls = _cls(ctx)
    if cls is None or not isinstance(ctx, CaseContext):
        return ()
    return Reading(ctx.model, names, ctx.level).pairs_of(cls.kind, last_said(ctx, cls))


def filled(ctx: Context) -> Filled:
    """What the request sent for the step in mind."""
    sent: Values = MultiDict(request.form.items(multi=True))
    given = Filled(sent, version=sent.get("version", ""), once=once_of(sent))
    unit = sent.get(UNIT, "")
    given.unit = int(unit) if asks_unit(ctx) and unit.isdecimal() else None
    if asks_unit(ctx) and given.unit is None:
        given.faults.append(Fault(UNIT, sentence("Choose whose it is.")))
    if cls := _cls(ctx):
        try:
            given.fact = cls.model_validate(as_plain(cls, sent))
            given.faults += questions(ctx, cls, sent)
        except ValidationError as wrong:
            given.faults += faults(cls, wrong, sent)
    return given


def asks_unit(ctx: Context) -> bool:
    """True for a birth whose level belongs to a named unit that the fact does not name."""
    assert ctx.step
    cls = _cls(ctx)
    named = ctx.model.levels[ctx.step.level].owner == "named"
    return ctx.step.birth and named and not (cls and "unit" in cls.model_fields)


def once_of(sent: Values) -> str:
    """The form's own key, when it looks like one of ours."""
    key = sent.get("once", "")
    return key if key.startswith("form/") and len(key) < 80 else ""


def once_anew() -> str:
    """A key for a form that is drawn."""
    return f"form/{secrets.token_urlsafe(12)}"


def _cls(ctx: Context) -> type[Fact] | None:
    return KINDS[ctx.step.says] if ctx.step and ctx.step.says else None


def _unit_field(ctx: Context, names: Names, values: Values) -> Drawn:
    shape = Shape(UNIT, "Whose", "", "one", 1, True, ref="unit")
    choices: tuple[Option, ...] = options(ctx, names, shape)
    return Drawn(UNIT, shape.label, "", "list", shape, values.get(UNIT, ""), frozenset(values.getlist(UNIT)), choices)
