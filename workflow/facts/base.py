"""What every fact is: frozen, checked, with a few short fields that lists may show.

A fact is said once and never changes. Its class is its form, its schema and its storage. The fields marked
short (codes, numbers, dates, references - never prose) are folded into the case's row and sealed with the
event; the whole text lies apart, in the payload, and can be erased.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Annotated, Any, ClassVar, Self, get_args, get_origin

from pydantic import AllowInfNan, BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic.config import JsonDict

TITLE = 160
"""Characters of a case's title."""


def said(
    title: str,
    *,
    hint: str = "",
    short: bool = False,
    rows: int = 1,
    ref: str = "",
    scale: str = "",
    default: Any = ...,
    **limits: Any,
) -> Any:
    """A field: its label and hint (message ids), short or prose, lines to write on, what it refers to.

    `ref` is "unit", "person", "event" or a kind of level; `scale` a scale of the model whose codes it takes.
    """
    extra: JsonDict = {"short": short, "rows": rows, "ref": ref, "scale": scale}
    return Field(default, title=title, description=hint or None, json_schema_extra=extra, **limits)


def extra(cls: type[BaseModel], field: str) -> dict[str, Any]:
    """What `said` noted about `field` beside title and type; empty for a field without."""
    noted = cls.model_fields[field].json_schema_extra
    return noted if isinstance(noted, dict) else {}


def swedish_number(value: object) -> object:
    """`"1 234,5"` → `"1234.5"`; anything that is not text is left alone."""
    if not isinstance(value, str):
        return value
    return value.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("\u2212", "-").replace(",", ".")


Number = Annotated[float, BeforeValidator(swedish_number), AllowInfNan(False)]
"""A number as people write it in Sweden."""


_encode = c_make_encoder(None, json.JSONEncoder().default, encode_basestring, None, ":", ",", True, False, True)
"""The standard library's own encoder, made once: `json` makes one for every text, which costs as much as the text."""


def canonical(value: Any) -> str:
    """The one way we write JSON that is sealed: sorted keys, no spaces, letters as they are."""
    return "".join(_encode(value, 0))


class Part(BaseModel):
    """A row inside a fact: a milestone, a criterion, a measured value."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _without_nul(cls, value: object) -> object:
        """Nobody means the character NUL, and PostgreSQL keeps none."""
        return value.replace("\0", "") if isinstance(value, str) else value

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """What was said, from the JSON values in which it is kept, with whatever is kept beside. A field that is not there
        has its default; prose that was not read, or is erased, is ""."""
        defaults, types = _stored(cls)
        given = {
            name: typed(value) if (typed := types[name]) else value for name, value in stored.items() if name in types
        }
        # Not validated: it was, when it was said, and a list reads thousands. (`model_construct` takes four times as long.)
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", {**defaults, **given})
        object.__setattr__(made, "__pydantic_fields_set__", set(given))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def labelled(self, *names: str) -> Iterator[tuple[str, str]]:
        """(label, words) of those of the fields in which something was said; of all of them when none is named."""
        for name in names or type(self).model_fields:
            if (value := getattr(self, name)) not in NOTHING:
                yield str(type(self).model_fields[name].title), str(value)


class Fact(Part):
    """Something that can be said about a case."""

    kind: ClassVar[str]
    verdict_field: ClassVar[str] = ""
    title_field: ClassVar[str] = ""
    links: ClassVar[Mapping[str, str]] = {}
    per_step: ClassVar[bool] = False
    alone: ClassVar[bool] = False
    """True for what is read only where it is asked for by name: no timeline and no list of facts tells it."""
    shorts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Each short field, with the short fields of its rows when those have prose too."""
    wordless: ClassVar[bool] = False
    """True when the short fields say all there is."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.shorts = dict(_shorts(cls))
        cls.wordless = _is_wordless(cls)
        if "kind" in cls.__dict__:
            KINDS[cls.kind] = cls

    def key(self, round: str = "", step: str = "") -> str:
        """Under which name the case remembers it: the kind, per step when that matters, per round when in one."""
        return "/".join(part for part in (self.kind, step if self.per_step else "", round) if part)

    def whole(self) -> dict[str, Any]:
        """Everything that was said, as JSON values."""
        return self.model_dump(mode="json", exclude_none=True)

    def short(self, whole: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The short fields that were given, as JSON values (out of `whole`, for who has it); `title` when the fact
        names its case."""
        said = self.whole() if whole is None else whole
        given = {name: _trimmed(said[name], row) for name, row in self.shorts.items() if said.get(name) not in NOTHING}
        if self.title_field and (text := getattr(self, self.title_field)):
            given["title"] = str(text)[:TITLE]
        return given

    def marked(self, what: str) -> Iterator[tuple[str, Any]]:
        """(mark, value) of every given field, and of its rows', that is marked with a `what`: "scale" or "ref"."""
        return _marked(self, what)


