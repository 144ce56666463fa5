"""The matrices of an organisation, remembered as long as nothing has happened there and the day is the same."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model
from workflow.running.matrix import Matrix, matrix
from workflow.running.seats import seats
from workflow.running.standing import follow, goals_of
from workflow.running.still import still


def matrices(
    session: Session, chain: tuple[int, str], calendar: Calendar, models: Mapping[int, Model], today: date
) -> dict[int, Matrix]:
    """The matrix of each goal year of `models`, as it stands on the day `today`; `chain` is the organisation and the
    seal of its last event, read before."""
    key = ("matrices", *sorted((year, model.digest) for year, model in models.items()))
    return still(session, chain, today, key, lambda: _made(session, chain[0], calendar, models, today))


def _made(
    session: Session, organisation: int, calendar: Calendar, models: Mapping[int, Model], today: date
) -> dict[int, Matrix]:  # fmt: skip
    goals, held = goals_of(session, organisation, models), seats(session, organisation, today)
    return {
        year: matrix(model, follow(model, calendar, held, [goal for goal in goals if goal.year == year], today))
        for year, model in models.items()
    }
