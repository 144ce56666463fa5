"""What moves when dates are moved, said before it is done: computed as the engine would, and nothing is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import Calendar, Round, round_dates
from workflow.cycle.working_days import local_day
from workflow.facts.timetable import RoundDates
from workflow.governance.model import Model, Step
from workflow.organisation.calendar_loader import calendar_now, meeting_day
from workflow.organisation.responsibility import seats
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.records.queries.open_cases import open_cases
from workflow.states.context import Who

Key = tuple[Step, str, int, str, date | None, date | None]
DATED = ("due", "closes", "opens")
"""The days of a duty that may move; the first that does is told."""
COMING, OPEN, CLOSED = "coming", "open", "closed"


@dataclass(frozen=True)
class Move:
    """A step whose day moves, for `count` cases of a body: `what` is the day ("due", "closes", "opens"), from when to
    when (None: it was not, or is no longer, asked for)."""

    step: Step
    round: str
    unit: int
    what: str
    old: date | None
    new: date | None
    count: int


@dataclass(frozen=True)
class Turned:
    """A round that stands otherwise today than before: "coming", "open" or "closed"; `unit` 0 for all committees."""

    round: str
    unit: int
    old: str
    new: str


@dataclass(frozen=True)
class Moving:
    """What moves, first day first, and who is asked for it."""

    moves: tuple[Move, ...]
    people: tuple[int, ...]

    def of(self, unit: int) -> tuple[Move, ...]:
        """What moves for a body."""
        return tuple(move for move in self.moves if move.unit == unit)


def with_timetable(calendar: Calendar, year: int, rows: Sequence[RoundDates]) -> Calendar:
    """The calendar if a goal year's timetable were `rows`."""
    return replace(calendar, timetables={**calendar.timetables, year: tuple(rows)})


def with_meeting(calendar: Calendar, meeting: Case, gathering: Mapping[str, Any]) -> tuple[Calendar, Case]:
    """The calendar and the meeting if it were held as `gathering` says."""
    facts = meeting.facts | {"gathering": meeting.facts.get("gathering", {}) | gathering}
    held = list(calendar.meetings.get(meeting.unit, ()))
    if "gathering" in meeting.facts and (was := meeting_day(meeting.facts)) in held:
        held.remove(was)
    days = tuple(sorted([*held, meeting_day(facts)], key=lambda day: day.on))
    moved = replace(calendar, meetings={**calendar.meetings, meeting.unit: days},
                    said={**calendar.said, meeting.id: facts})  # fmt: skip
    return moved, meeting._replace(facts=facts)


def moving(
    session: Session, organisation: int, after: Calendar, at: datetime, altered: Iterable[Case] = ()
) -> Moving:  # fmt: skip
    """What moves in an organisation if its calendar were `after` (and some cases as `altered`)."""
    today, before = local_day(at), calendar_now(session, organisation)
    held, otherwise = seats(session, organisation, today), {case.id: case for case in altered}
    counts: Counter[Key] = Counter()
    people: dict[int, None] = {}
    for case in open_cases(session, organisation, today.year):
        model = model_of(session, organisation, case.model)
        for old, new in _differing(model, case, otherwise.get(case.id, case), before, after, today):
            counts[_told(case, old, new)] += 1
            step = (new or old).step  # type: ignore[union-attr]
            if not step.by_clock:
                people |= dict.fromkeys(held.owing(model, case, step))
    moves = [Move(*what, count) for what, count in counts.items()]
    return Moving(tuple(sorted(moves, key=_place)), tuple(people))


def hear(session: Session, case: Case, model: Model, step: Step, who: Who, at: datetime) -> tuple[int, ...]:
    """The people who get a letter when `who` takes the step."""
    held = seats(session, case.organisation, local_day(at))
    found = {person for role in step.tells for person in held.holding(model, role, case)}
    return tuple(sorted(found - {who.person}))


def turned(model: Model, before: Calendar, after: Calendar, year: int, today: date) -> list[Turned]:
    """The rounds of a goal year that stand otherwise today, for all and for those with dates of their own."""
    units = sorted({0, *before.units_of_their_own(year), *after.units_of_their_own(year)})
    found = []
    for name in model.rounds:
        for unit in units:
            old, new = (_stands(round_dates(model, when, year, name, unit), today) for when in (before, after))
            if old != new:
                found.append(Turned(name, unit, old, new))
    general = {(one.round, one.old, one.new) for one in found if not one.unit}
    return [one for one in found if not one.unit or (one.round, one.old, one.new) not in general]


def _stands(round: Round, today: date) -> str:
    if today > round.closes:
        return CLOSED
    return OPEN if today >= round.opens else COMING


def _differing(
    model: Model, case: Case, then: Case, before: Calendar, after: Calendar, today: date
) -> Iterator[tuple[Duty | None, Duty | None]]:  # fmt: skip
    """The duties that differ; what had lapsed and stays so is let be."""
    old = {duty.key: duty for duty in duties(model, before, case)}
    new = {duty.key: duty for duty in duties(model, after, then)}
    for key in {**old, **new}:
        pair = old.get(key), new.get(key)
        if _days(pair[0]) != _days(pair[1]) and any(duty and duty.status(today) != "lapsed" for duty in pair):
            yield pair


def _days(duty: Duty | None) -> tuple[date | None, ...]:
    """What counts of a duty's days: of the clock's own only when it is taken."""
    if duty is None:
        return ()
    return (duty.due,) if duty.step.by_clock else duty.term


def _told(case: Case, old: Duty | None, new: Duty | None) -> Key:
    """What a difference is counted under: the step, the body, and the first day that differs."""
    duty = new or old
    assert duty
    what = next((name for name in DATED if getattr(old, name, None) != getattr(new, name, None)), DATED[0])
    return duty.step, duty.round, case.unit, what, getattr(old, what, None), getattr(new, what, None)


def _place(move: Move) -> tuple[Any, ...]:
    return move.new or move.old or date.max, move.step.key, move.round, move.unit
