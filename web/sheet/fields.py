"""The fields of one goal's part, ready to be drawn; each is named after its goal, so that all stand in one form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from pydantic import BaseModel

from web.forms.choices import options
from web.forms.doubts import SURE
from web.forms.draw import Drawn, control
from web.forms.faults import Fault
from web.forms.shape import Shape, shapes
from web.forms.values import Values
from web.sheet.answers import AskedWork
from web.sheet.begin import SAME, VERSION
from web.sheet.goal_form import Gauge, GoalForm
from web.sheet.loader import Book
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.cost import Progress
from workflow.facts.indicator import MeasuredValue
from workflow.goals import Indicator
from workflow.measuring.attainment import AGAINST_REFERENCE
from workflow.words import Sentence

MEASURES = 2
"""Measures that can be proposed for a goal at a time."""
OF_MEASURE = ("what", "responsible", "done_by", "cost_sek", "effect", "needs_body")
WHOLE = ("responsible", "done_by", "cost_sek", "effect")
"""What the rules ask of every measure."""
OF_CONSEQUENCE = ("cause", "consequence", "if_nothing")
OF_ROW = ("indicator", "value", "missing", "reason")
WORDS, BY_SEX, COMPARED, EXPECTED = ("text",), ("women", "men"), ("compared",), ("expected",)
"""What is asked beside the value, of the indicators that it is known of."""
RISK, UNKNOWN = "risk", "unknown"


@dataclass(frozen=True)
class Measured:
    """An indicator with its fields."""

    gauge: Gauge
    number: Drawn
    value: Drawn
    missing: Drawn
    reason: Drawn
    more: tuple[Drawn, ...]

    @property
    def has_more(self) -> bool:
        """True when something is said, or wrong, beside the value."""
        return any(field.value or field.fault for field in self.more)

    @property
    def lacks(self) -> bool:
        """True when it is said, or is to be said, why there is no value."""
        return bool(self.missing.value or self.reason.value or self.missing.fault or self.reason.fault)


@dataclass(frozen=True)
class Answer:
    """A measure that is answered for, with its fields."""

    asked: AskedWork
    comment: Drawn
    done: str


@dataclass(frozen=True)
class Form:
    """The fields of a goal. `kinds` tells of each verdict whether it is a risk or unknown; `same` is the name of the
    field for no change, "" where there is nothing to go on from."""

    plain: ClassVar[bool] = False
    version: str
    same: str
    is_same: bool
    verdict: Drawn
    kinds: Mapping[str, str]
    side: tuple[Drawn, ...]
    comment: tuple[Drawn, ...]
    why: tuple[Drawn, ...]
    measured: tuple[Measured, ...]
    consequence: tuple[Drawn, ...]
    by: Drawn | None
    measures: tuple[tuple[Drawn, ...], ...]


class Fields:
    """Draws the fields of a goal from the values and faults of the whole form. Their names begin with `before`, or as the
    goal's do."""

    def __init__(
        self, book: Book, part: GoalForm, values: Values, faults: Sequence[Fault], before: str | None = None
    ) -> None:
        self.book, self.part, self.values = book, part, values
        self.before = part.before_it if before is None else before
        self.faults: Mapping[str, Sentence] = {fault.name: fault.sentence for fault in reversed(faults)}
        self.ctx = part.ctx.asking(part.step) if part.step else part.ctx

    def form(self) -> Form:
        """The whole of it."""
        cls, closing = self.book.cls, not self.book.round
        same = same_of(self.book, self.part)
        return Form(
            version=self.values.get(self.before + VERSION, ""), same=same, is_same=bool(same and self.values.get(same)),
            verdict=self.of(cls, (_verdict(self.book),))[0], kinds=kinds_of(self.book, self.part),
            side=() if closing else self.of(cls, ("trend", "basis")),
            comment=self.of(cls, ("result", "measures", "differs") if closing else ("comment",)),
            why=self.of(cls, ("reason",) if closing else ("reason", "when")),
            measured=tuple(self.measured(gauge, f"{self.before}measured-{place}-", str(gauge.indicator.case.id))
                           for place, gauge in enumerate(self.part.gauges)),
            consequence=() if closing else self.of(Consequence, OF_CONSEQUENCE, "c-"),
            by=None if closing else self.of(cls, ("consequence_by",))[0],
            measures=() if closing else tuple(self.measure(f"m-{place}-") for place in range(MEASURES)),
        )  # fmt: skip

    def of(self, cls: type[BaseModel], names: Iterable[str], before: str = "") -> tuple[Drawn, ...]:
        """Some fields of a sort of fact, in the order they are named."""
        known = {shape.name: shape for shape in shapes(cls)}
        return tuple(self.field(known[name], self.before + before + name) for name in names)

    def field(self, shape: Shape, name: str) -> Drawn:
        """One field. The people to choose from are the same everywhere, so they are drawn once for the whole page."""
        found = (
            self.book.people
            if shape.ref == "person"
            else ()
            if shape.ref
            else options(self.ctx, self.book.names, shape)
        )
        return Drawn(
            name=name, label=shape.label, hint=shape.hint, control=control(shape, found, None), shape=shape,
            value=self.values.get(name, ""), chosen=frozenset(self.values.getlist(name)), options=found,
            fault=self.faults.get(name), sure=self.values.get(SURE + name, ""),
        )  # fmt: skip

    def measure(self, before: str) -> tuple[Drawn, ...]:
        """The fields of a measure; what the rules ask of it is no more optional than its name."""
        found = self.of(Measure, OF_MEASURE, before)
        return tuple(
            replace(field, shape=replace(field.shape, required=True)) if field.shape.name in WHOLE else field
            for field in found
        )

    def measured(self, gauge: Gauge, before: str, number: str) -> Measured:
        """The row of the indicator with this number; its names begin so."""
        known = {shape.name: shape for shape in shapes(MeasuredValue)}
        first, value, missing, reason = (self.field(known[name], before + name) for name in OF_ROW)
        more = tuple(self.field(known[name], before + name) for name in beside(gauge.indicator, self.book))
        return Measured(gauge, replace(first, value=number), value, missing, reason, more)


