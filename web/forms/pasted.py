"""A timetable as it is pasted from a spreadsheet: rounds by name or title, a committee if it is its own, the dates.

Columns are parted by tabs, semicolons or several spaces; a first row with headings may say which is which. What cannot
be placed is given back as it was, with what to do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.facts.timetable import NAMES, RoundDates
from workflow.words import Sentence, catalogue, sentence

ROUND, UNIT = "round", "unit"
SPACES = re.compile(r"\t| {2,}")
DIGIT = re.compile(r"\d")
MOST = 200
"""Rows that are read."""
Titles = Mapping[str, Sequence[str]]
"""A round's name, or a body's number → what people may call it."""


@dataclass(frozen=True)
class Row:
    """A row that has its place: the round, the body whose own it is ("": all), and its dates as they were written."""

    round: str
    unit: str
    cells: Mapping[str, str]


@dataclass
class Pasted:
    """What was read, what is left (as it was pasted), and why it is left."""

    rows: list[Row] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    why: list[Sentence] = field(default_factory=list)


def pasted(text: str, rounds: Titles, bodies: Titles) -> Pasted:
    """Read the text."""
    found, heads = Pasted(), None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()][:MOST]
    for place, (number, line) in enumerate(lines):
        cells = _cells(line)
        if place == 0 and not any(DIGIT.search(cell) for cell in cells[1:]):
            heads = _headings(cells)
            continue
        row = _row(dict(_placed(cells, heads)), rounds, bodies)
        if isinstance(row, Row):
            found.rows.append(row)
        else:
            found.left.append(line)
            found.why.append(sentence("Row %(number)s: %(why)s", number=number, why=row))
    return found


def _cells(line: str) -> list[str]:
    """The line's cells, by the first that parts it at all."""
    parted = next((line.split(sign) for sign in ("\t", ";") if sign in line), None) or SPACES.split(line.strip())
    return [" ".join(cell.strip(' "').split()) for cell in parted]


def _headings(cells: Sequence[str]) -> list[str]:
    """What each column holds, "" for what is not ours; [] when the headings say nothing, and the order does."""
    labels = {label.casefold(): name for name, label in _labels()}
    found = [labels.get(cell.casefold(), "") for cell in cells]
    if ROUND not in found and not found[0]:
        found[0] = ROUND
    return found if sum(name in NAMES for name in found) > 1 and ROUND in found else []


def _labels() -> Iterator[tuple[str, str]]:
    """(field, label) in every language."""
    for name, info in RoundDates.model_fields.items():
        yield name, str(info.title)
        yield name, catalogue("sv").get(str(info.title), "")
    for label in ("Opens", "Committee"):
        name = {"Opens": "opens", "Committee": UNIT}[label]
        yield name, label
        yield name, catalogue("sv").get(label, "")


def _placed(cells: list[str], heads: list[str] | None) -> Iterator[tuple[str, str]]:
    """(field, text): by the headings; else round, perhaps a body, and the dates in their order."""
    if heads:
        yield from ((name, cell) for name, cell in zip(heads, cells, strict=False) if name)
        return
    yield ROUND, cells[0]
    rest = cells[1:]
    if rest and rest[0] and (not DIGIT.search(rest[0]) or len(rest) > len(NAMES)):
        yield UNIT, rest.pop(0)
    elif len(rest) > len(NAMES) and not rest[0]:
        rest.pop(0)
    yield from zip(NAMES, rest, strict=False)


def _row(said: Mapping[str, str], rounds: Titles, bodies: Titles) -> Row | Sentence:
    """The row in its place, or why it has none."""
    round = _named(said.get(ROUND, ""), rounds)
    if round is None:
        known = ", ".join(titles[0] for titles in rounds.values())
        return sentence(
            "“%(written)s” is no round. Write one of these first: %(known)s.", written=said.get(ROUND, ""), known=known
        )
    unit = _named(said.get(UNIT, ""), bodies) if said.get(UNIT) else ""
    if unit is None:
        return sentence(
            "“%(written)s” is no committee here. Write its name, or leave it empty for all.", written=said[UNIT]
        )
    return Row(round, unit, {name: said[name] for name in NAMES if said.get(name)})


def _named(text: str, among: Titles) -> str | None:
    """The one that is called so, or the only one whose name begins so; None when there is none."""
    wanted = text.casefold()
    if not wanted:
        return None
    calls = {name: [title.casefold() for title in (name, *titles)] for name, titles in among.items()}
    same = [name for name, called in calls.items() if wanted in called]
    begins = [name for name, called in calls.items() if any(title.startswith(wanted) for title in called)]
    return same[0] if same else begins[0] if len(begins) == 1 else None
