"""Reading cases as snapshots, one or many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.records.case import COLUMNS, Snapshot
from workflow.records.sql import quick, remembered

_DAYS = tuple(COLUMNS.index(name) for name in ("since", "born", "next_due"))
_JSONS = tuple(COLUMNS.index(name) for name in ("facts", "taken"))
SELECT_CASES = "SELECT " + ", ".join(COLUMNS) + " FROM cases"
"""The columns of a snapshot, for whoever reads many."""


def snapshot_of(values: Iterable[Any]) -> Snapshot:
    """A snapshot from the stored values of COLUMNS."""
    row = list(values)
    for place in _DAYS:
        row[place] = date.fromisoformat(row[place]) if row[place] else None
    for place in _JSONS:
        row[place] = from_json(row[place]) if isinstance(row[place], str) else row[place]
    return Snapshot._make(row)


def cases(session: Session, where: str, values: Iterable[Any]) -> list[Snapshot]:
    """The cases that the SQL condition `where` (with `?`) and what follows it tells, as snapshots."""
    given = tuple(values)
    return list(remembered(session, (where, given), lambda: _cases(session, where, given)))


def _cases(session: Session, where: str, values: tuple[Any, ...]) -> list[Snapshot]:
    return [snapshot_of(row) for row in quick(session, f"{SELECT_CASES} WHERE {where}", values).fetchall()]
