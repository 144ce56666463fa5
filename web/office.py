"""What the web and its command ask of the letters; whoever starts the process says who answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from workflow.records.database import Database
from workflow.settings import Settings

Clock = Callable[[], datetime]


class Running(Protocol):
    """The clock and the letters of this process."""

    def stop(self) -> None:
        """Let what is under way end, and begin nothing more."""


class Drained(Protocol):
    """What became of the letters that were to be sent: how many of each."""

    sent: int
    bounced: int
    expired: int
    done: int
    superseded: int
    given_up: int
    later: int


class Office(Protocol):
    """Who makes letters and sends them. `shelf`: nothing leaves the house, letters are read where they lie."""

    def start(self, database: Database, clock: Clock, settings: Settings, shelf: bool = False) -> Running:
        """Start the clock and the letters in this process."""

    def work(self, database: Database, clock: Clock, settings: Settings) -> None:
        """The same, until this process is told to stop."""

    def fill(self, database: Database, at: datetime, organisation: int | None = None) -> int:
        """Make the letters of what has happened; how many."""

    def drain(
        self, database: Database, clock: Clock, settings: Settings, limit: int | None = None, shelf: bool = False
    ) -> Drained:  # fmt: skip
        """Send what may be sent."""
