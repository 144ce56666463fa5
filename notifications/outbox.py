"""The outbox: letters are posted, lent to a worker, marked. Nothing here holds a lock while a letter is sent.

A letter is lent for half an hour, far longer than a sending may take, and marked as done by whoever sent it whether or
not the loan had run out: a slow worker's letter must not be sent over and over (docs/promises.md).
"""

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from notifications.recipients import Recipient
from workflow.facts import KINDS
from workflow.facts.base import Fact
from workflow.records.base import instant_text
from workflow.records.mail import Line, Mail
from workflow.records.sql import driver, quick, run

SIGN_IN, DECISION, ESCALATION, REMINDER, DIGEST = range(5)
"""What goes first."""
LEASE = timedelta(minutes=30)
HELD = datetime(9999, 12, 31, tzinfo=UTC)
"""When a letter that is held may be sent."""
MORNING = "morning"
"""The kind of the letters that tell what the clock did: they wait while it is not to be trusted."""
SENT, BOUNCED, EXPIRED, SUPERSEDED, DONE, GIVEN_UP = "sent", "bounced", "expired", "superseded", "done", "given_up"

AGAIN = "/r"
"""What a key goes on with, and then a number: 2 for the second time."""
LONGEST_KEY = 115
RELAY = "relay"
RUSH = 1.0
"""Seconds' worth of letters that may go at once."""

APART = 60.0
"""Seconds by which the clocks of two machines may differ: whoever is behind waits; a clock further behind was set back."""
log = logging.getLogger(__name__)


class OutboxLine(NamedTuple):
    """A line of a letter: the event it tells of, its case; of a duty its key, rung and due date; the recipient's role."""

    event: int
    case: int
    duty: str = ""
    rung: str = ""
    due: date | None = None
    role: str = ""


