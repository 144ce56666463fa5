"""Signs of life, for whoever watches the house: when the clock last lived, and how long letters have waited."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.cycle.heartbeat import LEEWAY, mistrust, pulse
from workflow.cycle.working_days import SWEDEN
from workflow.records.base import instant_text
from workflow.records.sql import quick

# When a letter may be tried next moves with every failure, so it cannot tell how long one has waited. One that goes at once
# has waited since it was made; a morning's since that morning, or, while no relay has failed it, since it was to go.
_WAITING = (
    "SELECT CASE WHEN kind = 'morning' THEN substr(key, 9, 10) ELSE '' END, "
    "CASE WHEN kind = 'morning' AND why = '' THEN min(next_at) ELSE min(at) END FROM mail "
    "WHERE done_at IS NULL AND next_at < '9999' AND (next_at <= ? OR (attempts > 0 AND (kind <> 'morning' OR why <> ''))) "
    "GROUP BY 1, kind = 'morning' AND why = '', kind"
)
MORNING = time(6)
STILL, LATE = timedelta(seconds=180), timedelta(minutes=10)
"""A clock that has not lived for so long stands still; a letter that has waited so long does not leave the house."""


class Signs(NamedTuple):
    """Seconds since the clock last lived (None: it never has; below zero: it was ahead of this moment), seconds that the
    oldest letter has waited, however often it was tried (0: none waits), and why the clock is not trusted, so that letters
    are held ("" when it is)."""

    clock: int | None
    outbox: int
    held: str

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of those that say that something is wrong."""
        still = self.clock is not None and not -LEEWAY.total_seconds() <= self.clock <= STILL.total_seconds()
        bad = {"clock": still, "outbox": self.outbox > LATE.total_seconds(), "held": bool(self.held)}
        return tuple(name for name, is_wrong in bad.items() if is_wrong)


def signs(session: Session, at: datetime) -> Signs:
    """The signs of life at the moment `at`."""
    last = pulse(session)
    waiting = [_since(*row) for row in quick(session, _WAITING, (instant_text(at),)).fetchall()]
    waited = max(0, _seconds(at, min(waiting))) if waiting else 0
    why = mistrust(last, at)
    return Signs(_seconds(at, last.at) if last else None, waited, why.text if why else "")


def _since(day: str, made: str) -> datetime:
    """Since when a letter has waited: from when it was made, or from the morning of the day in its key, if that is later."""
    at = datetime.fromisoformat(made)
    return max(at, datetime.combine(date.fromisoformat(day), MORNING, SWEDEN)) if day else at


def _seconds(at: datetime, since: datetime) -> int:
    return int((at - since).total_seconds())
