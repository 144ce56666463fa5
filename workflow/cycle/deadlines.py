"""Deadlines: what is due when, and what a case owes.

A step's *plan* holds the dates that are the same for every case of a unit and year; it is drawn once and remembered with
the calendar. What a case has said, begun or been given is then asked of the case (`due_date`, `_owed`). What is due and
has not been taken is a duty of the case (`duties`): every step that may be taken from where the case stands. Whose it is
to do is told by `organisation.responsibility`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workflow.cycle.duty import DueDate, Duty, Term, has_lapsed, key_of
from workflow.cycle.reminders import first_moment, ladder_of
from workflow.cycle.timetable import Calendar, round_dates
from workflow.cycle.working_days import WorkingDays, day_of, days_of, months_after, working_days
from workflow.facts import KINDS
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
    meeting waits for; `last` is the state furthest on of those from which it is taken. `plain` remembers what a case
    is given that has said none of `asks`, by the days on which it came into its state and was made, and the state."""

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
    last: str
    plain: dict[tuple[date, date, str], Owed | None] = field(default_factory=dict, compare=False, repr=False)


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
    """Earlier when others wait for it, later otherwise; a term of law off weekends and holidays alone."""
    if found is None:
        return None
    if due.law:
        days = working_days(())
    on = days.earlier(found.on) if due.moves == "earlier" else days.later(found.on)
    on += timedelta(days=due.then)
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
        days=days_of(place.model, step),
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
        last=_last(step, place.model),
    )


def _sittings(dues: tuple[Due, ...], place: Place) -> tuple[date, ...]:
    """The days on which the body of a step by a meeting sits, as far as they are entered."""
    bodies = {due.meeting for due in dues if due.form == "meeting"}
    units = {place.unit if body == "committee" else place.calendar.bodies.get(body) for body in bodies}
    return tuple(sorted(day.on for unit in units if unit for day in place.calendar.meetings.get(unit, ())))


def _last(step: Step, model: Model) -> str:
    """The state furthest on of those from which a case's own step is taken, "" for a birth."""
    return "" if step.birth else max(step.from_, key=list(model.levels[step.level].state).index, default="")


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
    return DueDate(months_after(on, due.months)) if on else None


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


def due_date(model: Model, calendar: Calendar, step: Step, case: Case, round: str) -> DueDate | None:
    """When the case must have taken the step (in `round`, or ""): the latest of its applicable dates.

    None when the step is optional or not owed now. For a birth, `case` is the parent.
    """
    return _due(plan_of(model, calendar, step, case, round), case)


def owed(plan: Plan, case: Case) -> Owed | None:
    """What the plan gives the case. Cases that came into the same state on a day and have said nothing that
    the dates hang on share the answer; what the parents have said is the case's own."""
    if plan.said or not case.facts.keys().isdisjoint(plan.asks):
        return _owed(plan, case)
    key = case.since, case.born, case.state
    if key not in plan.plain:
        plan.plain[key] = _owed(plan, case)
    return plan.plain[key]


def _owed(plan: Plan, case: Case) -> Owed | None:
    """Who got more time than the round has, or came to owe something late in it, has it until it is due."""
    due = _due(plan, case)
    if due is None:
        return None
    closes = max(plan.closes, due.on) if plan.closes else None
    term = (_opens(plan, case, due.on), due.on, closes)
    first = due.on if plan.by_clock else first_moment(plan.days, plan.ladder, term, {})
    return Owed(due, term, first)


def _due(plan: Plan, case: Case) -> DueDate | None:
    """The latest applicable date of the plan, or the day it was put off to."""
    due = _latest(plan, plan.due, case)
    until = _put_off(plan, case)
    return DueDate(until) if due and until else due


def _opens(plan: Plan, case: Case, due: date) -> date:
    """As the model says, else when the round's sheet opens, else since the case came into its state; never before
    what it hangs on was said or the case came to where it is taken, never after it is due."""
    said = _latest(plan, plan.opens, case)
    opens = said.on if said else (plan.sheet or case.since)
    if case.state == plan.last and not (
        plan.round or plan.sheet or plan.by_clock
    ):  # a round is open, whoever comes to it
        opens = max(opens, case.since)
    if plan.waits:
        days = (_said(plan, hangs, case) for hangs, _ in plan.due.asked)
        opens = max(opens, max((day for day in days if day), default=opens))
    return min(opens, due)


