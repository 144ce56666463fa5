"""What a document says, before it is in any format: blocks in order. Builders make it, writers write it, and neither
knows the other.

Everything is text in the document's language already. A number stays a number and a day a day: each format has its own
way with them. `sheet` names the sheet of a workbook in which a table's rows (or a `Facts` as one row) are collected over
the whole document; `keys` are what such a row belongs to (committee, goal) and stand first there, and only there, for on
paper the headings say it already.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

GOOD, RISK, BAD, UNKNOWN, PLAIN = "good", "risk", "bad", "unknown", "plain"
"""The tones of a status; the sign and the word say the same, so that no reader depends on a colour."""


class Status(NamedTuple):
    """A sign and a word: "✓ Nås". The tone only colours it."""

    sign: str
    word: str
    tone: str = PLAIN

    def __str__(self) -> str:
        return f"{self.sign} {self.word}".strip()


class Money(float):
    """An amount in whole kronor."""


Cell = str | int | float | date | Status | None
"""What stands in a table: None is nothing, and is written as a dash where people read it."""
Keys = tuple[tuple[str, Cell], ...]
TALL = 300
"""More letters than this in a cell make its row tall."""


class Drawn(Protocol):
    """A picture that draws itself: `svg` with a title and a description inside, its size in pixels, `alt` in words."""

    @property
    def alt(self) -> str:
        """What the picture says."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels (96 to an inch)."""

    def svg(self) -> str:
        """The picture as one SVG element."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4; a document's own title is above them all. `key` is its anchor, "" for none."""

    text: str
    level: int = 1
    key: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph, or several: an empty line between. `tone` is "" (body), "lead", "quote", "small" or "notice"."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels with what they say: on paper a table of two columns, in a workbook one row of `sheet`."""

    rows: tuple[tuple[str, Cell], ...]
    sheet: str = ""
    keys: Keys = ()


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide beside the others, and whether its cells stand to the right as figures do."""

    title: str
    wide: int = 1
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption and a heading for each column; `total` is a last row that sums up."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    keys: Keys = ()
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True)
class Picture:
    """A drawing with a caption. The numbers that it shows stand in a table beside it, always."""

    drawn: Drawn
    caption: str = ""


Block = Heading | Text | Items | Facts | Table | Picture


@dataclass(frozen=True)
class Document:
    """A document: title, what and when it is about (`subtitle`), who publishes it, the day it shows, its language."""

    name: str
    title: str
    subtitle: str
    publisher: str
    on: date
    blocks: tuple[Block, ...]
    language: str = "sv"
    subject: str = ""
    about: tuple[tuple[str, str], ...] = field(default=())
    """Label and value on the first page: from which data, made when, sealed how."""

    def headings(self, deepest: int = 2) -> Iterator[Heading]:
        """The headings of the contents."""
        return (block for block in self.blocks if isinstance(block, Heading) and block.level <= deepest)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; a single line break stays inside one."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def is_tall(row: Iterable[Cell]) -> bool:
    """True for a row with so much text that it may go on overleaf: kept together it would leave half a page empty."""
    return any(isinstance(cell, str) and len(cell) > TALL for cell in row)


def lines(rows: Iterable[tuple[str, Cell]]) -> tuple[tuple[str, Cell], ...]:
    """The rows that say something."""
    return tuple((label, value) for label, value in rows if value not in (None, ""))
