"""The caches on the case row, `next_due` and `model`: made anew from the case, the model and the dates."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from workflow.cycle.deadlines import next_due
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model, Step
from workflow.organisation.calendar_loader import TOGETHER, calendar_now
from workflow.records.case import Case
from workflow.records.event_log import refresh
from workflow.records.queries.models import model_of, models_of
from workflow.records.queries.open_cases import open_cases

WAITING = "moved"
"""Under which a session keeps what has moved, while several things move together."""


def dated(model: Model, calendar: Calendar, case: Case, today: date) -> Case:
    """The case with the next day on which the clock has anything to do for it."""
    level = model.levels[case.level]
    coming = next_due(model, calendar, case, today) if level.is_open(case.state) else None
    return case if coming == case.next_due else case.to_do_on(coming)


def refresh_all(session: Session, organisation: int, today: date, levels: Collection[str] = ()) -> list[Case]:
    """Make the caches of every open case of the organisation anew (of `levels`, when some are given); the cases that
    were wrong, as they are now."""
    calendar = calendar_now(session, organisation)
    changed = []
    for case in open_cases(session, organisation, today.year, levels=levels):
        now = dated(model_of(session, organisation, case.model), calendar, case, today)
        if now is not case:
            changed.append(now)
    refresh(session, changed)
    return changed


def refresh_moved(session: Session, organisation: int, today: date, kind: str) -> None:
    """The same for the cases whose dates may have moved, when a year said its timetable or a meeting its day."""
    if WAITING in session.info:
        session.info[WAITING].add(kind)
        return
    levels = {name for model in models_of(session, organisation) for name in hanging(model, kind)}
    if levels:
        refresh_all(session, organisation, today, sorted(levels))


@contextmanager
def together(session: Session, organisation: int, today: date) -> Iterator[None]:
    """Several steps of one act that move dates, and do not ask after each other's: the calendar is read before the
    first, and the caches of what hangs on it are made anew after the last. (A year of meetings would do both for every
    one.)"""
    moved: set[str] = set()
    session.info |= {WAITING: moved, TOGETHER: {organisation: calendar_now(session, organisation)}}
    try:
        yield
    finally:
        del session.info[WAITING], session.info[TOGETHER]
    for kind in sorted(moved):
        refresh_moved(session, organisation, today, kind)


@lru_cache
def hanging(model: Model, kind: str) -> frozenset[str]:
    """The levels whose cases have dates that hang on a timetable (`kind` year) or on a meeting."""
    steps = [step for level in model.levels.values() for step in level.steps if HANGS[kind](step)]
    owed = {model.levels[step.level].parent for step in steps if step.birth}
    return frozenset(owed | {step.level for step in steps if not step.birth}) - {""}


def _by_timetable(step: Step) -> bool:
    return bool(step.rounds) or any(due.form == "round" for due in (*step.due, *step.opens))


def _by_meeting(step: Step) -> bool:
    """True when a date goes by a body's meeting, or by what the parent has said: "meeting.minutes.noticed"."""
    return any(due.meeting or due.of.count(".") == 2 for due in (*step.due, *step.opens))


HANGS = {"year": _by_timetable, "meeting": _by_meeting}
