"""The morning's letter: what the clock did and told goes to each reader in one letter a day, at six.

A letter that has not been sent, because the relay was down, say, is taken into the next one and kept as superseded. What
comes after the day's letter waits for tomorrow's. More letters at a time than three times the most so far are held.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from notifications.hearing import Reader
from notifications.outbox import DIGEST, ESCALATION, HELD, REMINDER, SUPERSEDED, Lent, Letter, Told, post_one
from workflow.cycle.calendar import DAY, SWEDEN, local_day
from workflow.cycle.ladder import ESCALATION as ESCALATED
from workflow.cycle.ladder import OPENED
from workflow.records.base import instant_text
from workflow.records.case import Snapshot
from workflow.records.sql import quick
from workflow.running.heartbeat import TOO_MANY, hold, pulse

MORNING = "morning"
HOUR = time(6)
BACK = timedelta(days=60)
"""How far back an unsent letter is looked for: longer than any rest."""
FEW, TIMES = 100, 3
"""More than `FEW` letters at a time, and more than `TIMES` the most so far, are too many to be right."""
_POSTED = (
    "SELECT number, key, person, unit, done_at, outcome, claim FROM mail "
    "WHERE organisation = ? AND key >= ? AND key < ? ORDER BY key, number"
)
_LINES = 'SELECT event, "case", duty, rung, due, role FROM mail_line WHERE organisation = ? AND mail = ? ORDER BY event'
_SUPERSEDE = (
    "UPDATE mail SET done_at = ?, outcome = ? WHERE organisation = ? AND number = ? AND done_at IS NULL AND claim = ''"
)


class Posted(NamedTuple):
    """A morning's letter that is in the outbox already."""

    number: int
    key: str
    person: int | None
    unit: int | None
    done_at: str | None
    outcome: str
    claim: str

    @property
    def day(self) -> str:
        """The day it is for, as in its key."""
        return self.key.split("/")[1]


def mornings(
    session: Session, organisation: int, most: int, told: Mapping[Reader, Sequence[Told]],
    known: Mapping[int, Snapshot], at: datetime,
) -> list[Letter]:  # fmt: skip
    """The letters of the morning, one to each reader; held when the clock is not to be trusted."""
    if not told:
        return []
    if len(told) > max(FEW, TIMES * most) and most:
        hold(session, TOO_MANY)
    last = pulse(session)
    held = bool(last and last.held)
    posted = _posted(session, organisation, local_day(at))
    return [
        _letter(session, organisation, reader, list(lines), posted.get(reader, []), known, at, held)
        for reader, lines in told.items()
    ]


def wait(session: Session, lent: Lent, unripe: Sequence[tuple[Told, date]], at: datetime) -> None:
    """Post the lines that could not be told yet, in letters of the days from which they can."""
    for day in sorted({day for _, day in unripe}):
        lines = tuple(line for line, on in unripe if on == day)
        post_one(session, lent.organisation, Letter(
            key=f"{MORNING}/{day}/{lent.reader}/{lent.number}", kind=MORNING, reader=lent.reader, at=at,
            next_at=datetime.combine(day, HOUR, SWEDEN), priority=_priority(lines), thread=lent.thread, lines=lines,
        ))  # fmt: skip


def thread_of(case: Snapshot) -> str:
    """What a reader's mail program keeps together: a committee's goal year."""
    return f"{case.unit}/{case.year or ''}"


def _posted(session: Session, organisation: int, today: date) -> dict[Reader, list[Posted]]:
    """The letters of the last mornings, by reader."""
    since, until = (f"{MORNING}/{day}/" for day in (today - BACK, today + 2 * DAY))
    found: dict[Reader, list[Posted]] = defaultdict(list)
    for row in quick(session, _POSTED, (organisation, since, until)).fetchall():
        letter = Posted(*row)
        found[Reader(letter.person, letter.unit)].append(letter)
    return found


def _letter(
    session: Session, organisation: int, reader: Reader, lines: list[Told], posted: list[Posted],
    known: Mapping[int, Snapshot], at: datetime, held: bool,
) -> Letter:  # fmt: skip
    today = local_day(at)
    for letter in posted:
        if letter.done_at is None and _supersede(session, organisation, letter, at):
            lines = [*_lines(session, organisation, letter), *lines]
        elif letter.day == today.isoformat() and letter.outcome != SUPERSEDED:
            today += DAY
    again = sum(letter.day == today.isoformat() for letter in posted)
    first = datetime.combine(today, HOUR, SWEDEN)
    return Letter(
        key=f"{MORNING}/{today}/{reader}" + (f"/{again + 1}" if again else ""), kind=MORNING, reader=reader,
        at=at, next_at=HELD if held else max(at, first), priority=_priority(lines),
        thread=thread_of(known[lines[-1].case]), lines=tuple(lines),
    )  # fmt: skip


def _supersede(session: Session, organisation: int, letter: Posted, at: datetime) -> bool:
    """Take the letter out of the outbox; False when somebody is sending it."""
    values = (instant_text(at), SUPERSEDED, organisation, letter.number)
    return bool(quick(session, _SUPERSEDE, values).rowcount)


def _lines(session: Session, organisation: int, letter: Posted) -> list[Told]:
    rows = quick(session, _LINES, (organisation, letter.number)).fetchall()
    return [
        Told(event, case, duty, rung, date.fromisoformat(due) if due else None, role)
        for event, case, duty, rung, due, role in rows
    ]


def _priority(lines: Sequence[Told]) -> int:
    kinds = {line.rung.partition("+")[0].partition("-")[0] for line in lines}
    if ESCALATED in kinds:
        return ESCALATION
    return REMINDER if kinds - {"", OPENED.name} else DIGEST
