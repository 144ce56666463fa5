"""Questions about decisions: at which meetings they were taken."""

from collections.abc import Iterable
from datetime import date

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.records.sql import answers

MEETINGS = (
    "SELECT k.id, m.facts FROM cases k JOIN cases m ON m.id = k.parent AND m.organisation = k.organisation "
    "WHERE k.organisation = ? AND k.id IN ({})"
)


def days_met(session: Session, organisation: int, decisions: Iterable[int]) -> dict[int, date]:
    """§ → the day of its meeting."""
    wanted = sorted(set(decisions))
    if not wanted:
        return {}
    found = {}
    for decision, facts in answers(session, MEETINGS.format(", ".join("?" for _ in wanted)), (organisation, *wanted)):
        said = from_json(facts) if isinstance(facts, str) else facts
        if on := said.get("gathering", {}).get("on"):
            found[decision] = date.fromisoformat(on)
    return found
