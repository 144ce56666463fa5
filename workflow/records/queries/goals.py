"""Questions about goals: those of a year with what hangs from them, the same goals in other years, what lies around one."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.case import COLUMNS, Case
from workflow.records.queries.cases import case_of, cases
from workflow.records.sql import answers, quick, run

FILE = "import/"
"""Begins the key under which something of a municipality file was brought in."""
_OTHER_YEARS = """
WITH RECURSIVE line(id) AS (
  SELECT id FROM cases WHERE organisation = ? AND year = ? AND level IN ({goals}){unit}
  UNION SELECT CASE WHEN l.source = line.id THEN l.target ELSE l.source END FROM line JOIN link l
  ON l.organisation = ? AND l.kind IN ('continues', 'replaces') AND (l.source = line.id OR l.target = line.id)
), held(id) AS (
  SELECT id FROM line
  UNION SELECT k.id FROM line JOIN cases k ON k.organisation = ? AND k.parent = line.id AND k.level IN ({indicators})
) SELECT {columns} FROM cases WHERE organisation = ? AND id IN (SELECT id FROM held) AND year <> ? ORDER BY id
"""
_NEARBY = """
WITH RECURSIVE own AS (
  SELECT id, year, unit FROM cases WHERE organisation = ? AND id = ? AND level IN ({goals})
), line(id) AS (
  SELECT id FROM own UNION
  SELECT CASE WHEN l.source = line.id THEN l.target ELSE l.source END FROM line JOIN link l
  ON l.organisation = ? AND l.kind IN ('continues', 'replaces') AND (l.source = line.id OR l.target = line.id)
), under(id) AS (
  SELECT id FROM own UNION SELECT k.id FROM own JOIN cases k ON k.organisation = ? AND k.parent = own.id
), held(id) AS (
  SELECT id FROM under UNION SELECT id FROM line
  UNION SELECT k.id FROM line JOIN cases k ON k.organisation = ? AND k.parent = line.id AND k.level IN ({indicators})
  UNION SELECT k.id FROM own JOIN cases k ON k.organisation = ? AND k.year = own.year AND k.unit = own.unit
  AND k.level IN ({reports})
  UNION SELECT k.id FROM own JOIN cases k ON k.organisation = ? AND k.year = own.year + 2 AND k.level IN ({years})
  UNION SELECT l.target FROM under JOIN link l ON l.organisation = ? AND l.source = under.id
  UNION SELECT e.decision FROM under JOIN event e ON e.organisation = ? AND e."case" = under.id AND e.decision IS NOT NULL
  UNION SELECT l.source FROM own JOIN link l ON l.organisation = ? AND l.target = own.id AND l.kind = 'conflicts'
), above(id) AS (
  SELECT id FROM held UNION SELECT k.parent FROM above JOIN cases k ON k.id = above.id WHERE k.parent IS NOT NULL
) SELECT {columns} FROM cases WHERE organisation = ? AND id IN (SELECT id FROM above) ORDER BY id
"""


class YearCount(NamedTuple):
    """How many cases of a level stand in a state in a goal year, under a model."""

    year: int
    model: str
    level: str
    state: str
    secrecy: str
    cases: int


class UnitCount(NamedTuple):
    """How many cases of a level a body has in a state, under a model, open or secret in some way."""

    unit: int
    model: str
    level: str
    state: str
    secrecy: str
    cases: int


def cases_of_year(
    session: Session, organisation: int, year: int, levels: Collection[str] = (), unit: int = 0
) -> list[Case]:
    """The cases of a goal year, parents before what hangs from them: of some levels, and of one body with what hangs
    from its cases, when those are given."""
    where, values = ["organisation = ? AND year = ?"], [organisation, year]
    given: list[object] = [*values]
    if levels:
        where.append(f"level IN ({_marks(levels)})")
        given += levels
    if unit:
        where.append("(unit = ? OR parent IN (SELECT id FROM cases WHERE organisation = ? AND year = ? AND unit = ?))")
        given += (unit, organisation, year, unit)
    return cases(session, f"{' AND '.join(where)} ORDER BY id", given)


def goals_of_years(
    session: Session, organisation: int, years: Collection[int], levels: Collection[str], unit: int = 0
) -> list[Case]:
    """The goals of some years, which are cases of the levels given, by unit; those of one unit when it is given."""
    of_unit, units = (" AND unit = ?", (unit,)) if unit else ("", ())
    where = f"organisation = ? AND year IN ({_marks(years)}) AND level IN ({_marks(levels)}){of_unit} ORDER BY unit, id"
    return cases(session, where, (organisation, *years, *levels, *units))


def lasting_cases(session: Session, organisation: int, levels: Collection[str]) -> list[Case]:
    """The cases of some levels that belong to no goal year: visions, directions, assignments."""
    if not levels:
        return []
    where = f"organisation = ? AND year IS NULL AND level IN ({_marks(levels)}) ORDER BY id"
    return cases(session, where, (organisation, *levels))


def other_years(
    session: Session, organisation: int, year: int, goals: Sequence[str], indicators: Sequence[str], unit: int = 0
) -> list[Case]:
    """The goals of a year, of one body when it is given, in the other years, however far, and their indicators; the levels
    of both are given."""
    of_unit, units = (" AND unit = ?", (unit,)) if unit else ("", ())
    sql = _OTHER_YEARS.format(
        goals=_marks(goals), indicators=_marks(indicators), columns=", ".join(COLUMNS), unit=of_unit
    )
    values = (organisation, year, *goals, *units, organisation, organisation, *indicators, organisation, year)
    return [case_of(row) for row in quick(session, sql, values).fetchall()]


def nearby(
    session: Session, organisation: int, goal: int, *,
    goals: Sequence[str], indicators: Sequence[str], reports: Sequence[str], years: Sequence[str],
) -> dict[int, Case]:  # fmt: skip
    """The goal and the cases around it, by number: what hangs from it, its body's reports, what it cites, its other years
    and the years that it was offered to; {} when the number is of no goal. The levels of each kind are given."""
    sql = _NEARBY.format(
        columns=", ".join(COLUMNS), goals=_marks(goals), indicators=_marks(indicators), reports=_marks(reports),
        years=_marks(years),
    )  # fmt: skip
    home = organisation
    values = (home, goal, *goals, home, home, home, *indicators, home, *reports, home, *years, home, home, home, home)
    return {case.id: case for case in map(case_of, quick(session, sql, values).fetchall())}


def counts_by_year(session: Session, organisation: int, levels: Collection[str]) -> list[YearCount]:
    """How many cases of some levels stand where, in every goal year: what lists of years are made from."""
    sql = (
        "SELECT year, model, level, state, secrecy, count(*) FROM cases WHERE organisation = ? AND year IS NOT NULL "
        f"AND level IN ({_marks(levels)}) GROUP BY year, model, level, state, secrecy ORDER BY year"
    )
    return [YearCount(*row) for row in answers(session, sql, (organisation, *levels))]


def counts_by_unit(session: Session, organisation: int, year: int, levels: Collection[str]) -> list[UnitCount]:
    """How many of a year's cases of some levels stand where, unit by unit."""
    sql = (
        "SELECT unit, model, level, state, secrecy, count(*) FROM cases WHERE organisation = ? AND year = ? "
        f"AND level IN ({_marks(levels)}) GROUP BY unit, model, level, state, secrecy ORDER BY unit, state"
    )
    return [UnitCount(*row) for row in answers(session, sql, (organisation, year, *levels))]


def decisions_brought_in(session: Session, organisation: int, years: Collection[int]) -> set[int]:
    """The §§ of the files from which some goal years (their cases) were brought in, cited or not."""
    sql = f'SELECT once FROM event WHERE organisation = ? AND "case" IN ({_marks(years)}) AND once LIKE ?'
    keys = run(session, sql, (organisation, *years, f"{FILE}%")).scalars()
    found: set[int] = set()
    for digest in sorted({str(key).split("/")[1] for key in keys}):
        sql = 'SELECT "case" FROM event WHERE organisation = ? AND once LIKE ? AND "case" IS NOT NULL'
        found |= set(run(session, sql, (organisation, f"{FILE}{digest}/decisions[%")).scalars())
    return found


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values) or "NULL"
