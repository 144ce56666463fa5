"""A step's plan in a place: the dates that are the same for every case of a unit and year, computed once.

It is remembered with the calendar. What a case has said, begun or been given is asked in `due`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workflow.cycle.duty import DueDate, Term, key_of
from workflow.cycle.reminders import ladder_of
from workflow.cycle.timetable import Calendar, round_dates
from workflow.cycle.working_days import WorkingDays, day_of, working_days
from workflow.governance.model import Due, Model, Rung, Step
from workflow.records.case import Case

MINUTES = timedelta(days=14)
"""Minutes are approved within fourteen days of the meeting (KL 5:69)."""
LATE_START = 5
"""Working days for what could first be done after its date had passed: nothing is late on the day it begins."""
ELECTION = {"election_year": True, "ordinary_year": False}


@dataclass(frozen=True)
class Place:
    """Where dates count: the model, what has been entered, the goal year, the unit and the round."""

    model: Model
    calendar: Calendar
    year: int | None
    unit: int
    round: str


@dataclass(frozen=True)
class Dates:
    """What some Dues give in a place: the latest date that no case has a say in, and those of which the case
    must be asked, each with its date before that."""

    fixed: DueDate | None
    asked: tuple[tuple[Due, DueDate | None], ...]


@dataclass(frozen=True)
class Owed:
    """What a plan gives a case: by when, the whole term, and the first day on which the clock has something to
    do when nothing was told before."""

    due: DueDate
    term: Term
    first: date | None


@dataclass(frozen=True)
class Plan:
    """A step in a place. `fact` is what it says in its round: another step that has said it has done the same;
    `instead` is the step that the row itself says does the same; `born` says that the case it owes is there. (All
    may be "", which no fact and no step is called.)
    `notice` is the fact of what was told last, `put_off` are the facts that give another due date, `asks` all the
    facts that its dates hang on; `waits` are those without any of which it is not owed at all. `said` are the facts of
    parents, when they have a say. `sheet` is when the sheet of its round opens, `closes` when a step that is taken
    round by round can no longer be taken. `sittings` are the days of the body that a step by a
    meeting waits for. `plain` remembers what a case is given that has said none of `asks`, by the days on which it came into
    its state and was made."""

    step: Step
    round: str
    key: str
    fact: str
    instead: str
    born: str
    by_clock: bool
    said: Mapping[int, Mapping[str, Any]]
    days: WorkingDays
    ladder: tuple[Rung, ...]
    notice: str
    put_off: tuple[str, ...]
    due: Dates
    opens: Dates
    asks: tuple[str, ...]
    waits: tuple[str, ...]
    sheet: date | None
    closes: date | None
    sittings: tuple[date, ...]
    plain: dict[tuple[date, date], Owed | None] = field(default_factory=dict, compare=False, repr=False)


def plan_of(model: Model, calendar: Calendar, step: Step, case: Case, round: str) -> Plan:
    """The step's plan where the case is, computed once - for all units together when none has dates of its own."""
    unit = case.unit if _is_local(step) or case.unit in calendar.units_of_their_own(case.year) else 0
    key = ("plan", model.digest, step.key, round, case.year, unit, case.round)
    place = Place(model, calendar, case.year, unit, round or case.round)
    return calendar.remember(key, lambda: _plan(step, round, place))


def counts(model: Model, only: str, year: int | None) -> bool:
    """True when what is limited to election years, or to the others, counts in this goal year."""
    return not only or (year is not None and model.is_election_year(year) == ELECTION[only])


def moved(due: Due, days: WorkingDays, found: DueDate | None) -> DueDate | None:
    """Earlier when others wait for it (a meeting, a statute), later otherwise."""
    if found is None:
        return None
    on = days.earlier(found.on) if due.moves == "earlier" else days.later(found.on)
    return found if on == found.on else DueDate(on, found.preliminary)


