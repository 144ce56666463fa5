"""Drafts that nobody has come back to are thrown away."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from workflow.records.database import Database
from workflow.records.drafts import Draft

KEPT = timedelta(days=90)
"""So long a draft waits for its writer."""


def clear(database: Database, at: datetime) -> int:
    """Throw away the drafts that are too old; how many there were."""
    with database.writing() as session:
        gone = session.execute(delete(Draft).where(Draft.at < at - KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]
