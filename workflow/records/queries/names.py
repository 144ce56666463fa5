"""What numbers stand for: units and people."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from workflow.records.organisation import Unit
from workflow.records.queries.cases import portions
from workflow.records.sql import answers, run

_WHOLE = select(Unit).where(Unit.organisation == bindparam("organisation")).order_by(Unit.id)
_UNITS = "SELECT id, code, name, kind, path FROM unit WHERE organisation = ? ORDER BY id"


class UnitName(NamedTuple):
    """A body, a department or a company; `path` is the numbers of the units above it and its own, as "/1/4/"."""

    id: int
    code: str
    name: str
    kind: str
    path: str


def units_of(session: Session, organisation: int) -> dict[int, UnitName]:
    """Every unit of the organisation, by number."""
    return {row[0]: UnitName(*row) for row in answers(session, _UNITS, (organisation,))}


def whole_units(session: Session, organisation: int) -> Sequence[Unit]:
    """Every unit of the organisation with all that is known of it, in order of number."""
    return session.scalars(_WHOLE, {"organisation": organisation}).all()


def people_named(session: Session, organisation: int, numbers: Collection[int]) -> dict[int, str]:
    """The names of some people, by number."""
    found: dict[int, str] = {}
    for some in portions(sorted(numbers)):
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT id, name FROM person WHERE organisation = ? AND id IN ({marks})"
        found |= {row[0]: row[1] for row in run(session, sql, (organisation, *some))}
    return found
