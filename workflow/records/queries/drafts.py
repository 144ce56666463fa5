"""Questions about what somebody has begun to write."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.records.sql import quick

_DRAFT = "SELECT body, at FROM draft WHERE organisation = ? AND person = ? AND place = ?"


def draft_at(
    session: Session, organisation: int, person: int, place: str
) -> tuple[list[tuple[str, str]], datetime] | None:
    """The fields of a person's draft at an address, in order, and when it was kept; None when there is none."""
    row = quick(session, _DRAFT, (organisation, person, place)).fetchone()
    if row is None:
        return None
    return [(str(name), str(value)) for name, value in json.loads(row[0])], datetime.fromisoformat(row[1])
