"""What a goal lacks, in words of their own: an action plan, somebody who answers for it, a value for an indicator."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workflow.cycle.deadlines import due_date, duties
from workflow.cycle.timetable import Calendar
from workflow.goals.goal import HAS_PLAN
from workflow.governance.model import Model
from workflow.organisation.responsibility import Seats
from workflow.records.case import Case

PLAN, OWNER = "action_plan_missing", "nobody_responsible"
"""What is counted for a committee as a whole, whatever the round."""


def lacking_in(model: Model, calendar: Calendar, held: Seats, today: date) -> Callable[[Case], Counter[str]]:
    """What a goal lacks on the day `today`: a plan that was due, and anybody at all who owes what it owes. Where somebody
    sits who could owe every step of a state, nothing is nobody's, and what the goals themselves owe is not reckoned."""
    known: dict[tuple[object, ...], bool] = {}

    def lacking(goal: Case) -> Counter[str]:
        place = goal.level, goal.state, goal.unit, goal.department, goal.responsible
        if place not in known:
            known[place] = _is_manned(model, held, goal)
        found = Counter([PLAN]) if _is_unplanned(model, calendar, goal, today) else Counter()
        if not known[place] and _is_nobodys(model, calendar, held, goal, today):
            found[OWNER] += 1
        return found

    return lacking


def unmeasured(said: Mapping[str, Any]) -> list[str]:
    """Why each indicator without a value has none in what was said of a goal in a round, by the model's scale `missing`."""
    return [row["missing"] for row in said.get("measured", ()) if row.get("missing") and "value" not in row]


def _is_unplanned(model: Model, calendar: Calendar, goal: Case, today: date) -> bool:
    steps = [step for step in model.levels[goal.level].steps if HAS_PLAN in step.needs and goal.state in step.from_]
    asked = [due_date(model, calendar, step, goal, "") for step in steps]
    return any(goal.born <= due.on < today for due in asked if due)


def _is_manned(model: Model, held: Seats, goal: Case) -> bool:
    """True when somebody would owe each step that may be taken from where the goal stands."""
    steps = (step for step in model.levels[goal.level].steps if goal.state in step.from_)
    return all(step.by_clock or held.owing(model, goal, step) for step in steps if step.due)


def _is_nobodys(model: Model, calendar: Calendar, held: Seats, goal: Case, today: date) -> bool:
    """True when something is to be done by now, and every seat that could owe it is vacant."""
    owed = (duty for duty in duties(model, calendar, goal) if duty.status(today) in ("open", "late"))
    return any(not duty.step.by_clock and not held.owing(model, goal, duty.step) for duty in owed)
