"""The phases of a goal year: the states that it goes through, each from the day its step is due or was taken until the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.cycle.deadlines import due_date
from workflow.cycle.timetable import Calendar
from workflow.cycle.working_days import DAY
from workflow.governance.model import Model, State, Step
from workflow.records.case import Case

PAST, NOW, COMING = "past", "now", "coming"


@dataclass(frozen=True)
class Phase:
    """A phase: the state it is, the step that begins it, from when until when (the first day of the next)."""

    state: State
    step: Step
    starts: date
    ends: date
    preliminary: bool
    stands: str


def phases(model: Model, calendar: Calendar, case: Case, today: date) -> Iterator[Phase]:
    """The phases of a goal year in order, as they stand on the day `today`."""
    level = model.levels[case.level]
    begun = sorted(_beginnings(model, calendar, case, today), key=lambda found: found[1])
    for place, (step, on, preliminary, stands) in enumerate(begun):
        state = level.state[step.targets[0]]
        if state.final:
            continue
        ends = begun[place + 1][1] if place + 1 < len(begun) else on + timedelta(days=1)
        yield Phase(state, step, on, ends, preliminary, stands)


def _beginnings(model: Model, calendar: Calendar, case: Case, today: date) -> Iterator[tuple[Step, date, bool, str]]:
    """(step, day, preliminary, how it stands) of every step that leads to a state and has a date. What lies before the
    last that was taken was passed over; what comes after it cannot have begun yet, so it begins tomorrow at the
    earliest."""
    level = model.levels[case.level]
    last = max((date.fromisoformat(day) for name, (_, day) in case.taken.items()
                if name in level.step and level.step[name].targets), default=date.min)  # fmt: skip
    for step in level.steps:
        if not step.due or not step.targets:
            continue
        if step.birth:
            before = case._replace(year=(case.year or 0) - 1)
            found = due_date(model, calendar, step, before, "")
            yield step, found.on if found else case.born, False, NOW if case.state in step.targets else PAST
        elif case.took(step.name):
            stands = NOW if case.state in step.targets and level.is_open(case.state) else PAST
            yield step, date.fromisoformat(case.taken[step.name][1]), False, stands
        elif found := due_date(model, calendar, step, case, ""):
            passed = found.on <= last or not level.is_open(case.state)
            on = found.on if passed else max(found.on, today + DAY)
            yield step, on, found.preliminary, PAST if passed else COMING
