"""The relay's rate, kept in the database by all who send: so many letters a second, and no more in a rush than a second's."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.records.sql import driver, run

NAME = "relay"
RUSH = 1.0
"""Seconds' worth of letters that may go at once."""

APART = 60.0
"""Seconds by which the clocks of two machines may differ: whoever is behind waits; a clock further behind was set back."""


def room(session: Session, at: datetime, rate: float) -> int:
    """How many letters the relay may be given at the moment `at`; nobody else may give it any until the transaction ends."""
    return int((at.timestamp() - _since(session, at, rate)) * rate + 1e-6)


def give(session: Session, at: datetime, rate: float, letters: int) -> None:
    """Count letters that the relay is given."""
    since = _since(session, at, rate) + letters / rate
    run(session, "UPDATE relay SET free_at = ? WHERE name = ?", (since, NAME))


def _since(session: Session, at: datetime, rate: float) -> float:
    """Since when room has been growing: at most a rush ago, at least one letter's time."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    free_at = run(session, f"SELECT free_at FROM relay WHERE name = ?{end}", (NAME,)).scalar_one_or_none()
    if free_at is None:
        run(session, "INSERT INTO relay (name, free_at) VALUES (?, 0) ON CONFLICT (name) DO NOTHING", (NAME,))
        return _since(session, at, rate)
    now, rush = at.timestamp(), max(RUSH, 1 / rate)
    if float(free_at) > now + APART:
        return now - 1 / rate  # the clock has been set back: begin anew, with one letter
    return min(now, max(float(free_at), now - rush))
