"""Delivering what lies in the outbox: letters are claimed a few at a time, composed anew, worded, handed to the relay, and
marked.

At least once: a letter can only be sent twice when the process dies between the relay's "250" and our commit, and then
with the same Message-ID. Nothing is locked while a letter is sent.
"""

import logging
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from notifications.bounces import NO_ADDRESS, report_bounce
from notifications.compose import Composed, Site, compose
from notifications.digest import gives_way, is_first, wait
from notifications.outbox import (
    AGAIN,
    BOUNCED,
    DONE,
    EXPIRED,
    GIVEN_UP,
    LEASE,
    MORNING,
    RUSH,
    SENT,
    SUPERSEDED,
    ClaimedMessage,
    Marks,
    OutboxLine,
    claim,
    finish,
    give,
    give_back,
    letterbox,
    put_off,
    renew,
    room,
    sent_after_all,
    waits,
)
from notifications.smtp import Conversation, FromAddress, LetterRefused, RelayDown, Transport, TryLater, letter_message
from notifications.texts import written_letter
from workflow.cycle.heartbeat import is_trusted
from workflow.records.database import Database
from workflow.records.queries.mail import address_of

BATCH = 20
"""Letters to a claim."""
TRIES = 48
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
"""How long a letter waits after the first failure, and at the most."""
LATER = "later"
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@dataclass
class DeliveryCounts:
    """What became of the letters: how many of each outcome, and how many were put off."""

    sent: int = 0
    bounced: int = 0
    expired: int = 0
    done: int = 0
    superseded: int = 0
    given_up: int = 0
    later: int = 0

    def count(self, outcome: str) -> None:
        """One more of an outcome."""
        setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass
class RelayHealth:
    """Whether the relay takes letters, for the log: a line for each failure, and one when it mends."""

    failing_since: datetime | None = None

    def fails(self, at: datetime, why: str) -> None:
        """It was down, or would not have us."""
        self.failing_since = self.failing_since or at
        log.warning("The relay fails, since %s: %s", self.failing_since.isoformat(timespec="seconds"), why)

    def works(self, at: datetime) -> None:
        """It took a letter."""
        if self.failing_since:
            log.warning("The relay takes letters again; it had failed since %s.",
                        self.failing_since.isoformat(timespec="seconds"))  # fmt: skip
        self.failing_since = None


@dataclass(frozen=True)
class Sender:
    """A worker's hands: the database, the relay, the clock, whom letters are from, where the web is, a name of its own, its
    chance (for back-off), and how the relay has been."""

    database: Database
    transport: Transport
    clock: Clock
    site: Site
    mail_from: FromAddress
    me: str
    rate: float = 10.0
    chance: random.Random = field(default_factory=random.Random)
    health: RelayHealth = field(default_factory=RelayHealth)


def deliver(
    sender: Sender, limit: int | None = None, pause: Callable[[float], bool] = lambda seconds: False,
    stopped: Callable[[], bool] = lambda: False,
) -> DeliveryCounts:  # fmt: skip
    """Send what may be sent now, at most `limit` letters. Where the relay's rate is used up, `pause` waits so many
    seconds, and says whether to go on; no letter is begun once it has `stopped`, or the relay is down."""
    done = DeliveryCounts()
    taken = 0
    with sender.transport.connected() as conversation:
        while (limit is None or taken < limit) and not stopped():
            batch, more = _claimed(sender, BATCH if limit is None else min(BATCH, limit - taken))
            if batch:
                if not _deliver_all(sender, conversation, batch, done, stopped):
                    break
                taken += len(batch)
            elif not more or not pause(RUSH):
                break
    return done


def _claimed(sender: Sender, most: int) -> tuple[list[ClaimedMessage], bool]:
    """The next letters, as many as the relay's rate has room for; and whether any wait."""
    at = sender.clock()
    with sender.database.glancing() as session:
        but = "" if is_trusted(session, at) else MORNING
        if not waits(session, at, but):
            return [], False
    with sender.database.writing() as session:
        some = min(most, room(session, at, sender.rate))
        found = claim(session, at, some, sender.me, but) if some > 0 else []
        if found:
            give(session, at, sender.rate, len(found))
    return found, True


def _deliver_all(
    sender: Sender,
    conversation: Conversation,
    batch: list[ClaimedMessage],
    done: DeliveryCounts,
    stopped: Callable[[], bool],
) -> bool:
    """Send the letters one by one; False when the rest were given back, because no more can be sent now."""
    since = sender.clock()
    for place, message in enumerate(batch):
        if stopped():
            return _give_back(sender, batch[place:])
        outcome, down = _deliver(sender, conversation, message, since)
        done.count(outcome)
        if down:
            return _give_back(sender, batch[place + 1 :])
    return True


def _give_back(sender: Sender, rest: list[ClaimedMessage]) -> bool:
    at = sender.clock()
    with sender.database.writing() as session:
        give_back(session, rest, at, sender.me)
    return False


