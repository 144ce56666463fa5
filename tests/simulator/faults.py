"""What goes wrong: processes that die, a database that is busy, a relay that answers as relays do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_mail import Message
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from notifications.smtp import Conversation, LetterRefused, RelayDown, TryLater
from workflow.records.database import Database

if TYPE_CHECKING:
    from tests.simulator.world import World

ID = re.compile(rb"^Message-ID:\s*<([^>]+)>", re.I | re.M)
DELIVERING = {
    "ambiguous": 0.03, "refused": 0.012, "later": 0.05, "stalls": 0.02, "freezes": 0.012, "dies before": 0.01,
    "dies after": 0.012, "meanwhile": 0.12,
}  # fmt: skip
"""How often what befalls a letter while it is handed over."""
WRITING = {"busy": 0.002, "dies before": 0.001, "dies uncommitted": 0.002, "dies after": 0.002}
"""How often what befalls a transaction."""


class Crash(BaseException):
    """The process is gone."""


class Busy(OperationalError):
    """The database would not have us now."""

    def __init__(self) -> None:
        super().__init__("BEGIN", {}, Exception("database is locked"))


@dataclass(frozen=True)
class Shaky(Database):
    """The database, in which a process may die before, in or after a transaction."""

    world: "World"

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, unless something happens."""
        fate = self.world.fate(WRITING)
        if fate:
            self.world.hit_by_commit(fate)
        if fate == "busy":
            raise Busy
        if fate == "dies before":
            raise Crash
        with super().writing() as session:
            yield session
            if fate == "dies uncommitted":
                raise Crash
        if fate == "dies after":
            raise Crash


class Relay:
    """The relay as one worker reaches it."""

    def __init__(self, world: "World", worker: str) -> None:
        self.world, self.worker = world, worker

    @contextmanager
    def connected(self) -> Iterator[Conversation]:
        """A line."""
        yield self

    def send(self, message: Message) -> None:
        """Take a letter, or not."""
        world, found, recipient = self.world, ID.search(message.as_bytes()), str(message.recipients[0])
        letter = found.group(1).decode() if found else ""
        if world.now < world.relay_down:
            raise RelayDown("Nobody answers.")
        world.watch.begins(self.worker, recipient, letter)
        world.under_way[self.worker] = letter, world.now
        fate = world.fate(DELIVERING)
        if fate == "later":
            world.watch.put_off(self.worker, letter)
        if fate in ("later", "refused", "dies before"):
            raise {"later": TryLater("451 later"), "refused": LetterRefused("550 nobody"), "dies before": Crash()}[fate]
        late = fate in ("freezes", "meanwhile") and world.chance.random() < 0.5
        if not late:
            self._accept(letter, recipient)
        if fate == "stalls":
            world.stall(timedelta(minutes=world.chance.uniform(1, 12)))
        elif fate in ("freezes", "meanwhile"):
            if fate == "freezes":
                world.stall(timedelta(minutes=world.chance.uniform(31, 400)))
            world.meanwhile(self.worker)
        if late:
            self._accept(letter, recipient)
        if fate in ("ambiguous", "dies after"):
            world.hit(letter)
            raise TryLater("The line broke.") if fate == "ambiguous" else Crash()

    def _accept(self, letter: str, recipient: str) -> None:
        self.world.watch.accepted(self.worker, recipient, letter)
        self.world.handed[self.worker] = letter