def _put_off(plan: Plan, case: Case) -> date | None:
    """The day to which the step was put off: more time (Extension), or for the clock's own steps Postponed."""
    for key in plan.put_off:
        if key in case.facts:
            return date.fromisoformat(case.facts[key]["until"])
    return None


def _latest(plan: Plan, dates: Dates, case: Case) -> DueDate | None:
    latest = _begun_late(plan, dates.fixed, case, case.since) if len(plan.step.from_) == 1 else dates.fixed
    for due, planned in dates.asked:
        found = _asked(plan, due, planned, case)
        if found and (latest is None or found.on > latest.on):
            latest = found
    return latest


def _asked(plan: Plan, due: Due, planned: DueDate | None, case: Case) -> DueDate | None:
    """The date when the case is asked; None when what the due hangs on was not said."""
    start = _said(plan, due, case)
    if start is None:
        return None
    if due.form == "agreed":
        return moved(due, plan.days, _agreed(plan, due, case))
    late = due.form == "round" and (planned is None or planned.on < start)
    if due.form == "within" or (late and due.within is not None):
        return moved(due, plan.days, DueDate(plan.days.add(start, due.within or 0)))
    if case.state == plan.last:
        start = max(start, case.since)  # what was sent back and comes again was with others until then
    return _begun_late(plan, planned, case, start)


def _begun_late(plan: Plan, due: DueDate | None, case: Case, start: date) -> DueDate | None:
    """The date, or a later one when the step could first be taken at `start`, after it: the body's next meeting when the
    step waits for one, else some working days. What fell due before the case was made stays as it was: nobody is chased
    for it; and a round that is over is not opened again."""
    if due is None or plan.by_clock or plan.round or not case.born <= due.on < start:
        return due
    sitting = next((day for day in plan.sittings if day >= start), None)
    return DueDate(sitting) if sitting else DueDate(plan.days.add(start, LATE_START), due.preliminary)


def _said(plan: Plan, due: Due, case: Case) -> date | None:
    """The day the fact `after` was said with one of the verdicts; since when the case is in its state, if none."""
    if not due.after:
        return case.since
    fact = case.fact(due.after, plan.round or None)
    if not fact or (due.verdict and not _worded(due, fact)):
        return None
    return date.fromisoformat(fact["at"])


def _worded(due: Due, fact: dict[str, object]) -> bool:
    field = KINDS[due.after.partition("/")[0]].verdict_field
    return fact.get(field) in due.verdict if field else any(value in due.verdict for value in fact.values())


def _agreed(plan: Plan, due: Due, case: Case) -> DueDate | None:
    """Days from a date that the case has said ("gathering.on"), or its parent ("meeting.minutes.noticed")."""
    of_parent = due.of.count(".") == 2
    return _after_said(due, plan.said.get(case.parent or 0, {}) if of_parent else case.facts)


def _after_said(due: Due, facts: Mapping[str, Any]) -> DueDate | None:
    kind, field = due.of.split(".")[-2:]
    on = facts.get(kind, {}).get(field)
    return DueDate(date.fromisoformat(on) + timedelta(days=due.agreed or 0)) if on else None


def agreed_date(model: Model, step: Step, facts: Mapping[str, Any]) -> date | None:
    """When the step is due if `facts` are what has been said, by the first of its dates that counts from one of them: for
    what is reckoned before anybody has said it. None when it counts from none of them."""
    for due in step.due:
        if due.form == "agreed" and (found := moved(due, days_of(model, step), _after_said(due, facts))):
            return found.on
    return None


def duties(model: Model, calendar: Calendar, case: Case) -> tuple[Duty, ...]:
    """The outstanding duties of a case, first due first; those that have lapsed too (`status` tells).

    What fell due before the case was made or imported is nobody's duty, but for what the clock still has to open.
    """
    return _sorted(_duty(plan, case, owes) for plan, owes in _outstanding(model, calendar, case))


def due_now(model: Model, calendar: Calendar, case: Case, today: date) -> tuple[tuple[Duty, ...], list[date]]:
    """The duties for which the clock has something to do by `today`, and the next day on which it has for each of the
    rest."""
    due, coming = [], []
    for moment, plan, owes in _moments(model, calendar, case, today):
        if moment <= today:
            due.append(_duty(plan, case, owes))
        else:
            coming.append(moment)
    return _sorted(due), coming


