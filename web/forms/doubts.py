"""What is improbable among the figures of a form: a question at the field, and a box that says that it is right.

The box holds the figure that it confirms, so another figure in the same field is asked about anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from web.forms.faults import Fault
from web.forms.values import Values, row_count
from workflow.facts.base import Number
from workflow.facts.closing import Closing
from workflow.facts.decision import Decided
from workflow.facts.forecast import Forecast
from workflow.facts.indicator import Indicator, Measurement, TargetSet
from workflow.goals.target import Target
from workflow.measuring.plausibility import doubt
from workflow.measuring.values import Value, latest, values
from workflow.records.case import Case
from workflow.records.queries.cases import cases_numbered
from workflow.states.context import CaseContext, Context
from workflow.states.guards.base import children
from workflow.words import Sentence

SURE = "sure-"
"""How the name of the box begins; then comes the field's."""
MEASURED = ("value", "women", "men", "expected")
TARGETS = ("value", "to")
NUMBER: TypeAdapter[float] = TypeAdapter(Number)


class Question(Sentence):
    """A question about what was written in a field."""

    asks = True


@dataclass(frozen=True)
class Known:
    """What is known of an indicator before the form is sent: its baseline, its target and its last value."""

    unit: str
    baseline: float | None
    target: float | None
    last: Value | None

    @property
    def figures(self) -> tuple[float | None, ...]:
        """Its figures beside the last value."""
        return self.baseline, self.target

    def last_in(self, name: str) -> float | None:
        """The last value of the same sort: of women for women, else the total's."""
        if self.last is None:
            return None
        found = getattr(self.last, name) if name in ("women", "men") else None
        return self.last.value if found is None else found


def questions(ctx: Context, cls: type[BaseModel], sent: Values, before: str = "") -> list[Fault]:
    """The questions about the figures of a fact whose fields begin with `before`, less what was confirmed."""
    return [Fault(name, Question(why.text, why.values)) for name, why in _doubts(ctx, cls, sent, before)
            if sent.get(SURE + name, "").strip() != sent.get(name, "").strip()]  # fmt: skip


def _doubts(ctx: Context, cls: type[BaseModel], sent: Values, before: str) -> Iterator[tuple[str, Sentence]]:
    if not isinstance(ctx, CaseContext):
        return
    if cls is Measurement:
        yield from _measured(sent, before, _known(ctx.case, _parent(ctx)))
    elif cls is TargetSet:
        yield from _targeted(sent, before, _known(ctx.case, {}))
    elif cls is Indicator:
        unit = sent.get(before + "unit", "")
        for name in ("target", "target_to", "baseline"):
            yield from _asked(sent, before + name, unit=unit)
    elif cls in (Forecast, Closing, Decided):
        rows = "targets" if cls is Decided else "measured"
        known = {str(case.id): _known(case, ctx.case.facts) for case in children(ctx, "indicator")}
        for place in range(row_count(sent, before + rows)):
            start = f"{before}{rows}-{place}-"
            if indicator := known.get(sent.get(start + "indicator", "")):
                yield from (_targeted if cls is Decided else _measured)(sent, start, indicator)


def _measured(sent: Values, before: str, known: Known) -> Iterator[tuple[str, Sentence]]:
    for name in MEASURED:
        yield from _asked(sent, before + name, last=known.last_in(name), known=known.figures, unit=known.unit)


def _targeted(sent: Values, before: str, known: Known) -> Iterator[tuple[str, Sentence]]:
    for name in TARGETS:
        yield from _asked(sent, before + name, known=(*known.figures, known.last_in(name)), unit=known.unit)


def _asked(sent: Values, name: str, **known: Any) -> Iterator[tuple[str, Sentence]]:
    written = sent.get(name, "")
    try:
        why = doubt(NUMBER.validate_python(written), written=written, **known)
    except ValidationError:
        return
    if why:
        yield name, why


def _known(indicator: Case, goal: Mapping[str, Any]) -> Known:
    target, said = Target.of(indicator.facts, indicator.year), indicator.said(Indicator)
    last = latest(values(indicator.facts, goal, indicator.id, indicator.year))
    return Known(target.unit, said.baseline if said else None, target.terms.target, last)


def _parent(ctx: CaseContext) -> Mapping[str, Any]:
    parent = ctx.case.parent or 0
    found = cases_numbered(ctx.session, ctx.case.organisation, [parent])
    return found[parent].facts if parent in found else {}
