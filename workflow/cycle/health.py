"""Signs of life, for whoever watches the house: when the clock last lived, and how long letters have waited."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.cycle.heartbeat import pulse
from workflow.records.base import instant_text
from workflow.records.sql import quick

_OLDEST = "SELECT min(next_at) FROM mail WHERE done_at IS NULL AND next_at <= ?"


class Signs(NamedTuple):
    """Seconds since the clock last lived (None: it never has; below zero: it was ahead of this moment), seconds that the
    oldest letter should have been sent ago (0: none waits), and why letters are held ("" when they are not)."""

    clock: int | None
    outbox: int
    held: str


def signs(session: Session, at: datetime) -> Signs:
    """The signs of life at the moment `at`."""
    last = pulse(session)
    oldest = quick(session, _OLDEST, (instant_text(at),)).fetchone()[0]
    waited = _seconds(at, datetime.fromisoformat(oldest)) if oldest else 0
    return Signs(_seconds(at, last.at) if last else None, waited, last.held if last else "")


def _seconds(at: datetime, since: datetime) -> int:
    return int((at - since).total_seconds())
