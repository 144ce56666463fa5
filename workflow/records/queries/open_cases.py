"""The cases that somebody may still owe something for."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.models import models_of


def open_cases(
    session: Session, organisation: int, year: int, *, levels: Collection[str] = (), units: Collection[int] = ()
) -> list[Case]:
    """The cases that somebody may owe something for: of the goal years alive in the calendar year `year`, and of none;
    of `levels` and of `units`, when some are given."""
    final = sorted(
        {(level.name, state.name) for model in models_of(session, organisation) for level in model.levels.values()
         for state in level.states if state.final}
    )  # fmt: skip
    ended = " OR ".join("(level = ? AND state = ?)" for _ in final) or "1 = 0"
    some = [(name, tuple(among)) for name, among in (("level", levels), ("unit", units)) if among]
    more = "".join(f" AND {name} IN ({', '.join('?' for _ in among)})" for name, among in some)
    where = f"organisation = ? AND (year IS NULL OR year >= ?) AND NOT ({ended}){more} ORDER BY id"
    values = (*(part for pair in final for part in pair), *(value for _, among in some for value in among))
    return cases(session, where, (organisation, year - 2, *values))
