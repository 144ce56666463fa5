"""Questions about committees: what a body has in a goal year, what all of them have, who sits where."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.sql import quick

_CITED = (
    "id IN (SELECT l.target FROM link l JOIN cases y ON y.id = l.source AND y.organisation = l.organisation "
    "WHERE l.organisation = ? AND l.kind = 'cites' AND y.unit = ? AND y.year = ? AND y.level IN ({levels}))"
)
_SEATED = (
    "SELECT s.person, s.role, u.path, s.substitute, EXISTS (SELECT 1 FROM absence a WHERE a.organisation = s.organisation "
    "AND a.person = s.person AND a.since <= ? AND a.until >= ?), p.name FROM seat s JOIN unit u ON u.id = s.unit "
    "JOIN person p ON p.id = s.person WHERE s.organisation = ? AND s.since <= ? AND s.until >= ? ORDER BY s.id"
)


class SeatRow(NamedTuple):
    """A seat on a day: who holds it, over the unit with this path, and whether that person is away."""

    person: int
    role: str
    path: str
    substitute: bool
    away: bool
    name: str


def cases_of_body(session: Session, organisation: int, unit: int, year: int, years: Collection[str]) -> list[Case]:
    """Everything of a body in a goal year, its other goal years (the levels `years`), and the §§ that this one cites."""
    marks = _marks(years)
    where = f"organisation = ? AND (unit = ? AND (year = ? OR level IN ({marks})) OR {_CITED.format(levels=marks)}) ORDER BY id"
    return cases(session, where, (organisation, unit, year, *years, organisation, unit, year, *years))


def cases_of_bodies(
    session: Session, organisation: int, units: Collection[int], levels: Collection[str], year: int, alive: tuple[int, int]
) -> list[Case]:  # fmt: skip
    """What some bodies have on some levels in a goal year, and in the years `alive`, from the first to the last."""
    among = f"unit IN ({_marks(units)}) AND level IN ({_marks(levels)})"
    where = f"organisation = ? AND {among} AND (year = ? OR year BETWEEN ? AND ?) ORDER BY id"
    return cases(session, where, (organisation, *units, *levels, year, *alive))


def seats_on(session: Session, organisation: int, day: date) -> list[SeatRow]:
    """Every seat that somebody holds on a day."""
    on = day.isoformat()
    found = quick(session, _SEATED, (on, on, organisation, on, on)).fetchall()
    return [SeatRow(row[0], row[1], row[2], bool(row[3]), bool(row[4]), row[5]) for row in found]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values) or "NULL"
