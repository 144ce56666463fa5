"""Filling the outbox: what has happened since last time becomes letters, by a cursor over the events, none skipped.

What presses is told at once, an act in one letter. The rest, and what the clock did and told, waits for the morning: one
letter a day to each reader, with everything that an older letter did not get said. What was imported is passed over.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from notifications.bounces import recipient_of, untold
from notifications.digest import morning_letters, thread_of
from notifications.outbox import DECISION, MORNING, REMINDER, Letter, LetterEvent, OutboxLine, letterbox, post
from notifications.recipients import Recipient, of_rung, of_step
from workflow.cycle.reminders import ladder_of
from workflow.cycle.working_days import local_day, working_days
from workflow.facts.clerical import Approval, Handover, Notice
from workflow.facts.decision import Decided
from workflow.facts.letters import Chased
from workflow.facts.review import Review
from workflow.facts.timetable import Timetable
from workflow.governance.model import CLOCK, Model, Step
from workflow.organisation.responsibility import Seats, seated
from workflow.organisation.responsibility import asked as seats_asked
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.projection import NOTE
from workflow.records.queries.cases import SELECT_CASES, case_of, cases_numbered
from workflow.records.queries.events import IMPORT
from workflow.records.queries.models import model_of
from workflow.records.sql import at_once, driver, quick, together

NOTICE, CHASED, HANDOVER = Notice.kind, Chased.kind, Handover.kind
PRESSING = (HANDOVER, CHASED, Review.kind, Approval.kind, Timetable.kind)
WAITING = (
    "SELECT c.organisation FROM chain c LEFT JOIN letterbox b ON b.organisation = c.organisation "
    "WHERE c.seq > coalesce(b.seq, 0) ORDER BY c.organisation"
)
BATCH = 2000
"""Events to a transaction."""
QUIET = "SELECT id FROM person WHERE organisation = ? AND letters = 'duties'"
CLOCK_OF = "SELECT person FROM seat WHERE organisation = ? AND role = ? ORDER BY id LIMIT 1"
IN_FORCE = "SELECT model FROM organisation WHERE id = ?"
BOX = "SELECT seq, number, most FROM letterbox WHERE organisation = ?"
NEXT = (
    'SELECT seq, "case", who, recorded, step, round, fact, short, decision, model FROM event WHERE organisation = ? '
    "AND seq > coalesce((SELECT seq FROM letterbox WHERE organisation = ?), 0) ORDER BY seq LIMIT ?"
)
CASES = f'{SELECT_CASES} WHERE organisation = ? AND id IN (SELECT "case" FROM ({NEXT}) n)'


class EventBatch(NamedTuple):
    """An organisation's letterbox, as it is being filled: how far it was, what has happened since, the cases that it
    happened to, who sits where today, who wants few letters, who the clock is, and the model in force."""

    session: Session
    organisation: int
    seq: int
    number: int
    most: int
    events: list[LetterEvent]
    known: dict[int, Case]
    held: Seats
    quiet: set[int]
    clock: int
    model: Model


def enqueue(database: Database, at: datetime, organisation: int | None = None) -> int:
    """Make the letters that are to be made at the moment `at`, in every organisation or in one; how many. Raises the
    first error, once the others have their letters: nobody waits for an organisation whose letters cannot be made."""
    with database.reading() as session:
        waiting = [row[0] for row in quick(session, WAITING).fetchall()]
    made, errors = 0, []
    for number in waiting if organisation is None else [organisation]:
        try:
            made += _all_of(database, number, at)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return made


def _all_of(database: Database, organisation: int, at: datetime) -> int:
    made, more = 0, True
    while more:
        with database.writing() as session:
            batch = open_batch(session, organisation, local_day(at))
            made += _some(batch, at)
            more = len(batch.events) == BATCH
    return made


def _some(batch: EventBatch, at: datetime) -> int:
    """Turn the next events into letters; how many."""
    events = whole_acts(batch.events, full=len(batch.events) == BATCH)
    if not events:
        return 0
    letters = _letters(batch, events, at)
    clocked = sum(letter.kind == MORNING for letter in letters)
    sql = "UPDATE letterbox SET seq = ?, number = ?, most = ? WHERE organisation = ?"
    with at_once(batch.session):
        post(batch.session, batch.organisation, batch.number, letters)
        quick(
            batch.session,
            sql,
            (events[-1].seq, batch.number + len(letters), max(batch.most, clocked), batch.organisation),
        )
    return len(letters)


def whole_acts(events: list[LetterEvent], full: bool) -> list[LetterEvent]:
    """The events without the last act when there may be more of it: an act is told in one letter."""
    acts = [list(act) for _, act in groupby(events, key=lambda event: (event.who, event.recorded))]
    return events[: -len(acts[-1])] if full and len(acts) > 1 else events


def _letters(batch: EventBatch, events: Sequence[LetterEvent], at: datetime) -> list[Letter]:
    """The letters that the events make: of the acts of people, and of the clock's morning."""
    told = [event for event in events if event.case and event.step != IMPORT]
    if not told:
        return []
    acts: dict[tuple[str, int, str, Recipient], list[tuple[str, OutboxLine]]] = {}
    morning: dict[Recipient, list[OutboxLine]] = {}
    for event in told:
        case = batch.known[event.case or 0]
        for recipient, line in (*_heard(batch, case, event), *_did_not_arrive(batch, case, event)):
            if recipient.person in batch.quiet and not line.duty and not _concerns(event):
                continue
            if event.who == batch.clock or not _presses(event):
                morning.setdefault(recipient, []).append(line)
            else:
                acts.setdefault((*_act(event), recipient), []).append((_kind(event), line))
    later = working_days(batch.model.rest).add(local_day(at), 1)
    clocked = morning_letters(batch.session, batch.organisation, batch.most, morning, batch.known, at, later)
    return [*_at_once(acts, batch.known, at), *clocked]


