"""What numbers stand for: units and people."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.queries.goals import portions
from workflow.records.sql import answers, run

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


def people_named(session: Session, organisation: int, numbers: Collection[int]) -> dict[int, str]:
    """The names of some people, by number."""
    found: dict[int, str] = {}
    for some in portions(sorted(numbers)):
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT id, name FROM person WHERE organisation = ? AND id IN ({marks})"
        found |= {row[0]: row[1] for row in run(session, sql, (organisation, *some))}
    return found
