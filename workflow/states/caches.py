"""The caches on the case row, `next_due` and `model`: made anew from the case, the model and the dates."""

from datetime import date

from sqlalchemy.orm import Session

from workflow.cycle.duties import next_due
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model
from workflow.records.case import Snapshot
from workflow.records.chain import refresh
from workflow.states.dates import calendar_now, model_of, models_of
from workflow.states.situation import cases


def dated(model: Model, calendar: Calendar, case: Snapshot, today: date) -> Snapshot:
    """The case with the next day on which the clock has anything to do for it."""
    level = model.levels[case.level]
    coming = next_due(model, calendar, case, today) if level.is_open(case.state) else None
    return case if coming == case.next_due else case._replace(next_due=coming)


def open_cases(session: Session, organisation: int, year: int) -> list[Snapshot]:
    """The cases that somebody may owe something for: of the goal years alive in the calendar year `year`, and of none."""
    final = sorted(
        {(level.name, state.name) for model in models_of(session, organisation) for level in model.levels.values()
         for state in level.states if state.final}
    )  # fmt: skip
    ended = " OR ".join("(level = ? AND state = ?)" for _ in final) or "1 = 0"
    values = (organisation, year - 2, *(part for pair in final for part in pair))
    return cases(session, f"organisation = ? AND (year IS NULL OR year >= ?) AND NOT ({ended}) ORDER BY id", values)


def refresh_all(session: Session, organisation: int, today: date) -> list[Snapshot]:
    """Make the caches of every open case of the organisation anew; the cases that were wrong, as they are now."""
    calendar = calendar_now(session, organisation)
    changed = []
    for case in open_cases(session, organisation, today.year):
        now = dated(model_of(session, organisation, case.model), calendar, case, today)
        if now is not case:
            changed.append(now)
    refresh(session, changed)
    return changed
