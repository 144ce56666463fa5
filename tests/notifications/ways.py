"""A town whose letters are really made and handed over: days go by, and what was sent can be asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask_mail import Message

from notifications.compose import Site
from notifications.deliver import Sender, deliver
from notifications.enqueue import enqueue
from notifications.smtp import Conversation, FromAddress
from tests.people import Town, moment
from workflow.cycle.heartbeat import beat
from workflow.cycle.letter_hold import let_go
from workflow.cycle.tick import tick
from workflow.records.sql import run

_SENT = (
    "SELECT m.done_at, m.address, l.rung FROM mail m JOIN mail_line l ON l.organisation = m.organisation AND l.mail = m.number "
    "WHERE m.outcome = 'sent' AND m.organisation = ? AND l.\"case\" = ? AND l.duty = ? ORDER BY m.done_at, m.address, l.event"
)
Told = tuple[str, str, str]
"""The day, who was told, and which rung."""


@dataclass
class Relay:
    """Takes every letter, and remembers to whom and what."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line."""
        yield self

    def send(self, message: Message) -> None:
        """Take a letter."""
        self.taken.append((str(message.recipients[0]), message.as_bytes()))


@dataclass
class House:
    """The town with a clock and a worker of its own."""

    town: Town
    relay: Relay = field(default_factory=Relay)

    def turn(self, at: datetime) -> None:
        """The clock ticks at the moment, and the worker sends what may be sent."""
        done = tick(self.town.database, at)
        assert not done.failed, done.failed
        enqueue(self.town.database, at)
        beat(self.town.database, at)
        self.send(at)

    def send(self, at: datetime, most: int | None = None) -> None:
        """The worker sends what may be sent, or the `most` urgent."""
        site, mail_from = Site("https://mal.invalid", "a secret"), FromAddress("Målhjulet", "mal@mariestad.invalid")
        deliver(Sender(self.town.database, self.relay, lambda: at, site, mail_from, "worker", 1e6), most)

    def release(self, at: datetime) -> None:
        """Somebody has looked at the clock, and lets the letters go."""
        with self.town.database.writing() as session:
            let_go(session, at)

    def settle(self) -> None:
        """Whatever the story's beginning has left is sent, and forgotten."""
        enqueue(self.town.database, self.town.now)
        self.release(self.town.now)
        self.send(self.town.now)
        self.relay.taken.clear()

    def days(self, first: date, last: date) -> None:
        """Days go by: the clock ticks early in the morning, and letters go out at eight."""
        day = first
        while day <= last:
            self.town.today = day
            self.turn(moment(day, 2))
            self.send(moment(day, 6))
            day += timedelta(days=1)

    def told(self, case: int, duty: str, since: date) -> list[Told]:
        """Who was told of a duty in letters that were sent since a day, when, and which rung: of several in a letter, the
        last."""
        with self.town.database.reading() as session:
            rows = run(session, _SENT, (self.town.clock.organisation, case, duty)).all()
        last = {(done_at[:10], address.partition("@")[0]): rung for done_at, address, rung in rows}
        return [(day, name, rung) for (day, name), rung in last.items() if day >= since.isoformat()]

    def letters(self) -> list[str]:
        """To whom the relay was given letters, in order."""
        return [recipient.partition("@")[0] for recipient, _ in self.relay.taken]