def verdict_of(fact: Fact | None) -> str:
    """The code that decides where the case goes, "" when this sort of fact has none."""
    return str(getattr(fact, fact.verdict_field)) if fact and fact.verdict_field else ""


def part_of(cls: type[BaseModel], field: str) -> type[Part] | None:
    """The sort of row that the field holds several of, None when it holds none."""
    inside = get_args(cls.model_fields[field].annotation)
    return inside[0] if inside and isinstance(inside[0], type) and issubclass(inside[0], Part) else None


def _shorts(cls: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    short = [name for name in cls.model_fields if extra(cls, name).get("short")]
    parts = {name: part_of(cls, name) for name in short}
    return {name: tuple(_shorts(part)) if part and not _is_wordless(part) else () for name, part in parts.items()}


def _is_wordless(cls: type[BaseModel]) -> bool:
    names = tuple(cls.model_fields)
    return all(extra(cls, name).get("short") and _is_wordless(part_of(cls, name) or Part) for name in names)


@cache
def _stored(cls: type[Part]) -> tuple[dict[str, Any], dict[str, Callable[[Any], Any] | None]]:
    """The values of fields that are not there, and how each field is typed from JSON (None: it is as it is)."""
    fields = cls.model_fields.items()
    defaults = {name: field.get_default(call_default_factory=True) for name, field in fields if not field.is_required()}
    erased = {name: "" if field.annotation is str else None for name, field in fields if field.is_required()}
    return erased | defaults, {name: _from_json(cls, name) for name, _ in fields}


def _from_json(cls: type[Part], name: str) -> Callable[[Any], Any] | None:
    annotation = cls.model_fields[name].annotation
    if part := part_of(cls, name):
        return lambda rows: tuple(part.of(row) for row in rows)
    if annotation is date or date in get_args(annotation):
        return date.fromisoformat
    return tuple if get_origin(annotation) is tuple else None


def _trimmed(value: Any, row: tuple[str, ...]) -> Any:
    return [{name: inner[name] for name in row if name in inner} for inner in value] if row else value


def _marked(said: Part, what: str) -> Iterator[tuple[str, Any]]:
    for name, mark in _places(type(said), what):
        value = getattr(said, name)
        if not mark:
            for row in value:
                yield from _marked(row, what)
        elif value not in NOTHING:
            yield mark, value


@lru_cache
def _places(cls: type[Part], what: str) -> tuple[tuple[str, str], ...]:
    """(field, mark) of the fields marked with a `what`; (field, "") of those that hold rows with such fields. Looked
    up once for each class: every step asks."""
    marks = {name: str(extra(cls, name).get(what) or "") for name in cls.model_fields}
    rows = {name for name in marks if (part := part_of(cls, name)) and _places(part, what)}
    return tuple((name, mark) for name, mark in marks.items() if mark or name in rows)


NOTHING: tuple[object, ...] = (None, "", (), [], {})
"""The values of a field in which nothing was said."""
KINDS: dict[str, type[Fact]] = {}
"""Every sort of fact by its name; filled as the files of this package are read."""
