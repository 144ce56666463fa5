"""A year of meetings as people write it: "Un 2027-01-27", "27 jan, 24 feb", columns from a spreadsheet, rows of fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from web.forms.dates import WEEKDAY, near
from web.forms.faults import Fault
from workflow.words import Sentence, sentence

Bodies = Mapping[int, Sequence[str]]
"""A body's number → what people may call it."""
MOST = 500
COLUMNS = re.compile(r"\t|;| {2,}")
TIME = re.compile(r"[ T](?:kl\.? ?)?\d{1,2}[.:]\d{2}(?::\d{2})?(?: ?[–-] ?\d{1,2}[.:]\d{2})?$", re.IGNORECASE)
DIGIT = re.compile(r"\d")
PASTED = "pasted"


@dataclass(frozen=True, order=True)
class Sitting:
    """A meeting as it was read: the body, its day, when its agenda closes."""

    unit: int
    on: date
    agenda: date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Row:
    """Two fields as they are written: the day, and when the agenda closes."""

    on: str = ""
    agenda: str = ""


@dataclass
class Found:
    """What was read, and the faults in the rest, each at its field or line."""

    sittings: list[Sitting] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(rows: Sequence[Row], text: str, bodies: Bodies, unit: int | None, year: int) -> Found:
    """Read the rows and the lines; `unit` is the body where none is named, `year` the year where none is written."""
    found = Found()
    for n, row in enumerate(rows):
        if row.on or row.agenda:
            _keep(found, _sitting(row, unit, year), f"r-{n}-on", "")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not (number == 1 and _is_heading(line)):
            for one in _on_line(line, bodies, unit, year):
                _keep(found, one, PASTED, str(number))
    if not found.sittings and not found.faults:
        found.faults.append(Fault(PASTED, sentence("Write, paste or choose a file with at least one date.")))
    if len(found.sittings) > MOST:
        text_of = "These are %(count)s meetings; at most %(most)s can be entered at a time."
        found.faults.append(Fault(PASTED, sentence(text_of, count=len(found.sittings), most=MOST)))
    return found


def as_text(sittings: Sequence[Sitting], bodies: Bodies) -> str:
    """The meetings as lines that are read as the same."""
    return "\n".join(f"{bodies[one.unit][0]}\t{one.on}\t{one.agenda or ''}".rstrip() for one in sittings)


def _keep(found: Found, one: Sitting | Sentence, name: str, line: str) -> None:
    if isinstance(one, Sitting):
        found.sittings.append(one)
    else:
        found.faults.append(Fault(name, sentence("Row %(number)s: %(why)s", number=line, why=one) if line else one))


def _on_line(line: str, bodies: Bodies, unit: int | None, year: int) -> Iterator[Sitting | Sentence]:
    """The meetings of a line: one in columns, or several dates after each other."""
    cells = [" ".join(cell.strip(' "').split()) for cell in COLUMNS.split(line.strip("\r\n "))]
    if len(cells) > 1:
        yield _in_columns(cells, bodies, unit, year)
        return
    body, rest = _body_first(cells[0], bodies)
    if body is None and (stranger := _before_the_date(cells[0], year)):
        yield _strange(stranger, bodies)
        return
    for piece in WEEKDAY.sub("", rest).split(","):
        if piece.strip():
            yield _sitting(Row(piece.strip()), body or unit, year)


def _in_columns(cells: list[str], bodies: Bodies, unit: int | None, year: int) -> Sitting | Sentence:
    """The body, the day and when the agenda closes; without the body when the first cell is a date."""
    if cells[0] and _day(cells[0], year):
        return _sitting(Row(cells[0], cells[1]), unit, year)
    known = _named(cells[0], bodies, inside=True) if cells[0] else unit
    if known is None:
        return _strange(cells[0], bodies) if cells[0] else _sitting(Row(cells[1]), None, year)
    return _sitting(Row(cells[1], cells[2] if len(cells) > 2 else ""), known, year)


def _sitting(row: Row, unit: int | None, year: int) -> Sitting | Sentence:
    on = _day(row.on, year)
    if on is None:
        return sentence("“%(written)s” is no date. Write it as 2027-04-12, 12 apr 2027 or 12/4.", written=row.on)
    if abs(on.year - year) > 1:
        return sentence("%(day)s is far from %(year)s. Choose the year that the meetings are in.", day=on, year=year)
    if unit is None:
        return sentence("Choose the body that meets, or write its name before the date.")
    agenda = near(TIME.sub("", row.agenda), on) if row.agenda else None
    if row.agenda and agenda is None:
        return sentence("“%(written)s” is no date. Write it as 2027-04-12, 12 apr 2027 or 12/4.", written=row.agenda)
    if agenda and agenda > on:
        return sentence("The agenda cannot close %(closes)s, after the meeting %(day)s.", closes=agenda, day=on)
    return Sitting(unit, on, agenda)


def _day(text: str, year: int) -> date | None:
    """The date, in the calendar year where none is written."""
    return near(TIME.sub("", text), date(year, 7, 2))


def _body_first(text: str, bodies: Bodies) -> tuple[int | None, str]:
    """The body that the text begins with, if it does, and the rest."""
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        if found := _named(" ".join(words[:count]).rstrip(":,"), bodies):
            return found, " ".join(words[count:])
    return None, text


def _before_the_date(text: str, year: int) -> str:
    """The words before the first number, where that begins a date and they are no part of it."""
    first = DIGIT.search(text)
    before = text[: first.start()].rsplit(" ", 1)[0] if first else ""
    found = WEEKDAY.sub("", f"{before} ").replace("den ", "").rstrip(" :,")
    rest = text[len(before) :].split(",")[0].strip()
    return found if first and _day(rest, year) else ""


def _named(text: str, bodies: Bodies, inside: bool = False) -> int | None:
    """The body that is called so, the only one whose name begins so, or (`inside`) the only one that is named in it."""
    wanted = text.casefold()
    calls = {unit: [name.casefold() for name in names] for unit, names in bodies.items()}
    ways = (
        [unit for unit, names in calls.items() if wanted in names],
        [unit for unit, names in calls.items() if len(wanted) > 1 and any(name.startswith(wanted) for name in names)],
        [unit for unit, names in calls.items() if inside and any(len(name) > 4 and name in wanted for name in names)],
    )
    return next((found[0] for found in ways if len(found) == 1), None)


def _strange(text: str, bodies: Bodies) -> Sentence:
    known = ", ".join(names[-1] for names in bodies.values())
    if DIGIT.search(text):
        return sentence("“%(written)s” is no date. Write it as 2027-04-12, 12 apr 2027 or 12/4.", written=text)
    return sentence(
        "“%(written)s” is no body whose meetings you enter. Those are: %(known)s.", written=text, known=known
    )


def _is_heading(line: str) -> bool:
    return not DIGIT.search(line)
