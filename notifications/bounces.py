"""A letter that did not arrive becomes a case for the registrar, who sees to the address."""

from datetime import datetime

from sqlalchemy.orm import Session

from notifications.outbox import ClaimedMessage
from workflow.facts.letters import Undelivered
from workflow.governance.model import Level
from workflow.organisation.founding import clock_of
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in


def report_bounce(session: Session, message: ClaimedMessage, at: datetime, answer: str) -> None:
    """Make the case, once for each letter; nothing where the model has no place for it."""
    level = _level(session, message.organisation)
    if level is None:
        return
    said = Undelivered(
        letter=message.number, person=message.recipient.person, unit=message.recipient.unit, answer=answer
    )
    bring_in(
        session,
        ImportedCase(
            level.name,
            level.states[0].name,
            [(said, "")],
            clock_of(session, message.organisation),
            at=at,
            title=level.title.sv,
            source="utkorgen",
            idempotency_key=f"undelivered/{message.number}",
        ),
    )


def _level(session: Session, organisation: int) -> Level | None:
    digest = run(session, "SELECT model FROM organisation WHERE id = ?", (organisation,)).scalar_one()
    return next(iter(model_of(session, organisation, digest).of_kind("letter")), None)
