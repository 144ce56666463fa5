"""The year's timetable as a sheet of text fields: a row for each round, and for each committee with dates of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from web.forms.dates import near
from web.forms.faults import Fault, Label
from web.forms.pasted import Row
from web.forms.values import MOST_ROWS, Values
from workflow.facts.timetable import NAMES, RoundDates
from workflow.words import Sentence, sentence

FAR = timedelta(days=366)
"""A date further than this from the model's own is a slip of the pen."""
LABELS = {name: Label(str(RoundDates.model_fields[name].title)) for name in NAMES}


@dataclass(frozen=True)
class Line:
    """A row as it is written: the round ("" where it is to be chosen), the body ("": all), its dates as text."""

    round: str = ""
    unit: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """True when no date is written."""
        return not any(self.cells.values())


@dataclass(frozen=True)
class Checked:
    """The rows as the fact Timetable takes them, or what is wrong with the sheet."""

    rows: list[dict[str, Any]]
    faults: list[Fault]


def as_lines(rows: Sequence[RoundDates]) -> list[Line]:
    """A timetable as it stands, as lines of a sheet."""
    return [Line(row.round, str(row.unit or ""), {name: str(getattr(row, name)) for name in NAMES}) for row in rows]


def sent(values: Values) -> list[Line]:
    """The lines that a browser sent."""
    count = min(sum(key.startswith("r-") and key.endswith("-round") for key in values), MOST_ROWS)
    return [
        Line(values.get(f"r-{n}-round", "").strip(), values.get(f"r-{n}-unit", "").strip(),
             {name: values.get(f"r-{n}-{name}", "").strip() for name in NAMES})
        for n in range(count)
    ]  # fmt: skip


def with_pasted(lines: list[Line], rows: Sequence[Row]) -> list[Line]:
    """The lines with what was pasted in its place, or after them where there was none."""
    found = [line for line in lines if line.round or not line.empty]
    for row in rows:
        line = Line(row.round, row.unit, row.cells)
        place = next((n for n, old in enumerate(found) if (old.round, old.unit) == (row.round, row.unit)), len(found))
        found[place : place + 1] = [line]
    return found


def checked(lines: Sequence[Line], defaults: Mapping[str, Mapping[str, date]], bodies: Sequence[str]) -> Checked:
    """Read every line; `defaults` are the model's own dates of each round. A line without any date is left out."""
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    places: set[tuple[str, str]] = set()
    for n, line in enumerate(lines):
        if line.empty:
            continue
        wrong = list(_misplaced(n, line, defaults, bodies, places))
        places.add((line.round, line.unit))
        if not wrong:
            dates = {name: near(line.cells[name], defaults[line.round][name]) for name in NAMES if line.cells.get(name)}
            wrong = list(_wrong(n, line, dates, defaults[line.round]))
            rows.append({"round": line.round} | ({"unit": int(line.unit)} if line.unit else {}) | dates)
        faults += wrong
    if not rows and not faults:
        faults.append(Fault("", sentence("Fill in at least one round.")))
    return Checked(rows, faults)


def _misplaced(
    n: int, line: Line, defaults: Mapping[str, object], bodies: Sequence[str], places: set[tuple[str, str]]
) -> Iterator[Fault]:  # fmt: skip
    if line.round not in defaults:
        yield Fault(f"r-{n}-round", sentence("Choose the round that the dates are for."))
    elif line.unit and line.unit not in bodies:
        yield Fault(f"r-{n}-unit", sentence("Choose the committee that the dates are for."))
    elif (line.round, line.unit) in places:
        yield Fault(f"r-{n}-{NAMES[0]}", sentence("The same round is there twice. Empty one of them."))


def _wrong(n: int, line: Line, dates: Mapping[str, date | None], default: Mapping[str, date]) -> Iterator[Fault]:
    """A fault for each date that cannot be read, is far away, or comes before the one before it."""
    for name in NAMES:
        if why := _unread(line.cells.get(name, ""), name, dates.get(name), default[name]):
            yield Fault(f"r-{n}-{name}", why)
    for earlier, later in pairwise(NAMES):
        first, then = dates.get(earlier), dates.get(later)
        if first and then and then < first:
            text = "“%(later)s” cannot come before “%(earlier)s”, %(day)s."
            why = sentence(text, later=LABELS[later], earlier=LABELS[earlier], day=first)
            yield Fault(f"r-{n}-{later}", why)


def _unread(text: str, name: str, found: date | None, default: date) -> Sentence | None:
    if not text:
        return sentence("Fill in “%(label)s”.", label=LABELS[name])
    if found is None:
        return sentence("“%(written)s” is no date. Write it as 2027-04-12, 12 apr 2027 or 12/4.", written=text)
    if abs(found - default) > FAR:
        return sentence(
            "%(day)s is more than a year from the model's own day, %(default)s.", day=found, default=default
        )
    return None
