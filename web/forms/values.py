"""Facts as the values of a form and back: what the browser sends, and what pydantic is asked to check."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from web.forms.dates import iso
from web.forms.shape import Shape, shapes

Values = MultiDict[str, str]
"""Field name → texts, as a browser sends them. A row's field is named `rows-0-field`."""
MOST_ROWS = 60
DIGITS = 9
"""Of the number of a case, a person or a unit."""
YES, NO = "yes", "no"


def as_values(cls: type[BaseModel], plain: Mapping[str, Any], before: str = "") -> Values:
    """A fact, as plain values, as a form would send it."""
    values: Values = MultiDict()
    for shape in shapes(cls):
        if (value := plain.get(shape.name)) is not None:
            _put(values, shape, before + shape.name, value)
    return values


def as_plain(cls: type[BaseModel], values: Values, before: str = "") -> dict[str, Any]:
    """What was filled in, as plain values for pydantic. What was left empty is left out, rows too."""
    plain: dict[str, Any] = {}
    for shape in shapes(cls):
        value = _taken(shape, values, before + shape.name)
        if value is not None:
            plain[shape.name] = value
    return plain


def kept_rows(shape: Shape, values: Values, name: str) -> list[int]:
    """The numbers of the rows in which something was filled in."""
    return [row for row in range(row_count(values, name)) if _said_anything(shape, values, f"{name}-{row}-")]


def row_count(values: Values, name: str) -> int:
    """How many rows of `name` were sent."""
    numbers = (key[len(name) + 1 :].partition("-")[0] for key in values if key.startswith(f"{name}-"))
    return min(max((int(number) + 1 for number in numbers if number.isdecimal()), default=0), MOST_ROWS)


def keys(shape: Shape) -> tuple[str, ...]:
    """The fields of a row that say which row it is: an indicator, a criterion, a round, a year."""
    return tuple(part.name for part in shape.parts if part.name in ("indicator", "criterion", "round", "year"))


def _put(values: Values, shape: Shape, name: str, value: Any) -> None:
    if shape.sort == "rows":
        assert shape.part
        for number, row in enumerate(value):
            values.update(as_values(shape.part, row, f"{name}-{number}-"))
    elif shape.sort == "many":
        values.setlist(name, [str(item) for item in value])
    elif shape.sort in ("flag", "yes_no"):
        values[name] = YES if value else NO
    else:
        values[name] = _text(shape, value)


def _text(shape: Shape, value: Any) -> str:
    if shape.sort == "json":
        return json.dumps(value, ensure_ascii=False)
    if shape.sort == "number":
        return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


def _taken(shape: Shape, values: Values, name: str) -> Any:
    """The value of one field, None when nothing was said."""
    if shape.sort == "rows":
        assert shape.part
        return [as_plain(shape.part, values, f"{name}-{row}-") for row in kept_rows(shape, values, name)] or None
    if shape.sort == "many":
        return [text if _is_number(text) else "?" for text in values.getlist(name) if text] or None
    text = values.get(name, "").strip()
    if shape.sort == "flag":
        return text == YES or None
    if not text:
        return None
    return _read(shape, text)


def _read(shape: Shape, text: str) -> Any:
    if shape.ref and not _is_number(text):
        return "?"
    if shape.sort == "yes_no":
        return {YES: True, NO: False}.get(text)
    if shape.sort == "date":
        return iso(text)
    if shape.sort == "json":
        return _loaded(text)
    return text.replace("\r\n", "\n")


def _is_number(text: str) -> bool:
    """True for what can be the number of a case, a person or a unit."""
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _said_anything(shape: Shape, values: Values, before: str) -> bool:
    """True when a row holds more than what tells which row it is; a row of keys alone is empty."""
    said = (part for part in shape.parts if part.name not in keys(shape))
    return any(_taken(part, values, before + part.name) is not None for part in said)
