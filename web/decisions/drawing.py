"""The two pages on which a § is written: its fields, and what it covers. Everything that was sent goes with them."""

import secrets
from collections.abc import Iterable
from dataclasses import replace

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.decisions.covering import Sheet
from web.decisions.entry import BODY, DAY, MEETING, NEW, OTHER, Entry, day_of, entry, why_not_yet
from web.decisions.matters import matters
from web.filling import once_of
from web.forms.draw import Drawn, drawing
from web.forms.faults import Fault
from web.forms.values import Values
from web.names import Names, titled
from workflow.exchange import addresses
from workflow.facts.decision import Ruling
from workflow.records.case import Case
from workflow.states.context import Context
from workflow.words import Sentence

LINE, MATTER, ACT = "rad", "arende", "act"
ALONE = "-"
"""Chosen when the § is logged without anything that it covers."""
FIRST = ("paragraph", "registry_no", "text")
"""The fields of a § that are always open; the rest is folded."""
Answer = str | Response | tuple[str, int]


def fields_page(
    ctx: Context, names: Names, values: Values, found: Entry | None = None, refused: Iterable[Sentence] = (),
    notes: Iterable[Sentence] = (),
) -> Answer:  # fmt: skip
    """The fields of the §, its meeting and what it is about."""
    known = found or entry(ctx, names, values)
    faults = known.faults if found else []
    fields = [_required(one) for one in drawing(ctx, names, values, faults).fields(Ruling)]
    why = why_not_yet(ctx, names, known.meeting) if known.meeting else []
    drawn = render_template(
        "decisions/fields.html", entry=known, faults=faults, shown={fault.name: fault.sentence for fault in reversed(faults)},
        refused=[*refused, *why], notes=notes, first=[one for one in fields if one.name in FIRST],
        more=[one for one in fields if one.name not in FIRST], once=once_of(values) or new_once(), kept=_beside(values),
        meetings=[(case, day_of(case)) for case in known.meetings], plans=known.may_plan, NEW=NEW, ALONE=ALONE,
        matters=matters(ctx, names, known.body) if known.body else [], chosen=values.get(MATTER, ""), on=known.on,
        same=(titled(known.same), addresses.of_case(known.same, ctx.model)) if known.same else None,
        planning=known.may_plan and values.get(MEETING, NEW if not known.meetings else "") == NEW,
    )  # fmt: skip
    return (drawn, 409) if refused else (drawn, 422) if faults else drawn


def cover_page(
    ctx: Context, names: Names, found: Entry | Case, covers: Sheet, faults: list[Fault] | None = None,
    refused: Iterable[Sentence] = (),
) -> Answer:  # fmt: skip
    """What the § covers."""
    values: Values = MultiDict(request.form.items(multi=True))
    lines = [line for line in covers.lines if line.refused]
    drawn = render_template(
        "decisions/cover.html", found=found, sheet=covers, faults=faults or [], refused=list(refused), refusing=lines,
        shown={fault.name: fault.sentence for fault in faults or []}, once=once_of(values) or new_once(),
        kept=_entered(values), title=title_of(found), address=address_of(found), body=body_of(names, found),
        fresh=not isinstance(found, Case),
    )  # fmt: skip
    return (drawn, 422) if faults else (drawn, 409) if refused or lines else drawn


def _required(drawn: Drawn) -> Drawn:
    """The paragraph's number, which old decisions may lack, is asked for here."""
    return replace(drawn, shape=replace(drawn.shape, required=True)) if drawn.name == "paragraph" else drawn


def kept(values: Values) -> list[tuple[str, str]]:
    """Everything that was sent, for the next form; not the token, nor the button."""
    return [(name, value) for name, value in values.items(multi=True) if name not in ("csrf_token", ACT, "once")]


def _entered(values: Values) -> list[tuple[str, str]]:
    """The § itself, beside the lines."""
    own = {BODY, DAY, MEETING, OTHER, LINE, *Ruling.model_fields}
    return [(name, value) for name, value in kept(values) if name in own]


def _beside(values: Values) -> list[tuple[str, str]]:
    """The lines, beside the § itself."""
    own = {name for name, _ in _entered(values)} - {LINE} | {MATTER}
    return [(name, value) for name, value in kept(values) if name not in own]


def title_of(found: Entry | Case) -> str:
    """What the § is called."""
    if isinstance(found, Case):
        return titled(found)
    return found.ruling.reference if found.ruling else ""


def body_of(names: Names, found: Entry | Case) -> str:
    """The body that decided."""
    return names.unit(found.unit) if isinstance(found, Case) else found.body.name if found.body else ""


def address_of(found: Entry | Case) -> str:
    """Where the form is sent."""
    if isinstance(found, Case):
        return url_for("decisions.covers", number=found.id)
    return url_for("decisions.log")


def new_once() -> str:
    """A key for a form that can be sent one time."""
    return f"form/{secrets.token_urlsafe(12)}"
