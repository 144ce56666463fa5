"""When a step is due: what its dates hang on, and the latest of them for one case."""

from datetime import date, timedelta

from workflow.cycle.duty import DueDate
from workflow.cycle.plan import LATE_START, Dates, Owed, Plan, moved, plan_of
from workflow.cycle.reminders import first_moment
from workflow.cycle.timetable import Calendar
from workflow.facts import KINDS
from workflow.governance.model import Due, Model, Step
from workflow.records.case import Case

__all__ = ["DueDate", "due_date", "owed"]


def due_date(model: Model, calendar: Calendar, step: Step, case: Case, round: str) -> DueDate | None:
    """When the case must have taken the step (in `round`, or ""): the latest of its applicable dates.

    None when the step is optional or not owed now. For a birth, `case` is the parent.
    """
    return _due(plan_of(model, calendar, step, case, round), case)


def owed(plan: Plan, case: Case) -> Owed | None:
    """What the plan gives the case. Cases that came into their state the same day and have said nothing that
    the dates hang on share the answer; what the parents have said is the case's own."""
    if plan.said or not case.facts.keys().isdisjoint(plan.asks):
        return _owed(plan, case)
    key = case.since, case.born
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
    what it hangs on was said, never after it is due."""
    said = _latest(plan, plan.opens, case)
    opens = said.on if said else (plan.sheet or case.since)
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
    of_parent, kind, field = ("", *due.of.split("."))[-3:]
    facts = plan.said.get(case.parent or 0, {}) if of_parent else case.facts
    on = facts.get(kind, {}).get(field)
    return DueDate(date.fromisoformat(on) + timedelta(days=due.agreed or 0)) if on else None