def next_due(model: Model, calendar: Calendar, case: Case, today: date) -> date | None:
    """The next day on which the clock has anything to do for the case: take a step of its own, or tell a rung.

    It lies in the past when something was missed. `today` only says what has lapsed.
    """
    return min([moment for moment, _, _ in _moments(model, calendar, case, today)], default=None)


def _sorted(found: Iterable[Duty]) -> tuple[Duty, ...]:
    duties = tuple(found)
    return duties if len(duties) < 2 else tuple(sorted(duties, key=lambda duty: (duty.due, duty.key)))


def _duty(plan: Plan, case: Case, owes: Owed) -> Duty:
    opens, due, closes = owes.term
    return Duty(case.id, plan.step, plan.round, opens, due, closes, owes.due.preliminary)


def _moments(model: Model, calendar: Calendar, case: Case, today: date) -> list[tuple[date, Plan, Owed]]:
    """(the next day on which the clock has something to do for it, plan, what it gives) of what has not lapsed."""
    found = []
    for plan, owes in _outstanding(model, calendar, case):
        if has_lapsed(owes.term, today):
            continue
        noted = case.facts.get(plan.notice)
        told = noted is not None and not plan.by_clock
        moment = first_moment(plan.days, plan.ladder, owes.term, noted or {}) if told else owes.first
        if moment:
            found.append((moment, plan, owes))
    return found


def _outstanding(model: Model, calendar: Calendar, case: Case) -> list[tuple[Plan, Owed]]:
    """Each plan and what it gives the case, unless the step was taken, or what the case owed was born (the fact Born).
    What fell due before the case was made or imported is owed by nobody, but a birth by the clock is: without it the next
    year would never open.
    A plain loop over plans that were drawn once: every case of a round goes through it."""
    taken, facts, born = case.taken, case.facts, case.born
    found = []
    for plan in _plans(model, calendar, case).for_what_is_said(facts):
        if plan.key in taken or plan.instead in taken or plan.fact in facts or plan.born in facts:
            continue
        owes = owed(plan, case)
        if owes and (plan.born or owes.due.on >= born):
            found.append((plan, owes))
    return found


@dataclass(frozen=True)
class _Plans:
    """The plans of a place: those that are always to be asked, and those that wait, by the facts they wait for."""

    always: tuple[Plan, ...]
    waiting: Mapping[str, tuple[Plan, ...]]

    def for_what_is_said(self, facts: Mapping[str, Any]) -> tuple[Plan, ...]:
        """Without those that wait for what was not said: with four follow-ups a year, most of them."""
        said = facts.keys() & self.waiting.keys()
        found = {plan.key: plan for key in said for plan in self.waiting[key]}
        return (*self.always, *found.values())


def _plans(model: Model, calendar: Calendar, case: Case) -> _Plans:
    """The plans of everything that may be owed in the case's state, where it is."""
    key = ("state", model.digest, case.level, case.state, case.year, case.unit, case.round)
    return calendar.remember(key, lambda: _drawn(model, calendar, case))


def _drawn(model: Model, calendar: Calendar, case: Case) -> _Plans:
    drawn = [
        plan_of(model, calendar, step, case, round) for step in _steps(model, case) for round in step.rounds or ("",)
    ]
    plans = [plan for plan in drawn if plan.due.fixed or plan.due.asked]
    waiting: dict[str, tuple[Plan, ...]] = {}
    for plan in plans:
        for key in plan.waits:
            waiting[key] = (*waiting.get(key, ()), plan)
    return _Plans(tuple(plan for plan in plans if not plan.waits), waiting)


def _steps(model: Model, case: Case) -> tuple[Step, ...]:
    """The steps with a due date that lead from the case's state, and the births that the clock owes it.

    Nobody owes anything to a case that has come to its end.
    """
    level = model.levels[case.level]
    if not level.is_open(case.state):
        return ()
    own = (step for step in level.steps if not step.birth and case.state in step.from_)
    births = (step for child in model.children.get(case.level, ()) for step in child.births if step.by_clock)
    born = (step for step in births if not step.from_ or case.state in step.from_)
    return tuple(step for step in (*own, *born) if step.due)
