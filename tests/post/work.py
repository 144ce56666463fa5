"""What the processes do: short functions that are found by name in a new process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event

from notifications.desk import Site
from notifications.drain import Post, drain
from notifications.envelope import Sender
from notifications.mailer import Mailer, Relay, Wire
from notifications.schedule import start
from tests.post.clock import Clock
from workflow.records.database import Database, connect

UNLIMITED = 1e6
"""Letters a second, for whoever does not measure the rate."""
SITE, SENDER = Site("https://mal.mariestad.invalid", "s" * 32), Sender("Målhjulet", "malhjulet@mariestad.invalid")


def hands(database: Database, mailer: Mailer, clock: Callable[..., object], me: str, rate: float = UNLIMITED) -> Post:
    """A worker's hands."""
    return Post(database, mailer, clock, SITE, SENDER, me, rate, Random(me))  # type: ignore[arg-type]


def drain_for_ever(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """Send whatever may be sent, until somebody kills the process; `told` is touched when it begins."""
    post = hands(connect(url), Relay(relay), Clock(clock), me)
    told.touch()
    while True:
        drain(post)
        time.sleep(0.02)


def drain_once(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """Send whatever may be sent now; the longest that one letter took is told in the file."""
    database, watch = connect(url), Watch(Relay(relay))
    drain(hands(database, watch, Clock(clock), me))
    database.dispose()
    told.write_text(str(watch.longest))


def live(url: str, relay: str, clock: Path, me: str, told: Path) -> None:
    """A worker: the clock and the letters, many times a second instead of every minute; until it is killed."""
    database = connect(url)
    start(database, Clock(clock), hands(database, Relay(relay), Clock(clock), me), heart=0.3, posts=0.2)
    told.touch()
    Event().wait()


class Watch:
    """A relay that notes how long a letter takes."""

    def __init__(self, relay: Relay) -> None:
        self.relay, self.longest = relay, 0.0

    @contextmanager
    def connected(self) -> Iterator[Wire]:
        """A line of the relay's."""
        with self.relay.connected() as self.line:
            yield self

    def deliver(self, sender: str, recipient: str, source: bytes) -> None:
        """Hand it over, with a watch in the hand."""
        since = time.monotonic()
        try:
            self.line.deliver(sender, recipient, source)
        finally:
            self.longest = max(self.longest, time.monotonic() - since)
