"""The shape of a form: its fields, read from a fact class. Nothing here knows of a person or a case."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workflow.facts import Part, extra

LONG = 300
"""A text that may be longer than this is written in an area."""


@dataclass(frozen=True)
class Shape:
    """One field. `sort`: line, area, number, whole, date, flag, yes_no, one, many, rows or json."""

    name: str
    label: str
    hint: str
    sort: str
    lines: int
    required: bool
    ref: str = ""
    scale: str = ""
    most: int | None = None
    parts: tuple["Shape", ...] = ()
    part: type[BaseModel] | None = None


@lru_cache
def shapes(cls: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a fact class, in its own order."""
    return tuple(_shape(cls, name, info) for name, info in cls.model_fields.items())


def _shape(cls: type[BaseModel], name: str, info: FieldInfo) -> Shape:
    noted = extra(cls, name)
    inner = _bare(info.annotation)
    part = _part(inner)
    most = next((limit.max_length for limit in info.metadata if isinstance(limit, MaxLen)), None)
    return Shape(
        name=name, label=info.title or name, hint=info.description or "", sort=_sort(inner, noted, info, part),
        lines=int(noted.get("rows", 1)), required=_required(info), ref=noted.get("ref", ""),
        scale=noted.get("scale", ""), most=most, parts=shapes(part) if part else (), part=part,
    )  # fmt: skip


def _required(info: FieldInfo) -> bool:
    """True when something must be said: no default, and a number, a date or a text that may not be empty."""
    if not info.is_required():
        return False
    return _bare(info.annotation) is not str or any(getattr(limit, "min_length", 0) for limit in info.metadata)


def _sort(inner: Any, noted: dict[str, Any], info: FieldInfo, part: type[BaseModel] | None) -> str:
    if part:
        return "rows"
    if get_origin(inner) is tuple:
        return "many"
    if inner is bool:
        return "yes_no" if info.is_required() else "flag"
    if noted.get("scale") or noted.get("ref") or (inner is str and info.title in CHOSEN):
        return "one"
    if inner in NUMBERS:
        return NUMBERS[inner]
    if inner is str:
        return "area" if noted.get("rows", 1) > 1 else "line"
    return "json"


CHOSEN = ("Step", "Role")
"""Codes of the model that are chosen, never written."""
NUMBERS = {float: "number", int: "whole", date: "date"}


def _bare(annotation: Any) -> Any:
    """The type without `| None` and without what is only noted about it."""
    if get_origin(annotation) in (Union, UnionType):
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    if hasattr(annotation, "__metadata__"):
        return get_args(annotation)[0]
    return annotation


def _part(inner: Any) -> type[BaseModel] | None:
    """The class of the rows, when the field is a list of rows."""
    if get_origin(inner) is tuple and isinstance(first := get_args(inner)[0], type) and issubclass(first, Part):
        return first
    return None
