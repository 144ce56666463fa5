"""The office that starts what the settings say: who sends, through which relay; for the command and for the web."""

import logging
import re
import secrets
import signal
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from threading import Event

from sqlalchemy.orm import Session

from notifications.again import send_again
from notifications.desk import Site
from notifications.drain import Clock, Drained, Post, drain
from notifications.envelope import Sender
from notifications.fill import fill
from notifications.hearing import Reader
from notifications.mailer import Mailer, Relay
from notifications.outbox import SIGN_IN, Letter, post_one
from notifications.schedule import Running, start
from notifications.shelf import Shelf
from notifications.shown import Shown, letter, preview
from workflow.records.database import Database
from workflow.records.token import Token
from workflow.settings import Settings
from workflow.words import Wrong, sentence

UNLIMITED = 1e6
"""Letters a second on a shelf."""
ADDRESS = re.compile(r"[!-;=?-~]+@[A-Za-z0-9.-]+")
"""What can be the address that letters are from: plain signs, and a domain."""
NOBODY = "Målhjulet <malhjulet@localhost>"
"""Whom letters are from where they are only read in the outbox."""


def hands(database: Database, clock: Clock, settings: Settings, shelf: bool = False) -> Post:
    """Who sends, as the settings say; with `shelf` nothing leaves the house. Raises Wrong when they do not say."""
    name, address = parseaddr(settings.mail_from or (NOBODY if shelf else ""))
    if not ADDRESS.fullmatch(address):
        raise Wrong(sentence("MALHJULET_MAIL_FROM must say whom letters are from, for example malhjulet@kommunen.se."))
    mailer: Mailer = Shelf() if shelf else Relay(settings.smtp_url)
    site = site_of(settings)
    rate = UNLIMITED if shelf else settings.mail_rate
    return Post(database, mailer, clock, site, Sender(name, address), secrets.token_hex(8), rate)


def site_of(settings: Settings) -> Site:
    """Where the web is, and what its links are made with."""
    return Site(settings.base_url.rstrip("/"), settings.secret_key)


class Office:
    """What the web and the command may ask of the letters, without knowing how they are made."""

    def start(self, database: Database, clock: Clock, settings: Settings, shelf: bool = False) -> Running:
        """Start the clock and the letters in this process."""
        return start(database, clock, hands(database, clock, settings, shelf))

    def work(self, database: Database, clock: Clock, settings: Settings) -> None:
        """The same, until this process is told to stop. It tells which documents it writes."""
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
        logging.getLogger("workflow.reports").setLevel(logging.INFO)
        stopped = Event()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda *_: stopped.set())
        running = self.start(database, clock, settings)
        stopped.wait()
        running.stop()

    def sign_in(self, session: Session, token: Token) -> None:
        """Put the letter of a sign-in that was asked for into the outbox, before all others."""
        key = f"sign_in/{token.id}"
        letter = Letter(key, "sign_in", Reader(token.person), token.at, token.at, SIGN_IN,
                        token=token.id, valid_until=token.expires)  # fmt: skip
        post_one(session, token.organisation, letter)

    def fill(self, database: Database, at: datetime, organisation: int | None = None) -> int:
        """Make the letters of what has happened; how many."""
        return fill(database, at, organisation)

    def drain(
        self, database: Database, clock: Clock, settings: Settings, limit: int | None = None, shelf: bool = False
    ) -> Drained:  # fmt: skip
        """Send what may be sent, as fast as the relay may be given letters."""
        idle = Event()
        return drain(hands(database, clock, settings, shelf), limit, lambda seconds: not idle.wait(seconds))

    def preview(
        self, session: Session, settings: Settings, organisation: int, asked: Sequence[tuple[int, str]], at: datetime
    ) -> list[Shown]:  # fmt: skip
        """The letters that asking for these duties would make: (case, duty) each."""
        return preview(session, site_of(settings), _sender(settings), organisation, asked, at)

    def letter(
        self, session: Session, settings: Settings, organisation: int, number: int, at: datetime
    ) -> Shown | None:  # fmt: skip
        """A letter in the outbox: as it was sent, else as it would be now; None when it would say nothing."""
        return letter(session, site_of(settings), _sender(settings), organisation, number, at)

    def send_again(self, session: Session, organisation: int, number: int, at: datetime, who: int) -> int | None:
        """Post a letter once more, asked for by a person; its new number, None when it cannot be."""
        return send_again(session, organisation, number, at, who)


def _sender(settings: Settings) -> Sender:
    """Whom letters are from; somebody even where none are sent."""
    return Sender(*parseaddr(settings.mail_from or NOBODY))
