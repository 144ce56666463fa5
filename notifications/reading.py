"""Reading a letter: whom it is to, its lines, and their cases as they are now, in one query."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from notifications.desk import Row
from notifications.outbox import Lent, Told
from workflow.cycle.working_days import SWEDEN
from workflow.records.base import instant_text
from workflow.records.case import COLUMNS
from workflow.records.queries.cases import case_of, cases_numbered
from workflow.records.sql import quick

_READER = (
    "o.name, o.model, c.calendar, p.name, p.email, coalesce(p.language, o.language), u.name, u.email FROM organisation o "
    "JOIN chain c ON c.organisation = o.id LEFT JOIN person p ON p.organisation = o.id AND p.id = ? "
    "LEFT JOIN unit u ON u.organisation = o.id AND u.id = ?"
)
_TOLD = (
    "EXISTS (SELECT 1 FROM mail_line t JOIN mail m ON m.organisation = t.organisation AND m.number = t.mail "
    'WHERE t.organisation = l.organisation AND t."case" = l."case" AND t.duty = l.duty AND m.number <> l.mail '
    "AND m.outcome = 'sent' AND m.done_at >= ? AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ?)"
)
_LETTER = (
    f"SELECT l.event, l.duty, l.rung, l.due, l.role, b.name, {_TOLD}, {', '.join(f'k.{name}' for name in COLUMNS)}, {_READER} "
    "LEFT JOIN mail_line l ON l.organisation = o.id AND l.mail = ? "
    'LEFT JOIN cases k ON k.organisation = o.id AND k.id = l."case" LEFT JOIN unit b ON b.id = k.unit '
    "WHERE o.id = ? ORDER BY l.event"
)
_UNITS = "SELECT id, name FROM unit WHERE organisation = ?"
TO = 8
"""Columns that tell whom a letter is to."""


class To(NamedTuple):
    """Whom a letter is to: the organisation with the model in force and the mark of its dates, a person or a mailbox."""

    town: str
    model: str
    mark: str
    name: str | None
    email: str | None
    language: str
    unit: str | None
    mailbox: str | None


def posted(session: Session, lent: Lent, today: date) -> tuple[To, list[Row]]:
    """A letter in the outbox; it may have no lines."""
    reader, midnight = lent.reader, instant_text(datetime.combine(today, time(), SWEDEN))
    values = (
        midnight,
        reader.person or 0,
        reader.unit or 0,
        reader.person,
        reader.unit,
        lent.number,
        lent.organisation,
    )
    rows = quick(session, _LETTER, values).fetchall()
    return To(*rows[0][-TO:]), [_row(row[:-TO]) for row in rows if row[0] is not None]


def drafted(session: Session, lent: Lent, lines: Sequence[Told]) -> tuple[To, list[Row]]:
    """A letter that is not in the outbox yet, of these lines."""
    reader = lent.reader
    sql = f"SELECT {_READER} WHERE o.id = ?"
    to = To(*quick(session, sql, (reader.person, reader.unit, lent.organisation)).fetchone())
    known = cases_numbered(session, lent.organisation, {line.case for line in lines})
    units = dict(quick(session, _UNITS, (lent.organisation,)).fetchall())
    return to, [Row(line, known[line.case], units[known[line.case].unit]) for line in lines]


def _row(columns: Sequence[Any]) -> Row:
    event, duty, rung, due, role, unit, told, *case = columns
    known = case_of(case)
    return Row(
        Told(event, known.id, duty, rung, date.fromisoformat(due) if due else None, role), known, unit, bool(told)
    )
