"""What the figures say of a goal, beside the choice of how it ended: by the values that are written, else by those known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from web.forms.values import Values, as_plain
from web.measured import Figure, figure, jointly
from web.sheet.act import within
from web.sheet.book import Book
from web.sheet.part import Gauge, Part
from workflow.facts.closing import Closing
from workflow.facts.indicator import MeasuredValue
from workflow.governance.model import Verdict


@dataclass(frozen=True)
class Figures:
    """What each indicator says, and what they say together: None when that is nothing."""

    verdict: Verdict | None
    each: tuple[tuple[Gauge, Figure], ...]


def figures(book: Book, part: Part, values: Values) -> Figures | None:
    """What the figures of a goal say at its closing; None in a round of forecasts, and without indicators."""
    if book.round or not part.gauges:
        return None
    written = list(_written(within(values, part.before_it)))
    goal = {**part.case.facts, Closing.kind: {"measured": written}} if written else part.case.facts
    each = [(gauge, figure(part.now.model, gauge.case, goal, part.case.year)) for gauge in part.gauges]
    return Figures(jointly(part.now.model, (one for _, one in each)), tuple(each))


def _written(values: Values) -> Iterator[dict[str, Any]]:
    """The rows in which something stands that can be read."""
    for row in as_plain(Closing, values).get("measured", ()):
        try:
            yield MeasuredValue.model_validate(row).model_dump(exclude_none=True)
        except ValidationError:
            continue
