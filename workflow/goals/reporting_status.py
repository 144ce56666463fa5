"""The cell: what one goal says in one round of follow-up, and the words for what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from workflow.cycle.deadlines import owed, plan_of
from workflow.cycle.timetable import Calendar, Round, round_dates
from workflow.governance.model import Model, Step
from workflow.measuring.judgement import WORDED
from workflow.records.case import Case

NOT_OPEN, AWAITED, MISSING, BEFORE = "not_open", "awaited", "not_reported", "before_introduction"
AS_SOURCE, SOURCE_SILENT = "as_source", "source_silent"
"""What was brought in without a code of ours: a judgement in its source's own words, or a report without a judgement."""
DESCRIBE = "consequence_missing"
"""What a cell can hold beside the model's own verdicts. None of them is yellow: unknown is not "partly"."""


class ReportingStatus(NamedTuple):
    """`status` is what the goal's cell says, "" when it is not followed up in the round or has not come so far;
    `said` is what was said of it there, {} while nothing was, `verdict` the verdict in that, after the name of its scale:
    "outlook/partly"."""

    status: str
    verdict: str
    said: Mapping[str, Any]


NOTHING: Mapping[str, Any] = {}
EMPTY = ReportingStatus("", "", NOTHING)


@dataclass(frozen=True)
class _Reporting:
    """How the goals of a level, a unit and a year are reported in a round: by which steps, as which fact, from which
    states on, when, and after which outlooks a consequence is asked for, by which steps."""

    steps: tuple[Step, ...]
    fact: str
    scale: str
    reached: frozenset[str]
    dates: Round
    at_risk: frozenset[str]
    consequence: str
    describing: tuple[Step, ...]


def reporting_status(model: Model, calendar: Calendar, goal: Case, round: str, today: date) -> ReportingStatus:
    """Where a goal stands in a round, with what was said: nothing when it is not followed up in it, or has not come so far.
    A closing that says "not reported" is as missing as one that was not made."""
    if goal.year is None:
        return EMPTY
    key = ("reporting", model.digest, goal.level, goal.year, goal.unit, round)
    how = calendar.remember(key, lambda: _reporting(model, calendar, goal, round))
    if how is None or goal.state not in how.reached:
        return EMPTY
    said = goal.facts.get(how.fact, NOTHING)
    if said.get("attainment") == MISSING:
        return ReportingStatus(MISSING, "", said)
    if code := str(said.get("outlook", said.get("attainment", ""))):
        status = DESCRIBE if _owes(model, calendar, how, goal, round, code) else code
        return ReportingStatus(status, f"{how.scale}/{code}", said)
    if unscaled := said.get("unscaled"):
        return ReportingStatus(AS_SOURCE if unscaled == WORDED else SOURCE_SILENT, "", said)
    return ReportingStatus(_unsaid(model, calendar, how, goal, round, today), "", NOTHING)


def _reporting(model: Model, calendar: Calendar, goal: Case, round: str) -> _Reporting | None:
    """None when goals like this one are not followed up in the round; a draft is nobody's to report."""
    level = model.levels[goal.level]
    steps = _steps(level.steps, round)
    if not steps:
        return None
    order, is_forecast = list(level.state), steps[0].says == "forecast"
    first = min(order.index(state) for step in steps for state in step.from_)
    describing = [step for step in level.steps if is_forecast and step.says == "consequence" and round in step.rounds]
    return _Reporting(
        steps=steps,
        fact=f"forecast/{round}" if is_forecast else "closing",
        scale="outlook" if is_forecast else "attainment",
        reached=frozenset(order[first:]),
        dates=round_dates(model, calendar, goal.year or 0, round, goal.unit),
        at_risk=frozenset(verdict.name for verdict in model.scale("outlook") if verdict.at_risk),
        consequence=f"consequence/{round}",
        describing=tuple(describing),
    )


def _steps(steps: tuple[Step, ...], round: str) -> tuple[Step, ...]:
    """The steps that report in the round: those taken round by round, else those due in it."""
    found = tuple(step for step in steps if step.says == "forecast" and round in step.rounds)
    return found or tuple(step for step in steps if step.says == "closing" and any(due.of == round for due in step.due))


def _owes(model: Model, calendar: Calendar, how: _Reporting, goal: Case, round: str, code: str) -> bool:
    """True when the outlook asks for a consequence description that is not there, and fell due here."""
    if not how.describing or code not in how.at_risk or how.consequence in goal.facts:
        return False
    asked = (owed(plan_of(model, calendar, step, goal, round), goal) for step in how.describing)
    return any(owes.due.on >= goal.born for owes in asked if owes)


def _unsaid(model: Model, calendar: Calendar, how: _Reporting, goal: Case, round: str, today: date) -> str:
    """Why nothing is said: not time yet, or the time has passed here or before it was introduced."""
    if today < how.dates.opens >= goal.born:
        return NOT_OPEN
    step = next((step for step in how.steps if goal.state in step.from_), how.steps[0])
    owes = owed(plan_of(model, calendar, step, goal, round), goal)
    last = owes.due.on if owes else how.dates.report
    if last < goal.born:
        return BEFORE
    return AWAITED if today <= last else MISSING
