"""Writing what has been ordered: one order at a time, each in a process of its own."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event
from time import monotonic

from workflow.cycle.schedule import Job, at_six, every
from workflow.records.database import Database
from workflow.records.document import Order
from workflow.reports.apart import LIMIT, Failed, Killed, Stopped, Watch, written
from workflow.reports.orders import ask_of, clear, fail, finish, give_back, lost, progress, take, waiting

EVERY = 2.0
"""Seconds between two looks at what documents wait."""
RENEW = 10.0
"""Seconds after which a loan is renewed, also when nothing has come further."""
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def jobs(database: Database, clock: Clock, me: str) -> tuple[Job, ...]:
    """The jobs of the documents, for whoever starts the process: those that wait are written, one at a time, each in a process
    of its own; every morning old ones are thrown away. `me` is this worker's name."""

    def write(stopping: Event) -> None:
        while not stopping.is_set() and write_next(database, clock, me, stopping.is_set):
            pass

    return (
        Job("documents", every(EVERY), write),
        Job("old documents", at_six(), lambda stopping: clear(database, clock())),
    )


def write_next(
    database: Database, clock: Clock, me: str, stopped: Callable[[], bool] = lambda: False, limit: float = LIMIT
) -> bool:  # fmt: skip
    """Write the order that has waited longest, in at most `limit` seconds; False when none waits. When it is `stopped` the
    order is given back."""
    at = clock()
    with database.glancing() as session:
        if not waiting(session, at):
            return False
    with database.writing() as session:
        order = take(session, at, me)
    if order is None:
        return False
    _write(database, clock, me, order, stopped, limit)
    return True


def _write(
    database: Database, clock: Clock, me: str, order: Order, stopped: Callable[[], bool], limit: float
) -> None:  # fmt: skip
    what, since = f"Document {order.id} ({order.name}.{order.form})", monotonic()
    watch = _watch(database, clock, me, order.id, stopped)
    try:
        content = written(database.writer.url, order.name, order.form, ask_of(order), watch, limit)
    except Failed as failed:
        log.warning("%s is not written: %s", what, failed.why)
        with database.writing() as session:
            fail(session, order.id, me, clock(), failed.why)
    except Killed:
        log.error("%s: its process was ended from outside, at try %s.", what, order.tries)
        with database.writing() as session:
            lost(session, order.id, me, clock())
    except Stopped:
        log.info("%s is given back.", what)
        with database.writing() as session:
            give_back(session, order.id, me)
    else:
        log.info("%s is written: %s bytes in %.1f seconds.", what, len(content), monotonic() - since)
        with database.writing() as session:
            finish(session, order.id, me, clock(), content)


def _watch(database: Database, clock: Clock, me: str, order: int, stopped: Callable[[], bool]) -> Watch:
    """Writes down how far it has come, and keeps the loan; goes on until it is stopped, or the order is another's."""
    told, since = (0, 0), monotonic()

    def watch(done: int, parts: int) -> bool:
        nonlocal told, since
        if stopped():
            return False
        if (done, parts) == told and monotonic() - since < RENEW:
            return True
        told, since = (done, parts), monotonic()
        with database.writing() as session:
            return progress(session, order, me, clock(), done, parts)

    return watch
