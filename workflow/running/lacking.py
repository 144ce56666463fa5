"""What a goal lacks, in words of their own: an action plan, somebody who answers for it, a value for an indicator."""

from collections import Counter
from datetime import date

from workflow.cycle.due import due_date
from workflow.cycle.duties import duties
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model
from workflow.records.case import Snapshot
from workflow.running.seats import Seats

PLAN, OWNER = "action_plan_missing", "nobody_responsible"
"""What is counted for a committee as a whole, whatever the round."""
HAS_PLAN = "has_activities"
"""The guard of the step by which the action plan is decided; a level without it asks for no plan."""


def lacks(model: Model, calendar: Calendar, held: Seats, goal: Snapshot, today: date) -> Counter[str]:
    """What the goal lacks on the day `today`: a plan that was due, and anybody at all who owes what it owes."""
    found = {PLAN: _is_unplanned(model, calendar, goal, today), OWNER: _is_nobodys(model, calendar, held, goal, today)}
    return Counter([word for word, is_lacking in found.items() if is_lacking])


def unmeasured(model: Model, goal: Snapshot, round: str) -> Counter[str]:
    """Why indicators of the goal have no value in the round, by the model's scale `missing`."""
    steps = model.levels[goal.level].steps
    is_forecast = any(step.says == "forecast" and round in step.rounds for step in steps)
    is_closing = any(step.says == "closing" and due.of == round for step in steps for due in step.due)
    said = goal.fact("forecast", round) if is_forecast else goal.fact("closing") if is_closing else {}
    return Counter(row["missing"] for row in said.get("measured", ()) if row.get("missing") and "value" not in row)


def _is_unplanned(model: Model, calendar: Calendar, goal: Snapshot, today: date) -> bool:
    steps = [step for step in model.levels[goal.level].steps if HAS_PLAN in step.needs and goal.state in step.from_]
    asked = [due_date(model, calendar, step, goal, "") for step in steps]
    return any(goal.born <= due.on < today for due in asked if due)


def _is_nobodys(model: Model, calendar: Calendar, held: Seats, goal: Snapshot, today: date) -> bool:
    """True when something is to be done by now, and every seat that could owe it is vacant."""
    owed = (duty for duty in duties(model, calendar, goal) if duty.status(today) in ("open", "late"))
    return any(not duty.step.by_clock and not held.owing(model, goal, duty.step) for duty in owed)
