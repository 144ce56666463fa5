"""Letting go of the letters that are held, once somebody has looked at the clock."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.records.base import instant_text
from workflow.records.sql import run
from workflow.running.heartbeat import release

HELD = "9999"
"""How the moment begins at which a held letter may be sent."""


def let_go(session: Session, at: datetime) -> int:
    """Release the hold: the clock is right at `at`, and the letters may be sent; how many there were."""
    release(session, at)
    moment = instant_text(at)
    sql = "UPDATE mail SET next_at = ? WHERE done_at IS NULL AND next_at >= ?"
    return int(run(session, sql, (moment, HELD)).rowcount)
