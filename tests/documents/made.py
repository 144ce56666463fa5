"""Making documents in tests, and looking for what stands in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.records.database import Database
from workflow.reports.ask import Ask, report
from workflow.reports.document import Block, Cell, Document, Facts, Heading, Items, Picture, Table, Text
from workflow.reports.shown import shown


@dataclass
class Part:
    """What stands in some blocks: every text, and every number of its own."""

    texts: list[str] = field(default_factory=list)
    numbers: set[float] = field(default_factory=set)

    def __contains__(self, text: str) -> bool:
        return text in "\n".join(self.texts)

    def add(self, cell: Cell) -> None:
        """A cell: a number stays one too."""
        self.texts.append(shown(cell, "sv"))
        if isinstance(cell, int | float):
            self.numbers.add(float(cell))


def made(database: Database, name: str, year: int, today: date, organisation: int = 1, **asked: Any) -> Document:
    """The document as it is on a day."""
    with database.reading() as session:
        return report(name).build(session, Ask(organisation, year, today, **asked))


def part(blocks: Iterable[Block]) -> Part:
    """What the blocks say."""
    found = Part()
    for block in blocks:
        if isinstance(block, Heading | Text):
            found.texts.append(block.text)
        elif isinstance(block, Items):
            found.texts += block.items
        elif isinstance(block, Picture):
            found.texts.append(block.drawn.alt)
        elif isinstance(block, Facts):
            for label, value in block.rows:
                found.texts.append(label)
                found.add(value)
        else:
            _table(found, block)
    return found


def chapters(document: Document) -> Iterator[tuple[str, Part]]:
    """The chapters of a closing book: the heading of each goal, and what is said under it and over it."""
    blocks = document.blocks
    heads = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2]
    for place, following in zip(heads, [*heads[1:], len(blocks)], strict=True):
        head = blocks[place]
        assert isinstance(head, Heading)
        if head.key.startswith("goal-"):
            yield head.text, part(blocks[place:following])


def tables(document: Document, caption: str) -> list[Table]:
    """The tables with a caption."""
    return [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]


def rows(document: Document, caption: str) -> list[list[str]]:
    """The rows of all tables with a caption, as they read."""
    return [[shown(cell, "sv") for cell in row] for table in tables(document, caption) for row in table.rows]


def said(document: Document, label: str) -> list[str]:
    """What stands after a label, wherever it is."""
    facts = (block for block in document.blocks if isinstance(block, Facts))
    return [shown(value, "sv") for block in facts for name, value in block.rows if name == label]


def _table(found: Part, table: Table) -> None:
    found.texts += [table.caption, *(column.title for column in table.columns)]
    for row in (*table.rows, *((table.total,) if table.total else ())):
        assert len(row) == len(table.columns), table.caption
        for cell in row:
            found.add(cell)
