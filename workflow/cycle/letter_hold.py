"""Letting go of the letters that are held, once somebody has looked at the clock."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workflow.cycle.heartbeat import release
from workflow.records.base import instant_text
from workflow.records.sql import run

HELD = "9999"
"""How the moment begins at which a held letter may be sent."""
FAR = timedelta(hours=8)
"""Longer than any letter is lent or put off: what waits longer was lent or put off by a clock that was wrong."""
_GO = (
    "UPDATE mail SET next_at = ?, claim = '' WHERE done_at IS NULL AND (next_at >= ? OR (next_at > ? AND "
    "(kind <> 'morning' OR attempts > 0 OR at > ?)))"
)


def let_go(session: Session, at: datetime) -> int:
    """Let go: the clock is right at `at`, goes on from there, and the letters may be sent; how many there were."""
    release(session, at)
    moment = instant_text(at)
    return int(run(session, _GO, (moment, HELD, instant_text(at + FAR), moment)).rowcount)
