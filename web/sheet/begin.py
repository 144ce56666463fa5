"""What stands in a goal's fields from the beginning: what it has said in the round, when that is to be changed. What was
said before stands beside the fields: in them it would be said anew by whoever sends the form untouched."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from web.forms.values import Values, as_values
from web.sheet.goal_form import GoalForm
from web.sheet.loader import Book
from workflow.facts.consequence import Consequence
from workflow.facts.indicator import MeasuredValue
from workflow.goals.year import Said

VERSION = "version"
SAME = "same"
"""The field that says that nothing has changed since the last round."""


def beginning(book: Book, part: GoalForm) -> Values:
    """The values of a goal's fields."""
    values: Values = MultiDict({part.before_it + VERSION: str(part.goal.case.version)})
    said = {key: value for key, value in part.told.items() if key != "measured"}
    values.update(as_values(book.cls, said, part.before_it))
    values.update(as_values(Consequence, part.consequence, f"{part.before_it}c-"))
    for place, row in enumerate(measured(part)):
        values.update(as_values(MeasuredValue, row, f"{part.before_it}measured-{place}-"))
    return values


def measured(part: GoalForm) -> list[Mapping[str, Any]]:
    """A row for each indicator, in order, with what was said of it in the round."""
    known = rows_of(part.told)
    return [{**known.get(one.case.id, {}), "indicator": one.case.id} for one in part.indicators]


def rows_of(said: Said) -> dict[int, dict[str, Any]]:
    """What was measured in a forecast or a closing, by indicator."""
    return {row["indicator"]: row for row in said.get("measured", ())}
