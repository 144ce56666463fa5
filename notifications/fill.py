"""Filling the outbox: what has happened since last time becomes letters, by a cursor over the events, none skipped.

What presses is told at once, an act in one letter. The rest, and what the clock did and told, waits for the morning: one
letter a day to each reader, with everything that an older letter did not get said. What was imported is passed over.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from pydantic_core import from_json

from notifications.box import BATCH, Box, Happened, open_box
from notifications.hearing import Reader, of_rung, of_step
from notifications.mornings import mornings, thread_of
from notifications.outbox import DECISION, MORNING, REMINDER, Letter, Told, post
from workflow.cycle.reminders import ladder_of
from workflow.cycle.working_days import local_day, working_days
from workflow.facts.clerical import Approval, Handover, Notice
from workflow.facts.letters import Chased
from workflow.facts.review import Review
from workflow.facts.timetable import Timetable
from workflow.governance.model import Model, Step
from workflow.organisation.responsibility import Seats
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.projection import NOTE
from workflow.records.queries.events import IMPORT
from workflow.records.queries.models import model_of
from workflow.records.sql import at_once, quick

NOTICE, CHASED, HANDOVER = Notice.kind, Chased.kind, Handover.kind
PRESSING = (HANDOVER, CHASED, Review.kind, Approval.kind, Timetable.kind)
WAITING = (
    "SELECT c.organisation FROM chain c LEFT JOIN letterbox b ON b.organisation = c.organisation "
    "WHERE c.seq > coalesce(b.seq, 0) ORDER BY c.organisation"
)


def fill(database: Database, at: datetime, organisation: int | None = None) -> int:
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
            box = open_box(session, organisation, local_day(at))
            made += _some(box, at)
            more = len(box.events) == BATCH
    return made


def _some(box: Box, at: datetime) -> int:
    """Turn the next events into letters; how many."""
    events = whole_acts(box.events, full=len(box.events) == BATCH)
    if not events:
        return 0
    letters = _letters(box, events, at)
    clocked = sum(letter.kind == MORNING for letter in letters)
    sql = "UPDATE letterbox SET seq = ?, number = ?, most = ? WHERE organisation = ?"
    with at_once(box.session):
        post(box.session, box.organisation, box.number, letters)
        quick(box.session, sql, (events[-1].seq, box.number + len(letters), max(box.most, clocked), box.organisation))
    return len(letters)


def whole_acts(events: list[Happened], full: bool) -> list[Happened]:
    """The events without the last act when there may be more of it: an act is told in one letter."""
    acts = [list(act) for _, act in groupby(events, key=lambda event: (event.who, event.recorded))]
    return events[: -len(acts[-1])] if full and len(acts) > 1 else events


def _letters(box: Box, events: Sequence[Happened], at: datetime) -> list[Letter]:
    """The letters that the events make: of the acts of people, and of the clock's morning."""
    told = [event for event in events if event.case and event.step != IMPORT]
    if not told:
        return []
    acts: dict[tuple[str, int, str, Reader], list[Told]] = {}
    morning: dict[Reader, list[Told]] = {}
    for event in told:
        case = box.known[event.case or 0]
        for reader, line in _heard(box, case, event):
            if reader.person in box.quiet and not line.duty and not _concerns(event):
                continue
            if event.who == box.clock or not _presses(event):
                morning.setdefault(reader, []).append(line)
            else:
                acts.setdefault((_kind(event), event.who, event.recorded, reader), []).append(line)
    later = working_days(box.model.rest).add(local_day(at), 1)
    clocked = mornings(box.session, box.organisation, box.most, morning, box.known, at, later)
    return [*_at_once(acts, box.known, at), *clocked]


def _concerns(event: Happened) -> bool:
    """True for what is told to those too who want to hear only of what is to be done: decisions, what they were handed."""
    return event.decision is not None or event.fact == HANDOVER


def _presses(event: Happened) -> bool:
    """True for what is told at once: decisions, what came back, what was handed over or asked for, other dates. The rest
    of what people did can wait for the morning: thirty forecasts are not thirty letters."""
    return event.decision is not None or event.fact in PRESSING


def _heard(box: Box, case: Case, event: Happened) -> Iterator[tuple[Reader, Told]]:
    """Each reader that hears of the event, with the line that tells it."""
    model = model_of(box.session, box.organisation, event.model or case.model)
    if event.step == NOTE:
        yield from _noted(box.held, model, case, event)
        return
    step = model.step(event.step) if event.step else None
    if step is None:
        return
    given = Handover.of(event.said).responsible if event.fact == Handover.kind else None
    for reader, role in of_step(box.held, model, case, step, event.who, given).items():
        yield reader, Told(event.seq, case.id, role=role)


def _noted(held: Seats, model: Model, case: Case, event: Happened) -> Iterator[tuple[Reader, Told]]:
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
    due, readers = date.fromisoformat(said["due"]), of_rung(held, model, case, step, rung)
    if event.fact == NOTICE and _was_asked(case, duty, event):
        for asked in of_rung(held, model, case, step, None):
            readers.pop(asked, None)
    for reader, role in readers.items():
        yield reader, Told(event.seq, case.id, duty, name, due, role)


def _was_asked(case: Case, duty: str, event: Happened) -> bool:
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


def _kind(event: Happened) -> str:
    return CHASED if event.fact == CHASED else event.step


def _at_once(
    acts: dict[tuple[str, int, str, Reader], list[Told]], known: dict[int, Case], at: datetime
) -> Iterator[Letter]:
    for (kind, _, _, reader), lines in acts.items():
        yield Letter(
            key=f"{kind}/{lines[0].event}/{reader}"[:120], kind=kind, reader=reader, lines=tuple(lines), at=at, next_at=at,
            thread=thread_of(known[lines[0].case]), priority=REMINDER if kind == CHASED else DECISION,
        )  # fmt: skip