def beside(indicator: Indicator, book: Book) -> tuple[str, ...]:
    """What is asked of the indicator beside its value: a word or a day where the target is no number, both sexes, what it
    is compared with, what is expected."""
    words = WORDS if indicator.terms.target is None else ()
    sexes = BY_SEX if indicator.said.by_sex else ()
    compared = COMPARED if indicator.terms.comparator in AGAINST_REFERENCE else ()
    return (*words, *sexes, *compared, *(EXPECTED if book.round else ()))


def same_of(book: Book, part: GoalForm) -> str:
    """The name of the field for no change, "" where there is nothing to go on from."""
    return part.before_it + SAME if part.before and part.before.outlook and book.round and not part.told else ""


def kinds_of(book: Book, part: GoalForm) -> dict[str, str]:
    """Of each verdict, whether it is a risk or unknown."""
    return {one.name: RISK if one.at_risk else UNKNOWN if one.unknown else ""
            for one in part.goal.model.scales[_verdict(book)]}  # fmt: skip


def _verdict(book: Book) -> str:
    """The field of the verdict, and its scale."""
    return "outlook" if book.round else "attainment"


def answers(book: Book, part: GoalForm, values: Values, faults: Sequence[Fault]) -> tuple[Answer, ...]:
    """The measures and activities of a goal that are answered for, with their fields."""
    if not part.asked:
        return ()
    fields = Fields(book, part, values, faults)
    return tuple(Answer(asked, fields.of(Progress, ("comment",), asked.name)[0],
                        values.get(part.before_it + asked.name + "done", "")) for asked in part.asked)  # fmt: skip