class LetterEvent(NamedTuple):
    """An event, as far as letters care: what happened to which case, whoever hears of it. The last five are read when it is
    told: the day it took effect, the states it led from and to, the name of whoever did it, and what was said (JSON, None
    when nothing was or it has been erased)."""

    seq: int
    case: int | None
    who: int
    recorded: str
    step: str
    round: str
    fact: str
    short: str
    decision: int | None
    model: str
    effective: str = ""
    from_state: str = ""
    to_state: str = ""
    name: str = ""
    body: str | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The short fields of what was said."""
        found: dict[str, Any] = next(iter(from_json(self.short).values()), {})
        return found

    @property
    def whole_fact(self) -> Fact | None:
        """All of what was said, None when nothing was or it has been erased."""
        for key, said in (from_json(self.body) if self.body else {}).items():
            return KINDS[key.partition("/")[0]].model_validate(said)
        return None


class Letter(NamedTuple):
    """A letter to be posted."""

    key: str
    kind: str
    recipient: Recipient
    at: datetime
    next_at: datetime
    priority: int
    thread: str = ""
    lines: tuple[OutboxLine, ...] = ()
    token: int | None = None
    valid_until: datetime | None = None


class ClaimedMessage(NamedTuple):
    """A letter that a worker has been lent, to send."""

    organisation: int
    number: int
    key: str
    kind: str
    recipient: Recipient
    at: datetime
    thread: str
    token: int | None
    valid_until: datetime | None
    priority: int
    attempts: int


class Marks(NamedTuple):
    """What is kept of a letter that is done: why, to which address it went, its subject and its bytes."""

    why: str = ""
    address: str = ""
    subject: str = ""
    source: bytes | None = None

    def row(self) -> tuple[str, str, str, bytes | None]:
        """The values, as long as their columns are."""
        return self.why[:300], self.address, self.subject[:300], self.source


NONE = Marks()
_LETTER = (
    "organisation", "number", "key", "kind", "person", "unit", "thread", "token", "at", "priority", "slot", "next_at",
    "valid_until", "attempts", "claim", "outcome", "why", "address", "subject",
)  # fmt: skip
_POST = f"INSERT INTO mail ({', '.join(_LETTER)}) VALUES ({', '.join('?' for _ in _LETTER)})"
_TELL = (
    'INSERT INTO mail_line (organisation, mail, event, "case", duty, rung, due, role) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
)
_CLAIM = (
    "WITH first AS MATERIALIZED (SELECT organisation, number FROM mail WHERE done_at IS NULL AND next_at <= ? "
    "AND kind <> ? ORDER BY priority, slot, number LIMIT ?{skip}) UPDATE mail SET claim = ?, next_at = ?, attempts = attempts + 1 "
    "WHERE (organisation, number) IN (SELECT organisation, number FROM first) "
    "RETURNING organisation, number, key, kind, person, unit, at, thread, token, valid_until, priority, attempts"
)
_OURS = "UPDATE mail SET next_at = ? WHERE organisation = ? AND number = ? AND claim = ? AND done_at IS NULL"
_DONE = (
    "UPDATE mail SET done_at = ?, claim = '', outcome = ?, why = ?, address = ?, subject = ?, source = ? "
    "WHERE organisation = ? AND number = ? AND done_at IS NULL"
)
_BACK = (
    "UPDATE mail SET next_at = ?, claim = '', attempts = attempts - 1 "
    "WHERE organisation = ? AND number = ? AND claim = ? AND done_at IS NULL"
)
_LATER = (
    "UPDATE mail SET next_at = ?, claim = '', why = ? "
    "WHERE organisation = ? AND number = ? AND claim = ? AND done_at IS NULL"
)


def post(session: Session, organisation: int, last: int, letters: Sequence[Letter]) -> None:
    """Put letters into the outbox, numbered on from `last`. The slot lets every organisation have its turn."""
    slots: Counter[int] = Counter()
    rows: list[tuple[object, ...]] = []
    for number, letter in enumerate(letters, last + 1):
        rows.append(_row(organisation, number, slots[letter.priority], letter))
        slots[letter.priority] += 1
    if rows:
        quick(session, _POST, rows)
    numbered = enumerate(letters, last + 1)
    if told := [_line(organisation, number, line) for number, letter in numbered for line in letter.lines]:
        tell(session, told)


def tell(session: Session, rows: list[tuple[object, ...]]) -> None:
    """Write lines of letters: (organisation, number, event, case, duty, rung, due, role)."""
    quick(session, _TELL, rows)


def post_one(session: Session, organisation: int, letter: Letter) -> int:
    """Put one letter into the outbox outside the filling; its number."""
    _, number, _ = letterbox(session, organisation)
    post(session, organisation, number, [letter])
    quick(session, "UPDATE letterbox SET number = ? WHERE organisation = ?", (number + 1, organisation))
    return number + 1


def letterbox(session: Session, organisation: int) -> tuple[int, int, int]:
    """The organisation's letterbox (event, number, most), ours alone until the transaction ends."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    sql = f"SELECT seq, number, most FROM letterbox WHERE organisation = ?{end}"
    row = quick(session, sql, (organisation,)).fetchone()
    if row is None:
        new = "INSERT INTO letterbox (organisation, seq, number, most) VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING"
        quick(session, new, (organisation,))
        row = quick(session, sql, (organisation,)).fetchone()
    seq, number, most = row
    return seq, number, most


def waits(session: Session, at: datetime, but: str = "") -> bool:
    """True when some letter, `but` of that kind, may be sent at the moment `at`."""
    sql = "SELECT 1 FROM mail WHERE done_at IS NULL AND next_at <= ? AND kind <> ? LIMIT 1"
    return quick(session, sql, (instant_text(at), but)).fetchone() is not None