def _deliver(sender: Sender, conversation: Conversation, message: ClaimedMessage, since: datetime) -> tuple[str, bool]:
    """Send one letter: what became of it, and whether the relay is down. What fails for a reason of our own is put off
    like the rest, and told."""
    try:
        return _tried(sender, conversation, message, since)
    except Exception as error:
        log.exception("Letter %s/%s could not be written.", message.organisation, message.number)
        return _later(sender, message, f"{type(error).__name__}: {error}"), False


def _tried(sender: Sender, conversation: Conversation, message: ClaimedMessage, since: datetime) -> tuple[str, bool]:
    at = sender.clock()
    try:
        if at - since > LEASE / 2 and not _still_ours(sender, message, at):
            return LATER, False
        if message.kind == MORNING and _gives_way(sender, message, at):
            return LATER, False
        return _hand_over(sender, conversation, message, at), False
    except LetterRefused as refused:
        log.warning("Letter %s/%s does not arrive: %s", message.organisation, message.number, refused)
        return _give_up(sender, message, BOUNCED, str(refused)), False
    except RelayDown as down:
        sender.health.fails(at, str(down))
        return _later(sender, message, str(down)), True
    except TryLater as later:
        log.warning("Letter %s/%s is put off: %s", message.organisation, message.number, later)
        return _later(sender, message, str(later)), False


def _still_ours(sender: Sender, message: ClaimedMessage, at: datetime) -> bool:
    """True when a letter that has been in hand for long may still go: nobody else has it, and if it is a morning's, the
    clock has not come to be mistrusted meanwhile."""
    with sender.database.writing() as session:
        return (message.kind != MORNING or is_trusted(session, at)) and renew(session, message, at, sender.me)


def _gives_way(sender: Sender, message: ClaimedMessage, at: datetime) -> bool:
    """True when a late letter makes room for another of the same morning; one that goes again on purpose never does."""
    if is_first(message, at) or AGAIN in message.key:
        return False
    with sender.database.writing() as session:
        return gives_way(session, message, at, sender.me)


def _hand_over(sender: Sender, conversation: Conversation, message: ClaimedMessage, at: datetime) -> str:
    if message.valid_until and at > message.valid_until:
        return _finish(sender, message, EXPIRED)
    with sender.database.glancing() as session:
        found = compose(session, sender.site, message, at)
    if not (found.content.items or found.content.link):
        return _finish(sender, message, SUPERSEDED if found.not_due_yet else DONE, found)
    if not found.address:
        raise LetterRefused(NO_ADDRESS)
    words = written_letter(found.content)
    mail = letter_message(words, found, message, sender.mail_from)
    conversation.send(mail)
    sender.health.works(at)
    log.info("Letter %s/%s is sent.", message.organisation, message.number)
    return _finish(sender, message, SENT, found, words.subject, mail.as_bytes())


def _finish(
    sender: Sender, message: ClaimedMessage, outcome: str, found: Composed | None = None, subject: str = "", source: bytes = b""
) -> str:  # fmt: skip
    """Mark the letter; what is not due yet goes into a letter of a later day. A sign-in's code is not kept."""
    at, not_due_yet = sender.clock(), found.not_due_yet if found else ()
    kept = zlib.compress(source) if source and message.token is None else None
    marks = Marks("", found.address if found else "", subject, kept)
    if not _mark(sender, message, at, outcome, marks, not_due_yet) and outcome == SENT:
        with sender.database.writing() as session:
            sent_after_all(session, message, at, marks, found.told if found else ())
    return outcome


def _mark(
    sender: Sender,
    message: ClaimedMessage,
    at: datetime,
    outcome: str,
    marks: Marks,
    not_due_yet: Sequence[tuple[OutboxLine, date]],
) -> bool:
    """False when the letter was done already, though it took long to hand it over."""
    if not not_due_yet:
        with sender.database.stating() as session:
            return finish(session, message, at, outcome, marks)
    with sender.database.writing() as session:
        letterbox(session, message.organisation)
        first = finish(session, message, at, outcome, marks)
        if first:
            wait(session, message, not_due_yet, at)
        return first


def _give_up(sender: Sender, message: ClaimedMessage, outcome: str, why: str) -> str:
    """Mark the letter as one that did not arrive, and let whoever can put the address right see to it."""
    at = sender.clock()
    with sender.database.writing() as session:
        _, address = address_of(session, message.organisation, message.recipient)
        if finish(session, message, at, outcome, Marks(why, address)):
            report_bounce(session, message, at, why)
    return outcome


def _later(sender: Sender, message: ClaimedMessage, why: str) -> str:
    """Try again later, each time twice as late, some earlier and some later than that; or give up."""
    if message.attempts >= TRIES:
        return _give_up(sender, message, GIVEN_UP, why)
    delay = min(LONGEST, FIRST * 2 ** min(message.attempts - 1, 10)) * sender.chance.uniform(0.8, 1.2)
    with sender.database.writing() as session:
        put_off(session, message, sender.clock() + delay, why, sender.me)
    return LATER