def _concerns(event: LetterEvent) -> bool:
    """True for what is told to those too who want to hear only of what is to be done: decisions, what they were handed."""
    return event.decision is not None or event.fact == HANDOVER


def _presses(event: LetterEvent) -> bool:
    """True for what is told at once: decisions, what came back, what was handed over or asked for, other dates. The rest
    of what people did can wait for the morning: thirty forecasts are not thirty letters."""
    return event.decision is not None or event.fact in PRESSING


def _heard(batch: EventBatch, case: Case, event: LetterEvent) -> Iterator[tuple[Recipient, OutboxLine]]:
    """Each recipient that hears of the event, with the line that tells it."""
    model = model_of(batch.session, batch.organisation, event.model or case.model)
    if event.step == NOTE:
        yield from _noted(batch.held, model, case, event)
        return
    step = model.step(event.step) if event.step else None
    if step is None:
        return
    given = Handover.of(event.said).responsible if event.fact == Handover.kind else None
    for recipient, role in of_step(batch.held, model, case, step, event.who, given).items():
        yield recipient, OutboxLine(event.seq, case.id, role=role)


def _did_not_arrive(batch: EventBatch, case: Case, event: LetterEvent) -> Iterator[tuple[Recipient, OutboxLine]]:
    """What letters did not get said while they did not arrive, now that somebody has seen to the address."""
    level = model_of(batch.session, batch.organisation, case.model).levels[case.level]
    if level.kind != "letter" or event.step == NOTE or level.is_open(case.state):
        return
    lines = untold(batch.session, case)
    batch.known.update(cases_numbered(batch.session, batch.organisation, {line.case for line in lines}))
    yield from ((recipient_of(case), line) for line in lines)


def _noted(held: Seats, model: Model, case: Case, event: LetterEvent) -> Iterator[tuple[Recipient, OutboxLine]]:
    """A rung that the clock told, or a duty that the quality chief asked for."""
    if event.fact not in (NOTICE, CHASED):
        return
    [(key, said)] = from_json(event.short).items()
    duty = key.partition("/")[2]
    step = _step(model, case, duty)
    name = CHASED if event.fact == CHASED else Notice.of(said).rung
    if step is None:
        return
    rung = next((rung for rung in ladder_of(model, step) if rung.name == name), None)
    due, recipients = date.fromisoformat(said["due"]), of_rung(held, model, case, step, rung)
    if event.fact == NOTICE and _was_asked(case, duty, event):
        for asked in of_rung(held, model, case, step, None):
            recipients.pop(asked, None)
    for recipient, role in recipients.items():
        yield recipient, OutboxLine(event.seq, case.id, duty, name, due, role)


def _was_asked(case: Case, duty: str, event: LetterEvent) -> bool:
    """True when the quality chief asked for the duty the same day: nobody is asked twice a day."""
    asked = case.facts.get(f"{CHASED}/{duty}")
    if not asked:
        return False
    day = local_day(datetime.fromisoformat(event.recorded)).isoformat()
    return bool(asked["seq"] < event.seq and asked["at"] == day)


def _step(model: Model, case: Case, duty: str) -> Step | None:
    """The step of a duty's key: "forecast/R1" of the case's own level, "report.compile/R1" of a birth it owes."""
    name = duty.partition("/")[0]
    level, _, name = name.rpartition(".")
    known = model.levels.get(level or case.level)
    return known.step.get(name) if known else None


def _kind(event: LetterEvent) -> str:
    return CHASED if event.fact == CHASED else event.step


def _act(event: LetterEvent) -> tuple[str, int, str]:
    """What is told in one letter: all that somebody logged under one §, whatever it did; else one act."""
    if event.decision is not None:
        return f"§ {event.decision}", event.who, ""
    return _kind(event), event.who, event.recorded


def _at_once(
    acts: dict[tuple[str, int, str, Recipient], list[tuple[str, OutboxLine]]], known: dict[int, Case], at: datetime
) -> Iterator[Letter]:
    for (_, _, _, recipient), told in acts.items():
        kinds, lines = {kind for kind, _ in told}, [line for _, line in told]
        kind = kinds.pop() if len(kinds) == 1 else Decided.kind
        yield Letter(
            key=f"{kind}/{lines[0].event}/{recipient}"[:120], kind=kind, recipient=recipient, lines=tuple(lines), at=at, next_at=at,
            thread=thread_of(known[lines[0].case]), priority=REMINDER if kind == CHASED else DECISION,
        )  # fmt: skip


def open_batch(session: Session, organisation: int, today: date) -> EventBatch:
    """The letterbox, ours alone until the transaction ends, and everything that is to be known."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    since = (organisation, organisation, BATCH)
    asked = [
        (BOX + end, (organisation,)), (NEXT, since), (CASES, (organisation, *since)), *seats_asked(organisation, today),
        (QUIET, (organisation,)), (CLOCK_OF, (organisation, CLOCK)), (IN_FORCE, (organisation,)),
    ]  # fmt: skip
    batch, events, known, held, units, quiet, [clock], [digest] = together(session, asked)
    if not batch:
        letterbox(session, organisation)
        return open_batch(session, organisation, today)
    [(seq, number, most)] = batch
    cases = {row[0]: case_of(row) for row in known}
    return EventBatch(
        session, organisation, seq, number, most, [LetterEvent(*row) for row in events], cases, seated(held, units),
        {row[0] for row in quiet}, clock[0], model_of(session, organisation, digest[0]),
    )  # fmt: skip
