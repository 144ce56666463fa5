"""What an organisation has entered about dates - timetables and meetings: read once, remembered until it moves."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar, MeetingDay
from workflow.facts.decision import Gathering, Minutes
from workflow.facts.timetable import RoundDates, Timetable
from workflow.governance.model import Level
from workflow.records.case import CaseRow
from workflow.records.organisation import Unit
from workflow.records.queries.models import models_of
from workflow.records.sql import answers, remembered

_MARKS = "SELECT calendar, seal FROM chain WHERE organisation = ?"
MOVERS = (Timetable.kind, Gathering.kind, Minutes.kind)
"""The facts that move dates of other cases."""
TOGETHER = "calendars"
"""Under which a session keeps the calendars that steps taken together began with."""
_remembered: WeakKeyDictionary[Engine, dict[tuple[int, str], Calendar]] = WeakKeyDictionary()


def calendar_of(session: Session, organisation: int, mark: str) -> Calendar:
    """The organisation's timetables and meetings; `mark` is the chain's `calendar`, under which they are kept. To steps
    that are taken together (`caches.together`) it is as it was before the first."""
    if (before := session.info.get(TOGETHER)) and organisation in before:
        found: Calendar = before[organisation]
        return found
    kept = _remembered.setdefault(session.get_bind().engine, {})
    key = (organisation, mark)
    if key not in kept:
        while len(kept) > 400:
            kept.pop(next(iter(kept)), None)
        kept[key] = _read(session, organisation)
    return kept[key]


def calendar_now(session: Session, organisation: int) -> Calendar:
    """The same for whoever has not read the chain's mark already."""
    return calendar_of(session, organisation, marks_of(session, organisation)[0])


def marks_of(session: Session, organisation: int) -> tuple[str, str]:
    """The seals of the last event that moved a date and of the last one of all."""
    [(calendar, seal)] = answers(session, _MARKS, (organisation,))
    return str(calendar), str(seal)


def know_marks(session: Session, organisation: int, calendar: str, seal: str) -> None:
    """Whoever has read them already lets a reading session know."""
    remembered(session, (_MARKS, organisation), lambda: [(calendar, seal)])


def _read(session: Session, organisation: int) -> Calendar:
    levels = _dated_levels(session, organisation)
    timetables: dict[int, tuple[RoundDates, ...]] = {}
    meetings: dict[int, list[MeetingDay]] = defaultdict(list)
    said: dict[int, dict[str, Any]] = {}
    held = select(CaseRow.id, CaseRow.level, CaseRow.year, CaseRow.state, CaseRow.unit, CaseRow.facts).where(
        CaseRow.organisation == organisation, CaseRow.level.in_({level.name for level in levels})
    )
    gone = {(level.name, state.name) for level in levels for state in level.states if state.out}
    for case, level, year, state, unit, facts in session.execute(held):
        if Timetable.kind in facts and year:
            timetables[year] = Timetable.of(facts[Timetable.kind]).rounds
        elif Gathering.kind in facts and (level, state) not in gone:
            meetings[unit].append(meeting_day(facts))
            said[case] = facts
    ordered = {unit: tuple(sorted(days, key=lambda day: day.on)) for unit, days in meetings.items()}
    return Calendar(timetables=timetables, meetings=ordered, bodies=_bodies(session, organisation), said=said)


def _dated_levels(session: Session, organisation: int) -> list[Level]:
    """The levels, in any of the models, whose cases say dates for others."""
    models = models_of(session, organisation)
    return [level for model in models for kind in ("year", "meeting") for level in model.of_kind(kind)]


def _bodies(session: Session, organisation: int) -> dict[str, int]:
    """The council and the board: the first unit of the kind."""
    units = select(Unit.kind, Unit.id).where(Unit.organisation == organisation, Unit.kind.in_(("council", "board")))
    return {row[0]: row[1] for row in session.execute(units.order_by(Unit.id.desc()))}


def meeting_day(facts: Mapping[str, Any]) -> MeetingDay:
    """The day of a meeting, as its facts have it."""
    said, minutes = Gathering.of(facts[Gathering.kind]), facts.get(Minutes.kind)
    return MeetingDay(said.on, said.agenda_closes, Minutes.of(minutes).approved if minutes else None)
