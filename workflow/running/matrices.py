"""The matrices of an organisation, remembered as long as nothing has happened there and the day is the same.

Whatever a cell hangs on - goals, dates, seats, absences, models - changes by an event alone, so the chain's seal says
whether what is remembered still holds.
"""

from collections.abc import Mapping
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model
from workflow.running.matrix import Matrix, matrix
from workflow.running.seats import seats
from workflow.running.standing import follow, goals_of

MOST = 16
"""So many goal years are remembered: about a megabyte each."""
_Kept = dict[tuple[int, int], tuple[str, date, Matrix]]
_remembered: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def matrices(
    session: Session, chain: tuple[int, str], calendar: Calendar, models: Mapping[int, Model], today: date
) -> dict[int, Matrix]:
    """The matrix of each goal year of `models`, as it stands on the day `today`; `chain` is the organisation and the
    seal of its last event, read before."""
    organisation, seal = chain
    kept = _remembered.setdefault(session.get_bind().engine, {})
    known = {year: kept.get((organisation, year)) for year in models}
    found = {year: held[2] for year, held in known.items() if held and held[:2] == (seal, today)}
    if lacking := {year: model for year, model in models.items() if year not in found}:
        made = _made(session, organisation, calendar, lacking, today)
        for year, one in made.items():
            kept.pop((organisation, year), None)
            kept[organisation, year] = seal, today, one
        while len(kept) > MOST:
            kept.pop(next(iter(kept)), None)
        found |= made
    return found


def _made(
    session: Session, organisation: int, calendar: Calendar, models: Mapping[int, Model], today: date
) -> dict[int, Matrix]:  # fmt: skip
    goals, held = goals_of(session, organisation, models), seats(session, organisation, today)
    return {
        year: matrix(model, follow(model, calendar, held, [goal for goal in goals if goal.year == year], today))
        for year, model in models.items()
    }
