"""The one page that lists everything APScheduler does. It only wakes: what happens one time is promised by the database.

Each process keeps its jobs in memory, every job may run twice without harm, and no exception leaves a job, because
one that did would stop the thread while it still says it runs.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from workflow.records.database import Database
from workflow.running.heartbeat import beat
from workflow.running.tick import tick

log = logging.getLogger(__name__)
HEARTBEAT = 60
"""Seconds between two ticks: also the cure for a machine that slept or whose clock was set."""


def start(database: Database, clock: Callable[[], datetime]) -> BackgroundScheduler:
    """Start the clock in this process; `clock` tells what time it is (the demonstration has its own)."""
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    scheduler.add_job(heartbeat, IntervalTrigger(seconds=HEARTBEAT, timezone=UTC), (database, clock), id="heartbeat")
    scheduler.start()
    return scheduler


def heartbeat(database: Database, clock: Callable[[], datetime]) -> None:
    """Tick, and write that the clock is alive."""
    try:
        at = clock()
        done = tick(database, at)
        beat(database, at)
    except Exception:
        log.exception("The tick failed; it is tried again in %s seconds.", HEARTBEAT)
        return
    for organisation, error in done.failed.items():
        log.error("The tick failed in organisation %s; it is tried again.", organisation, exc_info=error)
    if done.stuck:
        log.warning(
            "The clock could not do everything: %s", {case: [str(w) for w in why] for case, why in done.stuck.items()}
        )
