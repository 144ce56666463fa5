"""Draining the outbox: letters are claimed a few at a time, read anew, worded, handed to the relay, and marked.

At least once: a letter can only be sent twice when the process dies between the relay's "250" and our commit, and then
with the same Message-ID. Nothing is locked while a letter is sent.
"""

import logging
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from notifications.again import AGAIN
from notifications.desk import Site
from notifications.envelope import Sender, sealed
from notifications.gather import Found, gather
from notifications.late import sent_after_all
from notifications.letters import worded
from notifications.mailer import Down, Later, Mailer, Refused, Wire
from notifications.mornings import gives_way, is_first, wait
from notifications.outbox import (
    BOUNCED,
    DONE,
    EXPIRED,
    GIVEN_UP,
    LEASE,
    MORNING,
    SENT,
    SUPERSEDED,
    Lent,
    Marks,
    Told,
    claim,
    finish,
    give_back,
    letterbox,
    put_off,
    renew,
    waits,
)
from notifications.rate import RUSH, give, room
from notifications.undelivered import bring_back
from workflow.cycle.heartbeat import is_trusted
from workflow.records.database import Database

BATCH = 20
"""Letters to a claim."""
TRIES = 48
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
"""How long a letter waits after the first failure, and at the most."""
LATER = "later"
NO_ADDRESS = "There is no address."
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@dataclass
class Drained:
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


@dataclass(frozen=True)
class Post:
    """A worker's hands: the database, the relay, the clock, who sends, where the web is, a name of its own and its
    chance (for back-off)."""

    database: Database
    mailer: Mailer
    clock: Clock
    site: Site
    sender: Sender
    me: str
    rate: float = 10.0
    chance: random.Random = field(default_factory=random.Random)


def drain(
    post: Post, limit: int | None = None, pause: Callable[[float], bool] = lambda seconds: False,
    stopped: Callable[[], bool] = lambda: False,
) -> Drained:  # fmt: skip
    """Send what may be sent now, at most `limit` letters. Where the relay's rate is used up, `pause` waits so many
    seconds, and says whether to go on; no letter is begun once it has `stopped`, or the relay is down."""
    done = Drained()
    taken = 0
    with post.mailer.connected() as wire:
        while (limit is None or taken < limit) and not stopped():
            batch, more = _claimed(post, BATCH if limit is None else min(BATCH, limit - taken))
            if batch:
                if not _deliver_all(post, wire, batch, done, stopped):
                    break
                taken += len(batch)
            elif not more or not pause(RUSH):
                break
    return done


def _claimed(post: Post, most: int) -> tuple[list[Lent], bool]:
    """The next letters, as many as the relay's rate has room for; and whether any wait."""
    at = post.clock()
    with post.database.glancing() as session:
        but = "" if is_trusted(session, at) else MORNING
        if not waits(session, at, but):
            return [], False
    with post.database.writing() as session:
        some = min(most, room(session, at, post.rate))
        found = claim(session, at, some, post.me, but) if some > 0 else []
        if found:
            give(session, at, post.rate, len(found))
    return found, True


def _deliver_all(post: Post, wire: Wire, batch: list[Lent], done: Drained, stopped: Callable[[], bool]) -> bool:
    """Send the letters one by one; False when the rest were given back, because no more can be sent now."""
    since = post.clock()
    for place, lent in enumerate(batch):
        if stopped():
            return _give_back(post, batch[place:])
        outcome, down = _deliver(post, wire, lent, since)
        done.count(outcome)
        if down:
            return _give_back(post, batch[place + 1 :])
    return True


def _give_back(post: Post, rest: list[Lent]) -> bool:
    at = post.clock()
    with post.database.writing() as session:
        give_back(session, rest, at, post.me)
    return False


def _deliver(post: Post, wire: Wire, lent: Lent, since: datetime) -> tuple[str, bool]:
    """Send one letter: what became of it, and whether the relay is down. What fails for a reason of our own is put off
    like the rest, and told."""
    try:
        return _tried(post, wire, lent, since)
    except Exception as error:
        log.exception("Letter %s/%s could not be written.", lent.organisation, lent.number)
        return _later(post, lent, f"{type(error).__name__}: {error}"), False


