"""The door to the letters: what the web, its commands and whoever starts the process may ask of them.

| job | when | does |
|---|---|---|
| heartbeat | every 60 seconds | ticks, makes letters of what happened, says that the clock lives |
| morning | 06:00 in Sweden | the same, puts right what is remembered of dates, throws old drafts away |
| post | every 5 seconds | makes letters of what people did, and sends what may be sent |
"""

import logging
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import parseaddr
from threading import Event

from sqlalchemy.orm import Session

from notifications import bounces, deliver, enqueue, preview
from notifications.compose import Site
from notifications.deliver import DeliveryCounts, Sender
from notifications.outbox import SIGN_IN, Letter, post_one, send_again
from notifications.preview import LetterView
from notifications.recipients import Recipient
from notifications.smtp import AccessTokens, FromAddress, NullTransport, SmtpTransport, Transport
from workflow.cycle.heartbeat import beat, is_trusted
from workflow.cycle.next_due_check import recompute
from workflow.cycle.schedule import Job, at_six, every
from workflow.cycle.tick import tick
from workflow.draft_disposal import clear
from workflow.records.database import Database
from workflow.records.token import Token
from workflow.search import keep_up
from workflow.settings import Settings
from workflow.words import Wrong, sentence

__all__ = [
    "DeliveryCounts", "LetterView", "deliver_letters", "enqueue_letters", "jobs", "post_sign_in", "preview_letters",
    "send_again", "show_letter",
]  # fmt: skip

UNLIMITED = 1e6
"""Letters a second where nothing leaves the house."""
HEARTBEAT, POST = 60, 5
"""Seconds between two ticks (also the cure for a machine that slept or whose clock was set), and between two posts."""
ADDRESS = re.compile(r"[!-;=?-~]+@[A-Za-z0-9.-]+")
"""What can be the address that letters are from: plain signs, and a domain."""
NOBODY = "Målhjulet <malhjulet@localhost>"
"""Whom letters are from where they are only read in the outbox."""
WRONG_DATE = "The next date of case %s/%s was wrong."
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


def jobs(
    database: Database, clock: Clock, sender: Sender | None, heart: float = HEARTBEAT, posts: float = POST
) -> tuple[Job, ...]:  # fmt: skip
    """The jobs of the clock and the letters, for whoever starts the process; `clock` tells what time it is (the demonstration
    has its own). Without a `sender` letters are made and not sent. `heart` and `posts` are seconds."""
    found = (
        Job("heartbeat", every(heart), lambda stopping: heartbeat(database, clock)),
        Job("morning", at_six(), lambda stopping: morning(database, clock)),
    )
    return (*found, Job("post", every(posts), lambda stopping: send(sender, stopping))) if sender else found


def heartbeat(database: Database, clock: Clock) -> None:
    """Tick, write that the clock is alive, make letters of what happened, and let it be found."""
    at = clock()
    done = tick(database, at)
    beat(database, at)
    if done.why:
        log.warning("The clock is not trusted, and does nothing: %s", done.why)
    for organisation, error in done.failed.items():
        log.error("The tick failed in organisation %s; it is tried again.", organisation, exc_info=error)
    if done.stuck:
        stuck = {case: [str(reason) for reason in why] for case, why in done.stuck.items()}
        log.warning("The clock could not do everything: %s", stuck)
    bounces.settle(database, at)
    enqueue.enqueue(database, at)
    keep_up(database)


def morning(database: Database, clock: Clock) -> None:
    """The day begins: the clock ticks, what is then remembered of dates is put right; old drafts go, unless the clock that
    tells their age is not trusted."""
    heartbeat(database, clock)
    for case in recompute(database, clock()):
        log.error(WRONG_DATE, case.organisation, case.id)
    with database.reading() as session:
        trusted = is_trusted(session, clock())
    if trusted:
        clear(database, clock())


def send(sender: Sender, stopping: Event) -> None:
    """Make letters of what people did and let it be found; send what may be sent, as fast as the relay may be given it."""
    enqueue.enqueue(sender.database, sender.clock())
    keep_up(sender.database)
    deliver.deliver(sender, pause=lambda seconds: not stopping.wait(seconds), stopped=stopping.is_set)


def sender_of(database: Database, clock: Clock, settings: Settings, shelf: bool = False) -> Sender:
    """Who sends, as the settings say; with `shelf` nothing leaves the house. Raises Wrong when they do not say."""
    name, address = parseaddr(settings.mail_from or (NOBODY if shelf else ""))
    if not ADDRESS.fullmatch(address):
        raise Wrong(sentence("MALHJULET_MAIL_FROM must say whom letters are from, for example malhjulet@kommunen.se."))
    transport: Transport = NullTransport() if shelf else _relay(settings, address)
    rate = UNLIMITED if shelf else settings.mail_rate
    me = secrets.token_hex(8)
    return Sender(database, transport, clock, site_of(settings), FromAddress(name, address), me, rate)


def site_of(settings: Settings) -> Site:
    """Where the web is, and what its links are made with."""
    return Site(settings.base_url.rstrip("/"), settings.secret_key)


def post_sign_in(session: Session, token: Token) -> None:
    """Put the letter of a sign-in that was asked for into the outbox, before all others."""
    key = f"sign_in/{token.id}"
    asked = Letter(key, "sign_in", Recipient(token.person), token.at, token.at, SIGN_IN,
                   token=token.id, valid_until=token.expires)  # fmt: skip
    post_one(session, token.organisation, asked)


def enqueue_letters(database: Database, at: datetime, organisation: int | None = None) -> int:
    """Make the letters of what has happened; how many. Cases of addresses at which letters arrive again are closed first."""
    bounces.settle(database, at)
    return enqueue.enqueue(database, at, organisation)


def deliver_letters(
    database: Database, clock: Clock, settings: Settings, limit: int | None = None, shelf: bool = False
) -> DeliveryCounts:  # fmt: skip
    """Send what may be sent, as fast as the relay may be given letters; with `shelf` nothing leaves the house."""
    idle = Event()
    return deliver.deliver(sender_of(database, clock, settings, shelf), limit, lambda seconds: not idle.wait(seconds))


def preview_letters(
    session: Session, settings: Settings, organisation: int, asked: Sequence[tuple[int, str]], at: datetime
) -> list[LetterView]:  # fmt: skip
    """The letters that asking for these duties would make: (case, duty) each."""
    return preview.preview(session, site_of(settings), _mail_from(settings), organisation, asked, at)


def show_letter(
    session: Session, settings: Settings, organisation: int, number: int, at: datetime
) -> LetterView | None:
    """A letter in the outbox: as it was sent, else as it would be now; None when it would say nothing."""
    return preview.letter(session, site_of(settings), _mail_from(settings), organisation, number, at)


def _relay(settings: Settings, address: str) -> SmtpTransport:
    """The relay of the settings, which lets us in by token where they say from where tokens come."""
    if not settings.smtp_oauth_token_url:
        return SmtpTransport(settings.smtp_url)
    tokens = AccessTokens(
        settings.smtp_oauth_token_url, settings.smtp_oauth_client_id, settings.smtp_oauth_client_secret,
        settings.smtp_oauth_scope,
    )  # fmt: skip
    return SmtpTransport(settings.smtp_url, tokens, address)


def _mail_from(settings: Settings) -> FromAddress:
    """Whom letters are from; somebody even where none are sent."""
    return FromAddress(*parseaddr(settings.mail_from or NOBODY))
