"""Letting the demonstration's days pass, one by one, as if the clock had run."""

from collections.abc import Callable
from datetime import date, datetime, time

from notifications import deliver_letters, enqueue_letters
from web import clock
from web.demo.build import FIRST
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.cycle.working_days import DAY, SWEDEN
from workflow.records.database import Database
from workflow.settings import Settings

EARLIEST, LATEST = FIRST, date(2028, 12, 31)
MORNING = time(6, 30)


def catch_up(
    database: Database, since: date, day: date, known: Settings,
    tell: Callable[[date], None] = lambda day: None,
) -> int:  # fmt: skip
    """Let the days after `since` pass to `day`: the clock ticks every morning, and the letters go out; how many were
    made. `tell` hears of each day that has come."""
    made = 0
    while since < day:
        since += DAY
        at = datetime.combine(since, MORNING, SWEDEN)
        tell(since)
        tick(database, at)
        made += enqueue_letters(database, at)
        deliver_letters(database, lambda at=at: at, known, shelf=True)  # type: ignore[misc]
        beat(database, at)
        clock.keep(database, since)
    return made
