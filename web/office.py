"""What the web and its command ask of the letters; whoever starts the process says who answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from workflow.records.database import Database
from workflow.records.token import Token
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


class Shown(Protocol):
    """A letter as somebody looks at it: to whom ("p7": a person, "u3": the mailbox of a unit; and the address), its
    headers and its parts, "" for one that it does not have."""

    @property
    def reader(self) -> str:
        """Who reads it."""

    @property
    def to(self) -> str:
        """Where it goes."""

    @property
    def subject(self) -> str:
        """What it is about."""

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Its headers, in order."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def html(self) -> str:
        """Its words as a page."""

    @property
    def calendar(self) -> str:
        """Its calendar part."""


class Office(Protocol):
    """Who makes letters and sends them. `shelf`: nothing leaves the house, letters are read where they lie."""

    def start(self, database: Database, clock: Clock, settings: Settings, shelf: bool = False) -> Running:
        """Start the clock and the letters in this process."""

    def work(self, database: Database, clock: Clock, settings: Settings) -> None:
        """The same, until this process is told to stop."""

    def sign_in(self, session: Session, token: Token) -> None:
        """Put the letter of a sign-in that was asked for into the outbox."""

    def fill(self, database: Database, at: datetime, organisation: int | None = None) -> int:
        """Make the letters of what has happened; how many."""

    def drain(
        self, database: Database, clock: Clock, settings: Settings, limit: int | None = None, shelf: bool = False
    ) -> Drained:  # fmt: skip
        """Send what may be sent."""

    def preview(
        self, session: Session, settings: Settings, organisation: int, asked: Sequence[tuple[int, str]], at: datetime
    ) -> Sequence[Shown]:  # fmt: skip
        """The letters that asking for these duties would make: (case, duty) each."""

    def letter(
        self, session: Session, settings: Settings, organisation: int, number: int, at: datetime
    ) -> Shown | None:  # fmt: skip
        """A letter in the outbox: as it was sent, else as it would be now; None when it would say nothing."""

    def send_again(self, session: Session, organisation: int, number: int, at: datetime, who: int) -> int | None:
        """Post a letter once more, asked for by a person; its new number, None when it cannot be."""
