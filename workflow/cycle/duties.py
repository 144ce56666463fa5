"""What a case owes: every step that is due, may be taken from where the case stands, and has not been taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.cycle.due import owed
from workflow.cycle.duty import Duty, has_lapsed
from workflow.cycle.plan import Owed, Plan, plan_of
from workflow.cycle.reminders import first_moment
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model, Step
from workflow.records.case import Case

__all__ = ["Duty", "due_now", "duties", "next_due"]


def duties(model: Model, calendar: Calendar, case: Case) -> tuple[Duty, ...]:
    """The outstanding duties of a case, first due first; those that have lapsed too (`status` tells).

    What fell due before the case was made or imported is nobody's duty.
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
    A plain loop over plans that were drawn once: every case of a round goes through it."""
    taken, facts, born = case.taken, case.facts, case.born
    found = []
    for plan in _plans(model, calendar, case).for_what_is_said(facts):
        if plan.key in taken or plan.instead in taken or plan.fact in facts or plan.born in facts:
            continue
        owes = owed(plan, case)
        if owes and owes.due.on >= born:
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