def claim(session: Session, at: datetime, most: int, me: str, but: str = "") -> list[ClaimedMessage]:
    """Lend this worker at most `most` letters, `but` of that kind, that may be sent at the moment `at`, the most urgent
    first."""
    skip = " FOR UPDATE SKIP LOCKED" if driver(session).postgres else ""
    values = (instant_text(at), but, most, me, instant_text(at + LEASE))
    rows = quick(session, _CLAIM.format(skip=skip), values).fetchall()
    return sorted((_lent(row) for row in rows), key=lambda message: (message.priority, message.number))


def renew(session: Session, message: ClaimedMessage, at: datetime, me: str) -> bool:
    """Lend the letter anew from the moment `at`; False when it has been message to another, or is done."""
    values = (instant_text(at + LEASE), message.organisation, message.number, me)
    return bool(quick(session, _OURS, values).rowcount)


def finish(session: Session, message: ClaimedMessage, at: datetime, outcome: str, marks: Marks = NONE) -> bool:
    """Mark the letter as done, whoever has it now. False when it was done already."""
    values = (instant_text(at), outcome, *marks.row(), message.organisation, message.number)
    return bool(quick(session, _DONE, values).rowcount)


def put_off(session: Session, message: ClaimedMessage, until: datetime, why: str, me: str) -> None:
    """Let the letter be sent later, if it is still ours."""
    quick(session, _LATER, (instant_text(until), why[:300], message.organisation, message.number, me))


def give_back(session: Session, letters: Sequence[ClaimedMessage], at: datetime, me: str) -> None:
    """End the loans of letters that were not tried, those that are still ours."""
    if letters:
        quick(session, _BACK, [(instant_text(at), message.organisation, message.number, me) for message in letters])


# A letter can be sent after all: its loan ran out while a slow worker handed it over, and another was to tell its lines.
# What it told is struck there, that nobody is told twice of what the books know was told. (Had the other gone by then,
# nobody could have known.)
_SENT = (
    "UPDATE mail SET done_at = ?, outcome = 'sent', why = ?, address = ?, subject = ?, source = ? "
    "WHERE organisation = ? AND number = ? AND outcome NOT IN ('', 'sent')"
)
_WAITING = (
    "SELECT l.event, l.mail FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE m.organisation = ? AND m.done_at IS NULL AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ?"
)
_HOME = (
    "UPDATE mail_line SET mail = ? WHERE organisation = ? AND mail = ? AND event = ? AND NOT EXISTS "
    "(SELECT 1 FROM mail_line l WHERE l.organisation = ? AND l.mail = ? AND l.event = ?)"
)
_STRIKE = "DELETE FROM mail_line WHERE organisation = ? AND mail = ? AND event = ?"


def sent_after_all(
    session: Session, message: ClaimedMessage, at: datetime, marks: Marks, told: Collection[int]
) -> None:
    """Mark a letter that was done with otherwise as sent. Of its lines it keeps those `told`, and only it; what could
    not be told yet stays where it waits."""
    mine, recipient = (message.organisation, message.number), message.recipient
    letterbox(session, message.organisation)
    quick(session, _SENT, (instant_text(at), *marks.row(), *mine))
    waiting = quick(session, _WAITING, (message.organisation, recipient.person or 0, recipient.unit or 0)).fetchall()
    home = [
        (message.number, message.organisation, other, event, *mine, event) for event, other in waiting if event in told
    ]
    quick(session, _HOME, home)
    struck = [(message.organisation, other if event in told else message.number, event) for event, other in waiting]
    quick(session, _STRIKE, struck)


def send_again(session: Session, organisation: int, number: int, at: datetime, who: int) -> int | None:
    """Post the letter anew, to go now, asked for by the person `who`; its number. None when there is no such letter,
    when it has not been tried yet, and for a sign-in: whoever wants to sign in asks for a new one."""
    own = select(Mail).where(Mail.organisation == organisation, Mail.number == number)
    mail = session.scalars(own).one_or_none()
    if mail is None or mail.done_at is None or mail.token is not None:
        return None
    if waiting := _waits_again(session, mail):
        return waiting
    again = _once_more(session, mail, at)
    posted = post_one(session, organisation, again)
    log.info("Letter %s/%s goes again as %s, asked for by person %s.", organisation, number, again.key, who)
    return posted


