"""What the figures say of a goal, beside the choice of how it ended: by the values that are written, else by those known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from web.forms.values import Values, as_plain
from web.sheet.act import within
from web.sheet.goal_form import GoalForm
from web.sheet.loader import Book
from workflow.facts.closing import Closing
from workflow.facts.indicator import MeasuredValue
from workflow.goals import Indicator
from workflow.governance.model import Verdict
from workflow.measuring.attainment import together


@dataclass(frozen=True)
class Figures:
    """What each indicator says, and what they say together: None when that is nothing."""

    verdict: Verdict | None
    each: tuple[tuple[Indicator, Verdict | None], ...]


def figures(book: Book, part: GoalForm, values: Values) -> Figures | None:
    """What the figures of a goal say at its closing; None in a round of forecasts, and without indicators."""
    if book.round or not part.indicators:
        return None
    model, written = part.goal.model, list(_written(within(values, part.before_it)))
    found = [one.closed_with(written) for one in part.indicators] if written else part.indicators
    each = tuple((one, model.verdict("attainment", one.judged.code)) for one in found)
    return Figures(model.verdict("attainment", together(one.judged.code for one in found)), each)


def _written(values: Values) -> Iterator[dict[str, Any]]:
    """The rows in which something stands that can be read."""
    for row in as_plain(Closing, values).get("measured", ()):
        try:
            yield MeasuredValue.model_validate(row).model_dump(exclude_none=True)
        except ValidationError:
            continue
