"""What stands in a goal's fields from the beginning: what is to be changed, or what was said last."""

from typing import Any

from werkzeug.datastructures import MultiDict

from web.forms.values import Values, as_values
from web.sheet.book import Book
from web.sheet.part import Part
from workflow.facts.consequence import Consequence
from workflow.facts.indicator import MeasuredValue

VERSION = "version"
SAME = "same"
"""The field that says that nothing has changed since the last round."""
NOT_CARRIED = ("consequence_by", "period", "as_written", "measured")


def beginning(book: Book, part: Part, prefilled: bool) -> Values:
    """The values of a goal's fields. A goal that has said something begins with that; else, when it is alone on the
    sheet, with what it said in the last round. What the last round lead to is there to go on from."""
    values: Values = MultiDict({part.before_it + VERSION: str(part.case.version)})
    said = part.told.plain if part.told else part.before.plain if part.before and prefilled and book.round else {}
    keep = {key: value for key, value in said.items() if key not in NOT_CARRIED or (part.told and key != "measured")}
    values.update(as_values(book.cls, keep, part.before_it))
    values.update(as_values(Consequence, part.consequence or part.carried, f"{part.before_it}c-"))
    for place, row in enumerate(measured(part, said)):
        values.update(as_values(MeasuredValue, row, f"{part.before_it}measured-{place}-"))
    return values


def measured(part: Part, said: dict[str, Any]) -> list[dict[str, Any]]:
    """A row for each indicator, in order, with what was said of it."""
    known = {row["indicator"]: row for row in said.get("measured", ())}
    return [dict(known.get(gauge.case.id, {})) | {"indicator": gauge.case.id} for gauge in part.gauges]
