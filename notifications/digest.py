"""The morning's letter: what the clock did and told goes to each reader in one letter a day, at six.

A letter that has not been sent, because the relay was down, say, is taken into the next one and kept as superseded. What
comes after the day's letter waits for the next working day's. More letters at a time than three times the most so far
are held.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from notifications.outbox import (
    DIGEST,
    ESCALATION,
    HELD,
    MORNING,
    REMINDER,
    SENT,
    SUPERSEDED,
    ClaimedMessage,
    Letter,
    OutboxLine,
    finish,
    post_one,
    put_off,
)
from notifications.recipients import Recipient
from workflow.cycle.heartbeat import TOO_MANY, felt, hold
from workflow.cycle.heartbeat import asked as pulse_asked
from workflow.cycle.reminders import ESCALATION as ESCALATED
from workflow.cycle.reminders import OPENED
from workflow.cycle.working_days import SWEDEN, local_day, working_days
from workflow.records.base import instant_text
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.records.sql import quick, run, together

HOUR = time(6)
BACK = timedelta(days=60)
"""How far back an unsent letter is looked for: longer than any rest."""
FEW, TIMES = 100, 3
"""More than `FEW` letters at a time, and more than `TIMES` the most so far, are too many to be right."""
_POSTED = (
    "SELECT number, key, person, unit, done_at, outcome, claim, next_at FROM mail "
    "WHERE organisation = ? AND key >= ? AND key < ? ORDER BY key, number"
)
_LINES = 'SELECT event, "case", duty, rung, due, role FROM mail_line WHERE organisation = ? AND mail = ? ORDER BY event'
_SUPERSEDE = (
    "UPDATE mail SET done_at = ?, outcome = ?, claim = '' WHERE organisation = ? AND number = ? AND done_at IS NULL "
    "AND (claim = '' OR next_at <= ?)"
)
_KEEP = "UPDATE mail SET slot = slot WHERE organisation = ? AND number = ? AND done_at IS NULL AND claim = ''"


class MorningLetter(NamedTuple):
    """A morning's letter that is in the outbox already."""

    number: int
    key: str
    person: int | None
    unit: int | None
    done_at: str | None
    outcome: str
    claim: str
    next_at: str

    @property
    def day(self) -> str:
        """The day it is for, as in its key."""
        return self.key.split("/")[1]

    def takes_up(self, day: date, at: str) -> bool:
        """True when it is the recipient's letter of the day: it was sent, or somebody is sending it at the moment `at`."""
        if self.done_at is None:
            return self.claim != "" and self.next_at > at
        return self.outcome == SENT and local_day(datetime.fromisoformat(self.done_at)) == day


def morning_letters(
    session: Session, organisation: int, most: int, told: Mapping[Recipient, Sequence[OutboxLine]],
    known: Mapping[int, Case], at: datetime, later: date,
) -> list[Letter]:  # fmt: skip
    """The letters of the morning, one to each recipient; held when the clock is not to be trusted. `later` is the next
    working day."""
    if not told:
        return []
    if len(told) > max(FEW, TIMES * most) and most:
        hold(session, TOO_MANY)
    beat, rows = together(session, [pulse_asked(session, stays=True), _asked(organisation, local_day(at))])
    last, posted = felt(beat), _by_reader(rows)
    held = bool(last and last.held)
    return [
        _letter(session, organisation, recipient, list(lines), posted.get(recipient, []), known, at, later, held)
        for recipient, lines in told.items()
    ]


def wait(
    session: Session, message: ClaimedMessage, not_due_yet: Sequence[tuple[OutboxLine, date]], at: datetime
) -> None:
    """Move the lines that could not be told yet into letters of the days from which they can."""
    for day in sorted({day for _, day in not_due_yet}):
        lines = [line for line, on in not_due_yet if on == day]
        number = post_one(session, message.organisation, Letter(
            key=f"{MORNING}/{day}/{message.recipient}/after-{message.number}", kind=MORNING, recipient=message.recipient, at=at,
            next_at=datetime.combine(day, HOUR, SWEDEN), priority=_priority(lines), thread=message.thread,
        ))  # fmt: skip
        _move(session, message, [line.event for line in lines], number)


def is_first(message: ClaimedMessage, at: datetime) -> bool:
    """True for the day's own letter, the first time that it is tried."""
    return message.attempts == 1 and message.key == f"{MORNING}/{local_day(at)}/{message.recipient}"