def _plan(step: Step, round: str, place: Place) -> Plan:
    dues = _counting(step.due, place) if counts(place.model, step.only, place.year) else ()
    named = next((due.of or place.round for due in dues if due.form == "round"), "")
    key = key_of(step, round)
    put_off = (f"extension/{key}", f"postponed/{key}") if step.by_clock else (f"extension/{key}",)
    return Plan(
        step=step,
        round=round,
        key=key,
        fact=f"{step.says}/{round}" if step.says and round else "",
        instead=f"{step.instead}/{round}" if step.instead and round else step.instead,
        born=f"born/{key}" if step.birth else "",
        by_clock=step.by_clock,
        said=place.calendar.said if _ask_parent((*dues, *step.opens)) else {},
        days=working_days(place.model.rest),
        ladder=ladder_of(place.model, step),
        notice=f"notice/{key}",
        put_off=put_off,
        due=_dates(dues, place),
        opens=_dates(_counting(step.opens, place), place),
        asks=(*put_off, *_asks((*dues, *step.opens), round)),
        waits=_asks(dues, round) if all(due.after for due in dues) else (),
        sheet=_round_day(place, named, "opens"),
        closes=_round_day(place, round, "closes") if round else None,
        sittings=_sittings(dues, place),
    )


def _sittings(dues: tuple[Due, ...], place: Place) -> tuple[date, ...]:
    """The days on which the body of a step by a meeting sits, as far as they are entered."""
    bodies = {due.meeting for due in dues if due.form == "meeting"}
    units = {place.unit if body == "committee" else place.calendar.bodies.get(body) for body in bodies}
    return tuple(sorted(day.on for unit in units if unit for day in place.calendar.meetings.get(unit, ())))


def _is_local(step: Step) -> bool:
    """True when the step goes by the meetings of the case's own unit."""
    return any(due.meeting == "committee" for due in (*step.due, *step.opens))


def _asks(dues: tuple[Due, ...], round: str) -> tuple[str, ...]:
    """The case's facts that the dues hang on: `after` in the round, and what has an agreed date."""
    said = (f"{due.after}/{round}" if round else due.after for due in dues if due.after)
    agreed = (due.of.split(".")[-2] for due in dues if due.form == "agreed")
    return (*said, *agreed)


def _ask_parent(dues: tuple[Due, ...]) -> bool:
    """True when one of the dues counts from what the case's parent has said: "meeting.minutes.noticed"."""
    return any(due.form == "agreed" and due.of.count(".") == 2 for due in dues)


def _counting(dues: tuple[Due, ...], place: Place) -> tuple[Due, ...]:
    return tuple(due for due in dues if counts(place.model, due.only, place.year))


def _dates(dues: tuple[Due, ...], place: Place) -> Dates:
    dated = [(due, _planned(due, place)) for due in dues]
    fixed = (date for due, date in dated if date and not _has_a_say(due))
    asked = tuple((due, date) for due, date in dated if _has_a_say(due))
    return Dates(max(fixed, key=lambda date: date.on, default=None), asked)


def _has_a_say(due: Due) -> bool:
    """True when the case has a say: on what it has said, its own date, or since when it is in its state."""
    return bool(due.after) or due.form in ("within", "agreed") or (due.form == "round" and due.within is not None)


def _planned(due: Due, place: Place) -> DueDate | None:
    form = FORMS.get(due.form)
    found = form(due, place) if form and place.year is not None else None
    return moved(due, working_days(place.model.rest), found)


def _by_day(due: Due, place: Place) -> DueDate | None:
    assert place.year is not None
    return DueDate(day_of(place.year + due.year, due.day))


def _by_round(due: Due, place: Place) -> DueDate | None:
    on = _round_day(place, due.of or place.round, due.round)
    return DueDate(on) if on else None


def _by_meeting(due: Due, place: Place) -> DueDate | None:
    """Days from the body's last meeting in the month, or from its minutes; until it is entered, `day`."""
    assert place.year is not None
    unit = place.unit if due.meeting == "committee" else place.calendar.bodies.get(due.meeting)
    year = place.year + due.year
    meeting = None if unit is None else place.calendar.last_meeting(unit, year, int(due.month))
    if meeting is None:
        return DueDate(day_of(year, due.day), preliminary=True) if due.day else None
    start = (meeting.minutes or meeting.on + MINUTES) if due.minutes else meeting.on
    on = start + timedelta(days=due.offset)
    return DueDate(on if due.within is None else working_days(place.model.rest).add(on, due.within))


def _round_day(place: Place, name: str, day: str) -> date | None:
    if not name or place.year is None:
        return None
    found: date = getattr(round_dates(place.model, place.calendar, place.year, name, place.unit), day)
    return found


FORMS: dict[str, Callable[[Due, Place], DueDate | None]] = {
    "day": _by_day,
    "round": _by_round,
    "meeting": _by_meeting,
}
"""The forms whose dates are the same for every case of a unit and year."""