def _tried(post: Post, wire: Wire, lent: Lent, since: datetime) -> tuple[str, bool]:
    at = post.clock()
    try:
        if at - since > LEASE / 2 and not _still_ours(post, lent, at):
            return LATER, False
        if lent.kind == MORNING and _gives_way(post, lent, at):
            return LATER, False
        return _hand_over(post, wire, lent, at), False
    except Refused as refused:
        return _give_up(post, lent, BOUNCED, str(refused)), False
    except Later as later:
        return _later(post, lent, str(later)), isinstance(later, Down)


def _still_ours(post: Post, lent: Lent, at: datetime) -> bool:
    """True when a letter that has been in hand for long may still go: nobody else has it, and if it is a morning's, the
    clock has not come to be mistrusted meanwhile."""
    with post.database.writing() as session:
        return (lent.kind != MORNING or is_trusted(session, at)) and renew(session, lent, at, post.me)


def _gives_way(post: Post, lent: Lent, at: datetime) -> bool:
    """True when a late letter makes room for another of the same morning; one that goes again on purpose never does."""
    if is_first(lent, at) or AGAIN in lent.key:
        return False
    with post.database.writing() as session:
        return gives_way(session, lent, at, post.me)


def _hand_over(post: Post, wire: Wire, lent: Lent, at: datetime) -> str:
    if lent.valid_until and at > lent.valid_until:
        return _finish(post, lent, EXPIRED)
    with post.database.glancing() as session:
        found = gather(session, post.site, lent, at)
    if not (found.content.items or found.content.link):
        return _finish(post, lent, SUPERSEDED if found.unripe else DONE, found)
    if not found.address:
        raise Refused(NO_ADDRESS)
    words = worded(found.content)
    source = sealed(words, found, lent, post.sender)
    wire.deliver(post.sender.address, found.address, source)
    return _finish(post, lent, SENT, found, words.subject, source)


def _finish(
    post: Post, lent: Lent, outcome: str, found: Found | None = None, subject: str = "", source: bytes = b""
) -> str:  # fmt: skip
    """Mark the letter; what was not ripe goes into a letter of a later day. A sign-in's code is not kept."""
    at, unripe = post.clock(), found.unripe if found else ()
    kept = zlib.compress(source) if source and lent.token is None else None
    marks = Marks("", found.address if found else "", subject, kept)
    if not _mark(post, lent, at, outcome, marks, unripe) and outcome == SENT:
        with post.database.writing() as session:
            sent_after_all(session, lent, at, marks, found.told if found else ())
    return outcome


def _mark(
    post: Post, lent: Lent, at: datetime, outcome: str, marks: Marks, unripe: Sequence[tuple[Told, date]]
) -> bool:  # fmt: skip
    """False when the letter was done already, though it took long to hand it over."""
    if not unripe:
        with post.database.stating() as session:
            return finish(session, lent, at, outcome, marks)
    with post.database.writing() as session:
        letterbox(session, lent.organisation)
        first = finish(session, lent, at, outcome, marks)
        if first:
            wait(session, lent, unripe, at)
        return first


def _give_up(post: Post, lent: Lent, outcome: str, why: str) -> str:
    """Mark the letter as one that did not arrive, and let the registrar see to it."""
    at = post.clock()
    with post.database.writing() as session:
        if finish(session, lent, at, outcome, Marks(why)):
            bring_back(session, lent, at, why)
    return outcome


def _later(post: Post, lent: Lent, why: str) -> str:
    """Try again later, each time twice as late, some earlier and some later than that; or give up."""
    if lent.attempts >= TRIES:
        return _give_up(post, lent, GIVEN_UP, why)
    delay = min(LONGEST, FIRST * 2 ** min(lent.attempts - 1, 10)) * post.chance.uniform(0.8, 1.2)
    with post.database.writing() as session:
        put_off(session, lent, post.clock() + delay, why, post.me)
    return LATER
