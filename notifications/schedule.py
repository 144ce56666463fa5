"""The one page that lists everything APScheduler does. It only wakes: what happens one time is promised by the database.

| job | when | does |
|---|---|---|
| heartbeat | every 60 seconds, UTC | ticks, makes letters of what happened, says that the clock lives |
| morning | 06:00 in Sweden | the same, puts right what is remembered of dates, throws old drafts and documents away |
| post | every 5 seconds, UTC | makes letters of what people did, and sends what may be sent |
| documents | every 2 seconds, UTC | writes the documents that wait, one at a time, each in a process of its own |

Each process keeps its jobs in memory, every job may run twice without harm, and no exception leaves a job, because
one that did would stop the thread while it still says it runs. Nothing is planned between midnight and three: those
hours are skipped or doubled when the clocks change.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from notifications.drain import Post, drain
from notifications.fill import fill
from workflow.cycle.heartbeat import beat
from workflow.cycle.next_due_check import recompute
from workflow.cycle.tick import tick
from workflow.cycle.working_days import SWEDEN
from workflow.draft_disposal import clear
from workflow.records.database import Database
from workflow.reports import orders
from workflow.reports.working import write_next
from workflow.search import keep_up

WRONG_DATE = "The next date of case %s/%s was wrong."
log = logging.getLogger(__name__)
HEARTBEAT, POST, DOCUMENTS = 60, 5, 2
"""Seconds between two ticks (also the cure for a machine that slept or whose clock was set), between two posts, and between
two looks at what documents wait."""
Clock = Callable[[], datetime]


class Running:
    """The clock of this process, until it is stopped."""

    def __init__(self, scheduler: BackgroundScheduler, stopping: Event) -> None:
        self.scheduler, self.stopping = scheduler, stopping

    def stop(self) -> None:
        """Let what is under way end, and begin nothing more."""
        self.stopping.set()
        self.scheduler.shutdown(wait=True)


def start(
    database: Database, clock: Clock, post: Post | None = None, heart: float = HEARTBEAT, posts: float = POST
) -> Running:  # fmt: skip
    """Start the clock in this process; `clock` tells what time it is (the demonstration has its own). Without a `post`
    letters are made and not sent. `heart` and `posts` are the seconds between two ticks, and two posts."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job that is not over is begun next time
    stopping = Event()
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    scheduler.add_job(heartbeat, every(heart), (database, clock), id="heartbeat")
    scheduler.add_job(morning, at_six(), (database, clock), id="morning")
    scheduler.add_job(write, every(DOCUMENTS), (database, clock, secrets.token_hex(8), stopping), id="documents")
    if post:
        scheduler.add_job(send, every(posts), (post, stopping), id="post")
    scheduler.start()
    return Running(scheduler, stopping)


def every(seconds: float) -> IntervalTrigger:
    """So often, from when it is started."""
    return IntervalTrigger(seconds=seconds, timezone=UTC)


def at_six() -> CronTrigger:
    """Every morning in Sweden."""
    return CronTrigger(hour=6, timezone=SWEDEN)


def survives(job: Callable[..., None]) -> Callable[..., None]:
    """The job, with its faults told instead of raised."""

    @wraps(job)
    def survived(*given: object) -> None:
        try:
            job(*given)
        except Exception:
            log.exception("The job %s failed; it is tried again next time.", job.__name__)

    return survived


@survives
def heartbeat(database: Database, clock: Clock) -> None:
    """Tick, write that the clock is alive, make letters of what happened, and let it be found."""
    at = clock()
    done = tick(database, at)
    beat(database, at)
    for organisation, error in done.failed.items():
        log.error("The tick failed in organisation %s; it is tried again.", organisation, exc_info=error)
    if done.stuck:
        stuck = {case: [str(reason) for reason in why] for case, why in done.stuck.items()}
        log.warning("The clock could not do everything: %s", stuck)
    fill(database, at)
    keep_up(database)


@survives
def morning(database: Database, clock: Clock) -> None:
    """The day begins: the clock ticks, what is then remembered of dates is put right; old drafts and documents go."""
    heartbeat(database, clock)
    for case in recompute(database, clock()):
        log.error(WRONG_DATE, case.organisation, case.id)
    clear(database, clock())
    orders.clear(database, clock())


@survives
def send(post: Post, stopping: Event) -> None:
    """Make letters of what people did and let it be found; send what may be sent, as fast as the relay may be given it."""
    fill(post.database, post.clock())
    keep_up(post.database)
    drain(post, pause=lambda seconds: not stopping.wait(seconds), stopped=stopping.is_set)


@survives
def write(database: Database, clock: Clock, me: str, stopping: Event) -> None:
    """Write the documents that wait, until none does."""
    while not stopping.is_set() and write_next(database, clock, me, stopping.is_set):
        pass
