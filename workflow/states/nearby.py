"""What lies around a goal, in one question: what hangs from it, its body's year, what it cites, its earlier and later
years."""

from sqlalchemy.orm import Session

from workflow.records.case import COLUMNS, Snapshot
from workflow.records.queries.cases import snapshot_of
from workflow.records.queries.years import levels_of
from workflow.records.sql import quick

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
  UNION SELECT k.id FROM own JOIN cases k ON k.organisation = ? AND k.year = own.year + 2 AND k.level IN ({years})
  UNION SELECT l.target FROM under JOIN link l ON l.organisation = ? AND l.source = under.id
  UNION SELECT l.source FROM own JOIN link l ON l.organisation = ? AND l.target = own.id AND l.kind = 'conflicts'
), above(id) AS (
  SELECT id FROM held UNION SELECT k.parent FROM above JOIN cases k ON k.id = above.id WHERE k.parent IS NOT NULL
) SELECT {columns} FROM cases WHERE organisation = ? AND id IN (SELECT id FROM above) ORDER BY id
"""


def nearby(session: Session, organisation: int, goal: int) -> dict[int, Snapshot]:
    """The goal and the cases around it, by number; {} when there is no such goal, whatever its model."""
    kinds = {
        "goals": ("goal",), "indicators": ("indicator",), "years": ("committee_year", "year"),
    }  # fmt: skip
    names = {key: levels_of(session, organisation, *found) for key, found in kinds.items()}
    marks = {key: ", ".join("?" for _ in found) or "NULL" for key, found in names.items()}
    sql = _NEARBY.format(columns=", ".join(COLUMNS), **marks)
    values = (organisation, goal, *names["goals"], organisation, organisation, organisation, *names["indicators"],
              organisation, organisation, *names["years"], organisation, organisation, organisation)  # fmt: skip
    rows = quick(session, sql, values).fetchall()
    return {case.id: case for case in map(snapshot_of, rows)}