def gives_way(session: Session, message: ClaimedMessage, at: datetime, me: str) -> bool:
    """True when a letter that comes late is not sent now: the recipient has had a letter this morning, and it waits for
    the next, or a newer one is to be sent, and tells it too."""
    today, moment = local_day(at), instant_text(at)
    later = _after(session, message.organisation, today)
    others = [
        row
        for row in _posted(session, message.organisation, today).get(message.recipient, [])
        if row.number != message.number
    ]
    if any(other.takes_up(today, moment) for other in others):
        put_off(session, message, datetime.combine(later, HOUR, SWEDEN), "", me)
        return True
    newer = next((row for row in others if row.done_at is None and row.next_at <= moment), None)
    if newer is None or not quick(session, _KEEP, (message.organisation, newer.number)).rowcount:
        return False
    _move(
        session, message, [line.event for line in _lines(session, message.organisation, message.number)], newer.number
    )
    return finish(session, message, at, SUPERSEDED)


def thread_of(case: Case) -> str:
    """What a recipient's mail program keeps together: a committee's goal year."""
    return f"{case.unit}/{case.year or ''}"


def _after(session: Session, organisation: int, today: date) -> date:
    """The working day after a day, as the model in force rests."""
    digest = run(session, "SELECT model FROM organisation WHERE id = ?", (organisation,)).scalar_one()
    return working_days(model_of(session, organisation, digest).rest).add(today, 1)


def _posted(session: Session, organisation: int, today: date) -> dict[Recipient, list[MorningLetter]]:
    """The letters of the last morning_letters and of those to come, by recipient: a wrong clock has made some for far days."""
    return _by_reader(quick(session, *_asked(organisation, today)).fetchall())


def _asked(organisation: int, today: date) -> tuple[str, tuple[int, str, str]]:
    return _POSTED, (organisation, f"{MORNING}/{today - BACK}/", f"{MORNING}/9999")


def _by_reader(rows: Sequence[Any]) -> dict[Recipient, list[MorningLetter]]:
    found: dict[Recipient, list[MorningLetter]] = defaultdict(list)
    for row in rows:
        letter = MorningLetter(*row)
        found[Recipient(letter.person, letter.unit)].append(letter)
    return found


def _letter(
    session: Session, organisation: int, recipient: Recipient, lines: list[OutboxLine], posted: list[MorningLetter],
    known: Mapping[int, Case], at: datetime, later: date, held: bool,
) -> Letter:  # fmt: skip
    today = local_day(at)
    if any(letter.takes_up(today, instant_text(at)) for letter in posted):
        today = later
    for letter in posted:
        if letter.done_at is None and letter.day <= later.isoformat() and _supersede(session, organisation, letter, at):
            lines = [*_lines(session, organisation, letter.number), *lines]
    again = sum(letter.day == today.isoformat() for letter in posted)
    return Letter(
        key=f"{MORNING}/{today}/{recipient}" + (f"/{again + 1}" if again else ""), kind=MORNING, recipient=recipient,
        at=at, next_at=HELD if held else _when(today, at), priority=_priority(lines),
        thread=thread_of(known[lines[-1].case]), lines=tuple(lines),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _when(day: date, at: datetime) -> datetime:
    """When the letter of a day may be sent. (Remembered: a morning's letters are all made at one moment.)"""
    return max(at, datetime.combine(day, HOUR, SWEDEN))


def _supersede(session: Session, organisation: int, letter: MorningLetter, at: datetime) -> bool:
    """Take the letter out of the outbox; False when somebody is sending it."""
    values = (instant_text(at), SUPERSEDED, organisation, letter.number, instant_text(at))
    return bool(quick(session, _SUPERSEDE, values).rowcount)


def _move(session: Session, message: ClaimedMessage, events: Sequence[int], number: int) -> None:
    """Let another letter tell these lines."""
    sql = "UPDATE mail_line SET mail = ? WHERE organisation = ? AND mail = ? AND event = ?"
    quick(session, sql, [(number, message.organisation, message.number, event) for event in events])


def _lines(session: Session, organisation: int, number: int) -> list[OutboxLine]:
    rows = quick(session, _LINES, (organisation, number)).fetchall()
    return [
        OutboxLine(event, case, duty, rung, date.fromisoformat(due) if due else None, role)
        for event, case, duty, rung, due, role in rows
    ]


def _priority(lines: Sequence[OutboxLine]) -> int:
    kinds = {line.rung.partition("+")[0].partition("-")[0] for line in lines}
    if ESCALATED in kinds:
        return ESCALATION
    return REMINDER if kinds - {"", OPENED.name} else DIGEST
