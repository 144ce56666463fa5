"""The schedule: the only file that knows APScheduler. It is given a table of jobs, and only wakes them: what happens one time is
promised by the database.

Each process keeps its jobs in memory, every job may run twice without harm, and no exception leaves a job, because one that
did would stop the thread while it still says it runs.
"""

import logging
import signal
from collections.abc import Callable, Iterable
from datetime import UTC
from threading import Event
from typing import NamedTuple

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from workflow.cycle.working_days import SWEDEN

log = logging.getLogger(__name__)


class Job(NamedTuple):
    """A row of the table: what it is called, when it is woken, and what it does. It is given the event that is set when the
    process is told to stop; what takes long looks at it."""

    name: str
    when: BaseTrigger
    run: Callable[[Event], object]


class Schedule:
    """The jobs of this process, until they are stopped."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job that is not over is begun next time
        self.stopping = Event()
        self.scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        for job in jobs:
            self.scheduler.add_job(self._survive, job.when, (job,), id=job.name)

    def start(self) -> "Schedule":
        """Begin to wake the jobs, in threads of this process."""
        self.scheduler.start()
        return self

    def stop(self) -> None:
        """Let what is under way end, and begin nothing more."""
        self.stopping.set()
        self.scheduler.shutdown(wait=True)

    def _survive(self, job: Job) -> None:
        survive(job, self.stopping)


def survive(job: Job, stopping: Event) -> None:
    """Do the job, with its faults told instead of raised."""
    try:
        job.run(stopping)
    except Exception:
        log.exception("The job %s failed; it is tried again next time.", job.name)


def until_told_to_stop(jobs: Iterable[Job]) -> None:
    """Wake the jobs until this process is told to stop (SIGTERM, SIGINT)."""
    stopped = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stopped.set())
    running = Schedule(jobs).start()
    stopped.wait()
    running.stop()


def every(seconds: float) -> IntervalTrigger:
    """So often, from when it is started."""
    return IntervalTrigger(seconds=seconds, timezone=UTC)


def at_six() -> CronTrigger:
    """Every morning in Sweden. Nothing is planned between midnight and three: those hours are skipped or doubled when the
    clocks change."""
    return CronTrigger(hour=6, timezone=SWEDEN)
