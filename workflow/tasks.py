"""Mina uppgifter: what a person owes today, first due first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.cycle.duty import Duty
from workflow.cycle.working_days import local_day
from workflow.goals.overdue import outstanding
from workflow.organisation.calendar_loader import marks_of
from workflow.organisation.responsibility import Seats, seats
from workflow.records.case import Case
from workflow.records.queries.models import models_of
from workflow.records.unchanged import unless_changed
from workflow.states.context import Who

OPEN = ("open", "late")
"""What is asked for now."""
AHEAD = (*OPEN, "coming")
"""What is asked for now or will be."""


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that somebody owes. `status` is "open" or "late", or "coming" for a deadline that lies ahead."""

    duty: Duty
    case: Case
    unit_name: str
    status: str


def tasks(session: Session, who: Who, at: datetime) -> list[Task]:
    """What the person owes; what has lapsed is nobody's."""
    return _mine(session, who, at, OPEN)


def deadlines(session: Session, who: Who, at: datetime) -> list[Task]:
    """The same, with what lies ahead."""
    return _mine(session, who, at, AHEAD)


def deadlines_of(session: Session, organisation: int, unit: int, at: datetime) -> list[Task]:
    """What anybody owes a body's cases, now and later."""
    held = seats(session, organisation, local_day(at))
    return [task for task, _ in _owed(session, organisation, at, held, [unit], AHEAD)]


def open_duties(session: Session, organisation: int, at: datetime) -> list[tuple[Task, tuple[int, ...]]]:
    """Every duty that is open or late, first due first, with the people who owe it (none: the seat is vacant all the
    way up)."""
    return _owed(session, organisation, at, seats(session, organisation, local_day(at)))


def _mine(session: Session, who: Who, at: datetime, statuses: Collection[str]) -> list[Task]:
    held = seats(session, who.organisation, local_day(at))
    units = held.reach(models_of(session, who.organisation), who.person)
    if not units:
        return []
    chain, key = (who.organisation, marks_of(session, who.organisation)[1]), ("tasks", *units, *statuses)
    found = unless_changed(
        session, chain, local_day(at), key, lambda: _owed(session, who.organisation, at, held, units, statuses)
    )
    return [task for task, owing in found if who.person in owing]


def _owed(
    session: Session, organisation: int, at: datetime, held: Seats, units: Sequence[int] = (),
    statuses: Collection[str] = OPEN,
) -> list[tuple[Task, tuple[int, ...]]]:  # fmt: skip
    """The same, for the cases of some units only when they are given."""
    found = [
        (Task(duty, case, held.names[case.unit], status), held.owing(model, case, duty.step))
        for model, case, duty, status in outstanding(session, organisation, local_day(at), statuses, units)
    ]
    return sorted(found, key=lambda pair: (pair[0].duty.due, pair[0].case.id, pair[0].duty.key))
