"""Mina uppgifter: what a person owes today, first due first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.cycle.duties import Duty, duties
from workflow.records.case import Snapshot
from workflow.running.seats import seats
from workflow.states.caches import open_cases
from workflow.states.dates import calendar_now, model_of
from workflow.states.situation import Who


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that somebody owes. `status` is "open", "late" or "coming"."""

    duty: Duty
    case: Snapshot
    unit_name: str
    status: str


def tasks(session: Session, who: Who, at: datetime) -> list[Task]:
    """What the person owes, and what is about to open within the ladder's sight; lapsed duties are nobody's."""
    return [task for task, owing in open_duties(session, who.organisation, at) if who.person in owing]


def open_duties(session: Session, organisation: int, at: datetime) -> list[tuple[Task, tuple[int, ...]]]:
    """Every duty that is open or late, with the people who owe it (none: the seat is vacant all the way up)."""
    today = local_day(at)
    calendar, held = calendar_now(session, organisation), seats(session, organisation, today)
    found = []
    for case in open_cases(session, organisation, today.year):
        model = model_of(session, organisation, case.model)
        for duty in duties(model, calendar, case):
            if not duty.step.by_clock and (status := duty.status(today)) in ("open", "late"):
                owing = held.owing(model, case, duty.step)
                found.append((Task(duty, case, held.names[case.unit], status), owing))
    return sorted(found, key=lambda pair: (pair[0].duty.due, pair[0].case.id, pair[0].duty.key))