def _once_more(session: Session, mail: Mail, at: datetime) -> Letter:
    told = select(Line).where(Line.organisation == mail.organisation, Line.mail == mail.number).order_by(Line.event)
    lines = (OutboxLine(one.event, one.case, one.duty, one.rung, one.due, one.role) for one in session.scalars(told))
    return Letter(
        key=_next_key(session, mail), kind=mail.kind, recipient=Recipient(mail.person, mail.unit), at=at, next_at=at,
        priority=mail.priority, thread=mail.thread, lines=tuple(lines),
    )  # fmt: skip


def _waits_again(session: Session, mail: Mail) -> int | None:
    """The letter that goes again and has not gone yet: pressed twice, it goes once."""
    return session.scalars(_numbers_again(mail).where(Mail.done_at.is_(None))).first()


def _next_key(session: Session, mail: Mail) -> str:
    return f"{_first_key(mail)}{AGAIN}{len(session.scalars(_numbers_again(mail)).all()) + 2}"


def _numbers_again(mail: Mail) -> Select[int]:
    """The numbers of the letters that are this one, once more."""
    begins = Mail.key.startswith(_first_key(mail) + AGAIN, autoescape=True)
    return select(Mail.number).where(Mail.organisation == mail.organisation, begins)


def _first_key(mail: Mail) -> str:
    """The key of the letter that went first."""
    return mail.key.partition(AGAIN)[0][:LONGEST_KEY]


def room(session: Session, at: datetime, rate: float) -> int:
    """How many letters the relay may be given at the moment `at`; nobody else may give it any until the transaction ends."""
    return int((at.timestamp() - _room_since(session, at, rate)) * rate + 1e-6)


def give(session: Session, at: datetime, rate: float, letters: int) -> None:
    """Count letters that the relay is given."""
    since = _room_since(session, at, rate) + letters / rate
    run(session, "UPDATE relay SET free_at = ? WHERE name = ?", (since, RELAY))


def _room_since(session: Session, at: datetime, rate: float) -> float:
    """Since when room has been growing: at most a rush ago, at least one letter's time."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    free_at = run(session, f"SELECT free_at FROM relay WHERE name = ?{end}", (RELAY,)).scalar_one_or_none()
    if free_at is None:
        run(session, "INSERT INTO relay (name, free_at) VALUES (?, 0) ON CONFLICT (name) DO NOTHING", (RELAY,))
        return _room_since(session, at, rate)
    now, rush = at.timestamp(), max(RUSH, 1 / rate)
    if float(free_at) > now + APART:
        return now - 1 / rate  # the clock has been set back: begin anew, with one letter
    return min(now, max(float(free_at), now - rush))


def _row(organisation: int, number: int, slot: int, letter: Letter) -> tuple[object, ...]:
    recipient, until = letter.recipient, letter.valid_until
    return (
        organisation, number, letter.key, letter.kind, recipient.person, recipient.unit, letter.thread, letter.token,
        instant_text(letter.at), letter.priority, slot, instant_text(letter.next_at), until and instant_text(until),
        0, "", "", "", "", "",
    )  # fmt: skip


def _line(organisation: int, number: int, line: OutboxLine) -> tuple[object, ...]:
    due = line.due.isoformat() if line.due else None
    return (organisation, number, line.event, line.case, line.duty, line.rung, due, line.role)


def _lent(row: Sequence[Any]) -> ClaimedMessage:
    organisation, number, key, kind, person, unit, at, thread, token, until, priority, attempts = row
    return ClaimedMessage(
        organisation, number, key, kind, Recipient(person, unit), datetime.fromisoformat(at), thread, token,
        datetime.fromisoformat(until) if until else None, priority, attempts,
    )  # fmt: skip
