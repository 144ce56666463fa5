"""Reading cases as snapshots, one or many."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.records.case import COLUMNS, Case
from workflow.records.sql import quick, remembered

_DAYS = tuple(COLUMNS.index(name) for name in ("since", "born", "next_due"))
_JSONS = tuple(COLUMNS.index(name) for name in ("facts", "taken"))
AT_ONCE = 400
"""Cases in one statement."""
SELECT_CASES = "SELECT " + ", ".join(COLUMNS) + " FROM cases"
"""The columns of a snapshot, for whoever reads many."""


def case_of(values: Iterable[Any]) -> Case:
    """A snapshot from the stored values of COLUMNS."""
    row = list(values)
    for place in _DAYS:
        row[place] = date.fromisoformat(row[place]) if row[place] else None
    for place in _JSONS:
        row[place] = from_json(row[place]) if isinstance(row[place], str) else row[place]
    return Case._make(row)


def cases(session: Session, where: str, values: Iterable[Any]) -> list[Case]:
    """The cases that the SQL condition `where` (with `?`) and what follows it tells, as snapshots."""
    given = tuple(values)
    return list(remembered(session, (where, given), lambda: _cases(session, where, given)))


def cases_at(
    session: Session,
    organisation: int,
    levels: Collection[str],
    *,
    year: int | None = None,
    since: int | None = None,
    unit: int | None = None,
) -> list[Case]:
    """The cases at some levels, in order: of a goal year or from one on, and of one body, when those are given."""
    where, given = [f"level IN ({_marks(levels)})"], [organisation, *levels]
    for column, value in (("year =", year), ("year >=", since), ("unit =", unit)):
        if value is not None:
            where.append(f"{column} ?")
            given.append(value)
    return cases(session, f"organisation = ? AND {' AND '.join(where)} ORDER BY id", given)


def cases_under(
    session: Session, organisation: int, parents: Collection[int], levels: Collection[str] | None = None
) -> list[Case]:
    """What hangs from some cases, in order; at some levels when they are given."""
    among = "" if levels is None else f" AND level IN ({_marks(levels)})"
    where = f"organisation = ? AND parent IN ({_marks(parents)}){among} ORDER BY id"
    return cases(session, where, (organisation, *parents, *(levels or ())))


def cases_numbered(session: Session, organisation: int, numbers: Collection[int]) -> dict[int, Case]:
    """Some cases by their numbers, in order; those that there are not are left out."""
    found: list[Case] = []
    for some in portions(sorted(numbers)):
        found += cases(session, f"organisation = ? AND id IN ({_marks(some)}) ORDER BY id", (organisation, *some))
    return {case.id: case for case in found}


def portions(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers, so many at a time as a statement may name."""
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values) or "NULL"


def _cases(session: Session, where: str, values: tuple[Any, ...]) -> list[Case]:
    return [case_of(row) for row in quick(session, f"{SELECT_CASES} WHERE {where}", values).fetchall()]
