"""What a form begins with: what was said last of the same sort, in this round or an earlier one."""

from typing import Any

from web.forms.rows import rows
from web.forms.shape import shapes
from web.forms.values import Values, as_values
from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.records.queries.events import words
from workflow.states.context import Context

AFRESH = (
    "approval", "attachment", "born", "comment", "conflict", "correction", "decision", "extension", "handover", "measurement",
    "method_change", "motive", "overturned", "postponed", "progress", "transfer",
)  # fmt: skip
"""What is said anew each time; the last one would only be in the way."""


def beginning(ctx: Context, cls: type[Fact]) -> Values:
    """The values that an empty form is drawn with."""
    plain = last_said(ctx, cls)
    values = as_values(cls, plain)
    for shape in shapes(cls):
        if shape.part:
            for number, row in enumerate(rows(ctx, shape, plain.get(shape.name, []))):
                values.update(as_values(shape.part, row.plain, f"{shape.name}-{number}-"))
    return values


def last_said(ctx: Context, cls: type[Fact]) -> dict[str, Any]:
    """The last fact of the sort as plain values; {} when there is none, or when it is said anew each time."""
    case, step = ctx.case, ctx.step
    if case is None or step is None or step.birth or cls.kind in AFRESH or cls.alone:
        return {}
    key = last_key(case, cls, step, ctx.round)
    if key is None:
        return {}
    seq = case.facts[key]["seq"]
    said: dict[str, Any] = words(ctx.session, ctx.who.organisation, [seq]).get(seq, {}).get(key, {})
    return said


def last_key(case: Case, cls: type[Fact], step: Step, round: str) -> str | None:
    """Under which key the case remembers it: the round's own, else the last one said."""
    base = f"{cls.kind}/{step.name}" if cls.per_step else cls.kind
    exact = f"{base}/{round}" if round else base
    if exact in case.facts:
        return exact
    known = [key for key in case.facts if key == base or key.startswith(f"{base}/")]
    return max(known, key=lambda key: int(case.facts[key]["seq"]), default=None)
