"""Questions about the log of everything that has happened, in order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.records.case import COLUMNS, Case
from workflow.records.queries.cases import case_of
from workflow.records.sql import quick, run

_BEFORE = (
    'SELECT e.seq, e.recorded, e.who, e."case", e.step, e."round", e.fact, e.short, e.model, e.seal, e.unsays, e.remarks '
    "FROM event e WHERE e.organisation = ? AND e.seq < ? ORDER BY e.seq DESC LIMIT ?"
)
_TAKEN = (
    'SELECT e.step, e."round", e.effective, ' + ", ".join(f"k.{name}" for name in COLUMNS) + " FROM event e "
    'JOIN cases k ON k.organisation = e.organisation AND k.id = e."case" '
    "WHERE e.organisation = ? AND e.seq > ? AND e.who = ? AND e.unsays IS NULL AND e.step NOT IN ('note', 'import') "
    "ORDER BY e.seq DESC LIMIT ?"
)


def events_before(session: Session, organisation: int, before: int, most: int) -> Sequence[Any]:
    """The newest events before a number, `most` of them: (seq, recorded, who, case, step, round, fact, short, model, seal,
    unsays, remarks)."""
    return run(session, _BEFORE, (organisation, before, most)).all()


def steps_taken_by(
    session: Session, organisation: int, person: int, after: int, most: int
) -> list[tuple[str, str, str, Case]]:
    """(step, round, day, case as it is now) of the last steps that the person took after an event, the newest first."""
    rows = run(session, _TAKEN, (organisation, after, person, most))
    return [(row[0], row[1], str(row[2]), case_of(row[3:])) for row in rows]


def recorded_at(session: Session, organisation: int, seq: int) -> datetime | None:
    """When an event was written; None for one that is not there."""
    sql = "SELECT recorded FROM event WHERE organisation = ? AND seq = ?"
    row = quick(session, sql, (organisation, seq)).fetchone() if seq else None
    return datetime.fromisoformat(str(row[0])) if row else None


def unsaid_by(session: Session, organisation: int, seq: int) -> int | None:
    """Which event an event unsays; None for one that unsays nothing."""
    sql = "SELECT unsays FROM event WHERE organisation = ? AND seq = ?"
    found: int | None = run(session, sql, (organisation, seq)).scalar_one()
    return found
