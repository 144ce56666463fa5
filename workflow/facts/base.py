"""What every fact is: frozen, checked, with a few short fields that lists may show.

A fact is said once and never changes. Its class is its form, its schema and its storage. The fields marked
short (codes, numbers, dates, references - never prose) are folded into the case's row and sealed with the
event; the whole text lies apart, in the payload, and can be erased.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
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


Number = Annotated[float, BeforeValidator(swedish_number)]
"""A number as people write it in Sweden."""


canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""The one way we write JSON that is sealed: sorted keys, no spaces, letters as they are."""


class Part(BaseModel):
    """A row inside a fact: a milestone, a criterion, a measured value."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Fact(Part):
    """Something that can be said about a case."""

    kind: ClassVar[str]
    verdict_field: ClassVar[str] = ""
    title_field: ClassVar[str] = ""
    links: ClassVar[Mapping[str, str]] = {}
    per_step: ClassVar[bool] = False
    shorts: ClassVar[tuple[str, ...]] = ()
    scaled: ClassVar[tuple[tuple[str, str], ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        noted = {name: extra(cls, name) for name in cls.model_fields}
        cls.shorts = tuple(name for name in noted if noted[name].get("short"))
        cls.scaled = tuple((name, str(noted[name]["scale"])) for name in noted if noted[name].get("scale"))
        if "kind" in cls.__dict__:
            KINDS[cls.kind] = cls

    def key(self, round: str = "", step: str = "") -> str:
        """Under which name the case remembers it: the kind, per step when that matters, per round when in one."""
        return "/".join(part for part in (self.kind, step if self.per_step else "", round) if part)

    def short(self) -> dict[str, Any]:
        """The short fields that were given, as JSON values; `title` when the fact names its case."""
        whole = self.model_dump(mode="json", include=set(self.shorts), exclude_none=True)
        given = {name: value for name, value in whole.items() if value not in ("", [], {})}
        if self.title_field and (text := getattr(self, self.title_field)):
            given["title"] = str(text)[:TITLE]
        return given

    def body(self) -> str:
        """The whole fact as canonical JSON, the bytes that are committed to."""
        return canonical(self.model_dump(mode="json", exclude_none=True))


def verdict_of(fact: Fact | None) -> str:
    """The code that decides where the case goes, "" when this sort of fact has none."""
    return str(getattr(fact, fact.verdict_field)) if fact and fact.verdict_field else ""


KINDS: dict[str, type[Fact]] = {}
"""Every sort of fact by its name; filled as the files of this package are read."""
