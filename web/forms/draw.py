"""A form ready to be drawn: each field with its value, its choices and its fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from web.forms.choices import Option, options
from web.forms.doubts import SURE
from web.forms.faults import Fault
from web.forms.labels import fits, label_of
from web.forms.rows import Row, rows
from web.forms.shape import Shape, shapes
from web.forms.values import Values, keys, row_count
from web.names import Names
from workflow.states.context import Context
from workflow.words import Sentence

RADIOS = 10
"""More choices than this are put in a list."""
NOT_ASKED = ("forecast.as_written", "forecast.period", "closing.as_written")
"""What only an import says: the round tells the period, and nobody quotes another source here."""


@dataclass(frozen=True)
class Drawn:
    """A field. `control` says how it is drawn: line, area, number, date, flag, yes_no, radios, list, checks, rows,
    hidden."""

    name: str
    label: str
    hint: str
    control: str
    shape: Shape
    value: str = ""
    chosen: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    rows: tuple["DrawnRow", ...] = ()
    fault: Sentence | None = None
    sure: str = ""
    """What was confirmed of it, though it is improbable."""

    @property
    def id(self) -> str:
        """The field's place on the page, to which the summary of faults links."""
        return f"f-{self.name}"


@dataclass(frozen=True)
class DrawnRow:
    """A row of fields under a legend."""

    legend: str
    hint: str
    fields: tuple[Drawn, ...]


@dataclass(frozen=True)
class Drawing:
    """What is drawn from: the situation, names, what stands in the fields, and the faults by field."""

    ctx: Context
    names: Names
    values: Values
    faults: Mapping[str, Sentence]

    def fields(
        self, cls: type[BaseModel], before: str = "", row: Row | None = None, hide: Sequence[str] = ()
    ) -> tuple[Drawn, ...]:  # fmt: skip
        """The fields of a fact class, or of one row of it."""
        asked = (shape for shape in shapes(cls) if f"{getattr(cls, 'kind', '')}.{shape.name}" not in NOT_ASKED)
        known = (shape for shape in asked if fits(shape, self.ctx.model))
        return tuple(self._field(shape, before + shape.name, row, shape.name in hide) for shape in known)

    def _field(self, shape: Shape, name: str, row: Row | None, hidden: bool) -> Drawn:
        choices = () if hidden else options(self.ctx, self.names, shape)
        chosen = frozenset(self.values.getlist(name))
        return Drawn(
            name=name, label=label_of(shape, self.ctx.model), hint=shape.hint,
            control="hidden" if hidden else control(shape, choices, row), shape=shape,
            value=self.values.get(name, ""), chosen=chosen, options=choices,
            rows=self._rows(shape, name) if shape.part else (), fault=self.faults.get(name),
            sure=self.values.get(SURE + name, ""),
        )  # fmt: skip

    def _rows(self, shape: Shape, name: str) -> tuple[DrawnRow, ...]:
        """As many rows as stand in the values; their legends are those the case gives."""
        assert shape.part
        known = {self._key(shape, row.plain): row for row in rows(self.ctx, shape, [])}
        drawn = []
        for number in range(row_count(self.values, name)):
            before = f"{name}-{number}-"
            own = {key: self.values.get(before + key, "") for key in keys(shape)}
            row = known.get(self._key(shape, own), Row()) if own else Row()
            hide = keys(shape) if row.legend else ()
            drawn.append(DrawnRow(row.legend, row.hint, self.fields(shape.part, before, row, hide)))
        return tuple(drawn)

    @staticmethod
    def _key(shape: Shape, plain: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(str(plain.get(key, "")) for key in keys(shape))


def drawing(ctx: Context, names: Names, values: Values, found: Sequence[Fault]) -> Drawing:
    """What is drawn from; the first fault of each field is shown beside it."""
    return Drawing(ctx, names, values, {fault.name: fault.sentence for fault in reversed(found)})


def control(shape: Shape, choices: Sequence[Option], row: Row | None) -> str:
    """How the field is drawn."""
    if shape.sort == "one":
        few = shape.required and row is None and not shape.ref and 0 < len(choices) <= RADIOS
        return "radios" if few else "list"
    if shape.sort == "many":
        return "checks"
    if shape.sort in ("json", "area") or (shape.sort == "line" and row is None and (shape.most or 0) > 300):
        return "area"
    return {"whole": "number"}.get(shape.sort, shape.sort)
