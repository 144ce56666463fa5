"""What is wrong with a form, as sentences: pydantic's findings in people's words, each at its own field."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from web.forms.shape import Shape, shapes
from web.forms.values import Values, kept_rows
from workflow.words import Sentence, sentence


@dataclass(frozen=True)
class Fault:
    """One thing to put right; `name` is the field, "" when it is about the whole form."""

    name: str
    sentence: Sentence


class Label(str):
    """A field's label, read in the reader's language inside another sentence."""

    def in_(self, language: str) -> str:
        """The label in `language`."""
        return sentence(str(self)).in_(language)


def faults(cls: type[BaseModel], wrong: ValidationError, values: Values) -> list[Fault]:
    """The faults in the order of the form, one to a field."""
    found: dict[str, Fault] = {}
    errors = wrong.errors(include_url=False)
    for error in errors:
        if error["type"] == "too_short" and any(other["loc"][:1] == error["loc"] != other["loc"] for other in errors):
            continue  # pydantic does not count the rows that were wrong
        name, shape = _place(cls, error["loc"], values)
        found.setdefault(name, Fault(name, _sentence(error, shape)))
    order = {shape.name: place for place, shape in enumerate(shapes(cls))}
    return sorted(found.values(), key=lambda fault: order.get(fault.name.partition("-")[0], -1))


def _place(cls: type[BaseModel], loc: tuple[int | str, ...], values: Values) -> tuple[str, Shape | None]:
    """The form's own name of a field, and its shape. A row's number is the one that was sent."""
    if not loc:
        return "", None
    shape = next((shape for shape in shapes(cls) if shape.name == loc[0]), None)
    if shape is None or len(loc) == 1 or shape.part is None:
        return str(loc[0]), shape
    rows = kept_rows(shape, values, shape.name)
    row = rows[int(loc[1])] if int(loc[1]) < len(rows) else 0
    part = next((part for part in shape.parts if len(loc) > 2 and part.name == loc[2]), None)
    field = part or next((part for part in shape.parts if part.sort != "one"), shape.parts[0])
    return f"{shape.name}-{row}-{field.name}", part


def _sentence(error: ErrorDetails, shape: Shape | None) -> Sentence:
    sort = error["type"]
    label = Label(shape.label if shape else "")
    if sort == "value_error":
        return sentence(str(error["ctx"]["error"]))
    if sort in ("missing", "string_too_short", "too_short") or error.get("input") in ("", None):
        return _missing(shape, label, error.get("ctx", {}))
    if sort in LIMITS:
        context: dict[str, Any] = error.get("ctx", {})
        return sentence(LIMITS[sort], label=label, limit=next(iter(context.values()), ""))
    text = WRONG.get(shape.sort if shape else "", "“%(label)s” cannot be read.")
    return sentence(text, label=label)


def _missing(shape: Shape | None, label: Label, context: dict[str, Any]) -> Sentence:
    if shape and shape.sort in ("one", "many", "yes_no"):
        return sentence("Choose in “%(label)s”.", label=label)
    if context.get("min_length", 0) > 1:
        return sentence("Write at least %(least)s characters in “%(label)s”.", label=label, least=context["min_length"])
    return sentence("Fill in “%(label)s”.", label=label)


LIMITS = {
    "string_too_long": "“%(label)s” may be at most %(limit)s characters.",
    "greater_than_equal": "“%(label)s” must be at least %(limit)s.",
    "less_than_equal": "“%(label)s” must be at most %(limit)s.",
}
WRONG = {
    "number": "Write “%(label)s” as a number, for example 71,5.",
    "whole": "Write “%(label)s” as a whole number.",
    "date": "Write “%(label)s” as a date: YYYY-MM-DD, for example 2026-09-04.",
    "one": "Choose in “%(label)s”.",
    "many": "Choose in “%(label)s”.",
}
