"""What time it is, asked at the edge only: the real time, or the demonstration's day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from workflow.cycle.working_days import SWEDEN, local_day
from workflow.records.database import Database
from workflow.records.model import Heartbeat

Clock = Callable[[], datetime]
"""Tells the moment, with a zone."""
DEMO = "demo"
"""Under which name the demonstration's day is kept, so that it is there after a stop."""


def real() -> datetime:
    """The time it is."""
    return datetime.now(UTC)


class Demonstration:
    """A clock that shows the demonstration's day, which somebody may move, and the wall clock's time of day."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return on(self.day)


def demonstration(database: Database) -> Demonstration:
    """The demonstration's clock, as it stood last."""
    with database.reading() as session:
        kept = session.get(Heartbeat, DEMO)
    return Demonstration(local_day(kept.at if kept else real()))


def keep(database: Database, day: date) -> None:
    """Remember the demonstration's day."""
    with database.writing() as session:
        session.merge(Heartbeat(name=DEMO, at=datetime(day.year, day.month, day.day, 12, tzinfo=SWEDEN), held=""))


def on(day: date) -> datetime:
    """The wall clock's time on another day."""
    time = real().astimezone(SWEDEN).time()
    return datetime.combine(day, time, SWEDEN)
