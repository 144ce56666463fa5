"""The standing: for each committee and round, how many goals are where. Read from the case rows alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from workflow.cycle.due import due_date
from workflow.cycle.timetable import Calendar, round_dates
from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.running.lacking import lacks, unmeasured
from workflow.running.seats import seats
from workflow.states.dates import calendar_now, model_of
from workflow.states.situation import cases

NOT_OPEN, AWAITED, MISSING, BEFORE = "not_open", "awaited", "not_reported", "before_introduction"
DESCRIBE = "consequence_missing"
"""What a cell can hold beside the model's own verdicts. None of them is yellow: unknown is not "partly"."""


@dataclass(frozen=True)
class Standing:
    """Counts by unit and round: `cells[unit][round]` is a Counter of verdicts and the words above;
    `goals[unit]` the number of goals, `names[unit]` the unit's name, `rounds` in order. `lacking[unit]` counts the
    goals without action plan or anybody responsible, `unmeasured[unit][round]` the indicators without a value."""

    year: int
    rounds: tuple[str, ...]
    names: dict[int, str] = field(default_factory=dict)
    goals: Counter[int] = field(default_factory=Counter)
    cells: dict[int, dict[str, Counter[str]]] = field(default_factory=dict)
    lacking: dict[int, Counter[str]] = field(default_factory=dict)
    unmeasured: dict[int, dict[str, Counter[str]]] = field(default_factory=dict)


def standing(session: Session, organisation: int, year: int, today: date) -> Standing:
    """The standing of a goal year on the day `today`: forecasts round by round, and the closing."""
    goals, model = _goals(session, organisation, year)
    calendar = calendar_now(session, organisation)
    found = Standing(year, tuple(model.rounds) if model else ())
    held = seats(session, organisation, today)
    for goal in goals:
        assert model
        found.names[goal.unit] = held.names[goal.unit]
        found.goals[goal.unit] += 1
        found.lacking.setdefault(goal.unit, Counter()).update(lacks(model, calendar, held, goal, today))
        row = found.cells.setdefault(goal.unit, {name: Counter() for name in found.rounds})
        values = found.unmeasured.setdefault(goal.unit, {name: Counter() for name in found.rounds})
        for name in found.rounds:
            values[name].update(unmeasured(model, goal, name))
            if status := status_of(model, calendar, goal, name, today):
                row[name][status] += 1
    return found


def status_of(model: Model, calendar: Calendar, goal: Snapshot, round: str, today: date) -> str:
    """What a goal's cell says in a round; "" when the goal is not followed up in it, or has not come so far."""
    steps = _reporting(model, goal, round)
    if not steps or goal.year is None or not _has_come_to(model, goal, steps):
        return ""
    if code := _said(goal, steps[0], round):
        return DESCRIBE if steps[0].says == "forecast" and _owes(model, calendar, goal, round, code) else code
    step = next((step for step in steps if goal.state in step.from_), steps[0])
    dates, due = round_dates(model, calendar, goal.year, round, goal.unit), due_date(model, calendar, step, goal, round)
    last = due.on if due else dates.report
    if last < goal.born:
        return BEFORE
    if today < dates.opens:
        return NOT_OPEN
    return AWAITED if today <= last else MISSING


def _reporting(model: Model, goal: Snapshot, round: str) -> list[Step]:
    """The steps that report the goal in the round: those taken round by round, else those due in it."""
    steps = model.levels[goal.level].steps
    found = [step for step in steps if step.says == "forecast" and round in step.rounds]
    return found or [step for step in steps if step.says == "closing" and any(due.of == round for due in step.due)]


def _has_come_to(model: Model, goal: Snapshot, steps: list[Step]) -> bool:
    """True when the goal stands where it is reported, or further on; a draft is nobody's to report."""
    order = list(model.levels[goal.level].state)
    return order.index(goal.state) >= min(order.index(state) for step in steps for state in step.from_)


def _said(goal: Snapshot, step: Step, round: str) -> str:
    fact = goal.fact("forecast", round) if step.says == "forecast" else goal.fact("closing")
    return str(fact.get("outlook", fact.get("attainment", "")))


def _owes(model: Model, calendar: Calendar, goal: Snapshot, round: str, code: str) -> bool:
    """True when the outlook asks for a consequence description that is not there, and fell due here."""
    verdict = model.verdict("outlook", code)
    if not (verdict and verdict.at_risk) or goal.fact("consequence", round):
        return False
    steps = [step for step in model.levels[goal.level].steps if step.says == "consequence" and round in step.rounds]
    asked = (due_date(model, calendar, step, goal, round) for step in steps)
    return any(due.on >= goal.born for due in asked if due)


def _goals(session: Session, organisation: int, year: int) -> tuple[list[Snapshot], Model | None]:
    """The goals of the year that are in the field, and the model that the year follows."""
    sql = "SELECT model FROM cases WHERE organisation = ? AND year = ? ORDER BY id LIMIT 1"
    digest = run(session, sql, (organisation, year)).scalar_one_or_none()
    if digest is None:
        return [], None
    model = model_of(session, organisation, digest)
    names = [level.name for level in model.of_kind("goal")]
    where = f"organisation = ? AND year = ? AND level IN ({', '.join('?' for _ in names)}) ORDER BY unit, id"
    found = cases(session, where, (organisation, year, *names))
    return [goal for goal in found if not model.levels[goal.level].state[goal.state].out], model
