"""Questions about goals under review."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.records.sql import run

_AROUND = (
    "SELECT 'unit' AS sort, u.id AS id, u.name AS name, '' AS more, '' AS state, '' AS facts, '' AS secrecy FROM unit u "
    "WHERE u.organisation = ? AND u.id IN (?, ?) "
    "UNION ALL SELECT 'seat', p.id, p.name, s.role, '', '', '' FROM seat s JOIN person p ON p.id = s.person "
    "WHERE s.organisation = ? AND s.role IN ({roles}) AND s.since <= ? AND s.until >= ? "
    "UNION ALL SELECT 'case', k.id, k.title, k.level, k.state, CAST(k.facts AS TEXT), k.secrecy FROM cases k "
    "WHERE k.organisation = ? AND (k.parent = ? OR k.id IN ("
    "SELECT l.target FROM link l WHERE l.organisation = ? AND l.source = ? AND l.kind = 'conflicts' UNION "
    "SELECT l.source FROM link l WHERE l.organisation = ? AND l.target = ? AND l.kind = 'conflicts')) "
    "ORDER BY 1, 2"
)
_SAID = (
    'SELECT e."case", COUNT(*) FROM event e WHERE e.organisation = ? AND e.fact = ? AND e."case" IN ({}) '
    'AND NOT EXISTS (SELECT 1 FROM event x WHERE x.organisation = e.organisation AND x.unsays = e.seq) GROUP BY e."case"'
)


class AroundGoal(NamedTuple):
    """What lies around a goal: a "unit"; a "seat" with its person and role (`more`); a "case" that hangs from it or pulls
    against it, with its level (`more`), state, short facts and secrecy."""

    sort: str
    id: int
    name: str
    more: str
    state: str
    facts: dict[str, Any]
    secrecy: str


def around_goal(
    session: Session, organisation: int, goal: int, units: tuple[int, int], roles: Collection[str], day: date
) -> list[AroundGoal]:
    """Its units by name, those who hold one of the roles on the day, what hangs from it, what it pulls against. One
    statement, because there are others to ask."""
    sql = _AROUND.format(roles=", ".join("?" for _ in roles))
    on, own = day.isoformat(), (organisation, goal)
    rows = run(session, sql, (organisation, *units, organisation, *roles, on, on, *own, *own, *own))
    return [AroundGoal._make((*row[:5], from_json(row[5]) if row[5] else {}, row[6])) for row in rows]


def times_said(session: Session, organisation: int, kind: str, cases: Collection[int]) -> dict[int, int]:
    """Case → how many times a sort of fact was said of it and not taken back; none for those of which it never was."""
    if not cases:
        return {}
    sql = _SAID.format(", ".join("?" for _ in cases))
    return {row[0]: row[1] for row in run(session, sql, (organisation, kind, *cases))}
