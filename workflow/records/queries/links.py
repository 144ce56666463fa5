"""Questions about what cases point at."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.sql import run


class CaseLink(NamedTuple):
    """One case points at another; `kind` says how."""

    kind: str
    source: int
    target: int


def links_of(session: Session, organisation: int, case: int) -> list[CaseLink]:
    """What the case points at, and what points at it."""
    sql = (
        "SELECT kind, source, target FROM link WHERE organisation = ? AND (source = ? OR target = ?) "
        "ORDER BY kind, source, target"
    )
    return [CaseLink._make(row) for row in run(session, sql, (organisation, case, case))]
