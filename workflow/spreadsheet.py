"""A sheet: what a table file holds, whatever sort of file it becomes (exchange/table.py)."""

from dataclasses import dataclass

from workflow.words import Sentence, Title

Text = Sentence | Title | str
Value = Text | int | None
"""Sentences and titles are read in the language that the file is written in."""


@dataclass(frozen=True)
class Sheet:
    """A heading for each column, its width in characters, and the rows."""

    name: Text
    head: tuple[Text, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
