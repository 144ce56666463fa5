"""The outbox's statements: letters are posted, lent to a worker, marked. Nothing here holds a lock while a letter is sent.

A letter is lent for half an hour, far longer than a sending may take, and marked as done by whoever sent it whether or
not the loan had run out: a slow worker's letter must not be sent over and over (docs/promises.md).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from notifications.hearing import Reader
from workflow.records.base import instant_text
from workflow.records.sql import driver, quick

SIGN_IN, DECISION, ESCALATION, REMINDER, DIGEST = range(5)
"""What goes first."""
LEASE = timedelta(minutes=30)
HELD = datetime(9999, 12, 31, tzinfo=UTC)
"""When a letter that is held may be sent."""
MORNING = "morning"
"""The kind of the letters that tell what the clock did: they wait while it is not to be trusted."""
SENT, BOUNCED, EXPIRED, SUPERSEDED, DONE, GIVEN_UP = "sent", "bounced", "expired", "superseded", "done", "given_up"


class Told(NamedTuple):
    """A line of a letter: the event it tells of, its case; of a duty its key, rung and due date; the reader's role."""

    event: int
    case: int
    duty: str = ""
    rung: str = ""
    due: date | None = None
    role: str = ""


class Letter(NamedTuple):
    """A letter to be posted."""

    key: str
    kind: str
    reader: Reader
    at: datetime
    next_at: datetime
    priority: int
    thread: str = ""
    lines: tuple[Told, ...] = ()
    token: int | None = None
    valid_until: datetime | None = None


class Lent(NamedTuple):
    """A letter that a worker has been lent, to send."""

    organisation: int
    number: int
    key: str
    kind: str
    reader: Reader
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


def claim(session: Session, at: datetime, most: int, me: str, but: str = "") -> list[Lent]:
    """Lend this worker at most `most` letters, `but` of that kind, that may be sent at the moment `at`, the most urgent
    first."""
    skip = " FOR UPDATE SKIP LOCKED" if driver(session).postgres else ""
    values = (instant_text(at), but, most, me, instant_text(at + LEASE))
    rows = quick(session, _CLAIM.format(skip=skip), values).fetchall()
    return sorted((_lent(row) for row in rows), key=lambda lent: (lent.priority, lent.number))


def renew(session: Session, lent: Lent, at: datetime, me: str) -> bool:
    """Lend the letter anew from the moment `at`; False when it has been lent to another, or is done."""
    values = (instant_text(at + LEASE), lent.organisation, lent.number, me)
    return bool(quick(session, _OURS, values).rowcount)


def finish(session: Session, lent: Lent, at: datetime, outcome: str, marks: Marks = NONE) -> bool:
    """Mark the letter as done, whoever has it now. False when it was done already."""
    values = (instant_text(at), outcome, *marks.row(), lent.organisation, lent.number)
    return bool(quick(session, _DONE, values).rowcount)


def put_off(session: Session, lent: Lent, until: datetime, why: str, me: str) -> None:
    """Let the letter be sent later, if it is still ours."""
    quick(session, _LATER, (instant_text(until), why[:300], lent.organisation, lent.number, me))


def give_back(session: Session, letters: Sequence[Lent], at: datetime, me: str) -> None:
    """End the loans of letters that were not tried, those that are still ours."""
    if letters:
        quick(session, _BACK, [(instant_text(at), lent.organisation, lent.number, me) for lent in letters])


def _row(organisation: int, number: int, slot: int, letter: Letter) -> tuple[object, ...]:
    reader, until = letter.reader, letter.valid_until
    return (
        organisation, number, letter.key, letter.kind, reader.person, reader.unit, letter.thread, letter.token,
        instant_text(letter.at), letter.priority, slot, instant_text(letter.next_at), until and instant_text(until),
        0, "", "", "", "", "",
    )  # fmt: skip


def _line(organisation: int, number: int, line: Told) -> tuple[object, ...]:
    due = line.due.isoformat() if line.due else None
    return (organisation, number, line.event, line.case, line.duty, line.rung, due, line.role)


def _lent(row: Sequence[Any]) -> Lent:
    organisation, number, key, kind, person, unit, at, thread, token, until, priority, attempts = row
    return Lent(
        organisation, number, key, kind, Reader(person, unit), datetime.fromisoformat(at), thread, token,
        datetime.fromisoformat(until) if until else None, priority, attempts,
    )  # fmt: skip
