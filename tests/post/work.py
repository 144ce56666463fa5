"""What the processes do: short functions that are found by name in a new process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event

from flask_mail import Message

from notifications import jobs
from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.smtp import Conversation, FromAddress, SmtpTransport, Transport
from tests.post.clock import Clock
from workflow.cycle.schedule import Schedule
from workflow.records.database import Database, connect

UNLIMITED = 1e6
"""Letters a second, for whoever does not measure the rate."""
SITE, SENDER = Site("https://mal.mariestad.invalid", "s" * 32), FromAddress("Målhjulet", "malhjulet@mariestad.invalid")


def hands(
    database: Database, transport: Transport, clock: Callable[..., object], me: str, rate: float = UNLIMITED
) -> Sender:
    """A worker's hands."""
    return Sender(database, transport, clock, SITE, SENDER, me, rate, Random(me))  # type: ignore[arg-type]


def drain_for_ever(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """Send whatever may be sent, until somebody kills the process; `told` is touched when it begins."""
    sender = hands(connect(url), SmtpTransport(relay), Clock(clock), me)
    told.touch()
    while True:
        deliver(sender)
        time.sleep(0.02)


def drain_once(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """Send whatever may be sent now; the longest that one letter took is told in the file."""
    database, watch = connect(url), Watch(SmtpTransport(relay))
    deliver(hands(database, watch, Clock(clock), me))
    database.dispose()
    told.write_text(str(watch.longest))


def live(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """A worker: the clock and the letters, many times a second instead of every minute; until it is killed."""
    database = connect(url)
    sender = hands(database, SmtpTransport(relay), Clock(clock), me)
    Schedule(jobs(database, Clock(clock), sender, heart=0.3, posts=0.2)).start()
    told.touch()
    Event().wait()


class Watch:
    """A relay that notes how long a letter takes."""

    def __init__(self, relay: SmtpTransport) -> None:
        self.relay, self.longest = relay, 0.0

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line of the relay's."""
        with self.relay.connected() as self.line:
            yield self

    def send(self, message: Message) -> None:
        """Hand it over, with a watch in the hand."""
        since = time.monotonic()
        try:
            self.line.send(message)
        finally:
            self.longest = max(self.longest, time.monotonic() - since)
