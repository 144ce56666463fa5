"""The tick: what the clock does when it wakes. Idempotent; after an outage it catches up day by day, in order.

The clock takes the goal year's own steps and the births that are owed it, and tells the next rung of each duty. It
moves no goal. A quiet tick is one indexed query.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.cycle.duties import Duty, duties
from workflow.cycle.ladder import due_rung
from workflow.governance.model import Model
from workflow.records.base import instant_text
from workflow.records.case import Snapshot
from workflow.records.chain import Entry, append, refresh
from workflow.records.database import Database
from workflow.records.fold import NOTE, fold
from workflow.records.sql import run
from workflow.running.year import take
from workflow.states.caches import dated
from workflow.states.dates import model_of, models_of
from workflow.states.found import clock_of
from workflow.states.perform import Refused
from workflow.states.situation import Situation, cases, lock
from workflow.words import Sentence, sentence

BATCH = 500
"""Cases to a transaction."""
GAP = timedelta(hours=48)
"""A longer silence than this may be a wrong clock: what is told is held until somebody has looked."""
DUE = "SELECT DISTINCT organisation FROM cases WHERE next_due <= ? ORDER BY organisation"


@dataclass
class Ticked:
    """What a tick did: duties opened, steps of the year taken, reminders and escalations told, letters held or not,
    and what the clock could not do, with the reasons."""

    opened: int = 0
    advanced: int = 0
    reminders: int = 0
    escalations: int = 0
    mails: int = 0
    held: bool = False
    stuck: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)


def tick(database: Database, at: datetime, organisation: int | None = None) -> Ticked:
    """Do everything that is due at the moment `at`, in every organisation or in one."""
    today, done = local_day(at), Ticked()
    with database.reading() as session:
        due = [row[0] for row in run(session, DUE, (today.isoformat(),))]
        if not due:
            return done
        why = suspicion(session, at)
    if why and why.text == BACKWARDS:
        return replace(done, held=True)
    if why:
        with database.writing() as session:
            hold(session, why)
        done.held = True
    for number in due if organisation is None else [organisation]:
        _catch_up(database, number, at, done)
    return done


BACKWARDS = "The clock went backwards."


def suspicion(session: Session, at: datetime) -> Sentence | None:
    """Why the clock should not be trusted, None when it should."""
    last = run(session, "SELECT at FROM heartbeat WHERE name = 'tick'").scalar_one_or_none()
    if last is None:
        return None
    if at < datetime.fromisoformat(last):
        return sentence(BACKWARDS)
    if at - datetime.fromisoformat(last) > GAP:
        return sentence("The clock has been silent for more than two days.")
    return None


def hold(session: Session, why: Sentence) -> None:
    """Hold the letters until somebody releases them; the state is computed all the same."""
    run(session, "UPDATE heartbeat SET held = ? WHERE name = 'tick'", (why.text,))


def beat(database: Database, at: datetime) -> None:
    """Write that the clock was alive at `at`, never back in time."""
    with database.writing() as session:
        moment = instant_text(at)
        sql = "UPDATE heartbeat SET at = ? WHERE name = 'tick' AND at <= ?"
        if not run(session, sql, (moment, moment)).rowcount:
            sql = "INSERT INTO heartbeat (name, at, held) VALUES ('tick', ?, '') ON CONFLICT (name) DO NOTHING"
            run(session, sql, (moment,))


def _catch_up(database: Database, organisation: int, at: datetime, done: Ticked) -> None:
    """First what the clock itself takes, day by day in order; then what it tells, once for each case."""
    while True:
        with database.writing() as session:
            if not _advance(lock(session, None, clock_of(session, organisation), at), done):
                break
    last = 0
    while True:
        with database.writing() as session:
            now = lock(session, None, clock_of(session, organisation), at)
            batch = _due(now, f"AND id > {last} ORDER BY id LIMIT {BATCH}")
            if not batch:
                return
            last = batch[-1].id
            _tell(now, batch, done)


def _due(now: Situation, rest: str, levels: Collection[str] = ()) -> list[Snapshot]:
    """The cases that the clock has something to do for, of `levels` if any; `rest` ends the SQL."""
    among = f" AND level IN ({', '.join('?' for _ in levels)})" if levels else ""
    today = now.today.isoformat()
    return cases(now.session, f"organisation = ? AND next_due <= ?{among} {rest}", (now.who.organisation, today, *levels))


def _advance(now: Situation, done: Ticked) -> bool:
    """Take the clock's own steps of the earliest day that has any. What it is refused does not stop the rest."""
    models = models_of(now.session, now.who.organisation)
    levels = sorted({name for model in models for name in model.clocked})
    owed = [
        (duty, case)
        for case in _due(now, "ORDER BY id", levels)
        if case.id not in done.stuck
        for duty in duties(model_of(now.session, now.who.organisation, case.model), now.calendar, case)
        if duty.step.by_clock and duty.due <= now.today and duty.status(now.today) != "lapsed"
    ]
    first = min((duty.due for duty, _ in owed), default=None)
    for duty, case in owed:
        if duty.due == first:
            _take(now, duty, case, done)
    return bool(owed)


def _take(now: Situation, duty: Duty, case: Snapshot, done: Ticked) -> None:
    try:
        take(now.session, now.who, case, duty, now.at)
        done.advanced += 1
    except Refused as refused:
        done.stuck[case.id] = refused.why


def _tell(now: Situation, batch: list[Snapshot], done: Ticked) -> None:
    """Tell the next rung of every duty of the cases, and write when there is something to do for them again."""
    entries: list[Entry] = []
    quiet: list[Snapshot] = []
    for case in batch:
        model = model_of(now.session, now.who.organisation, case.model)
        told = _rungs(now, model, case, now.head.seq + len(entries), done)
        after = dated(model, now.calendar, told[-1].after if told and told[-1].after else case, now.today)
        if told:
            entries += [*told[:-1], told[-1]._replace(before=case, after=after)]
        elif after is not case:
            quiet.append(after)
    if entries:
        append(now.session, now.head, entries)
    refresh(now.session, quiet)


def _rungs(now: Situation, model: Model, case: Snapshot, seq: int, done: Ticked) -> list[Entry]:
    """The events that tell the rungs due today, each with the case as it is after it."""
    told: list[Entry] = []
    level = model.levels[case.level]
    for duty in duties(model, now.calendar, case):
        if entry := _notice(now, model, case, duty, done):
            seq += 1
            case = fold(case, entry.happened(seq), level)
            told.append(entry._replace(after=case))
    return [entry._replace(after=None) for entry in told[:-1]] + told[-1:]


def _notice(now: Situation, model: Model, case: Snapshot, duty: Duty, done: Ticked) -> Entry | None:
    """The event that tells the rung of the duty that is due today, if one is."""
    key = f"notice/{duty.key}"
    noted = case.facts.get(key, {})
    found = due_rung(model, duty, noted, now.today)
    if found is None:
        return None
    rung, _ = found
    done.opened += rung.kind == "opened"
    done.reminders += rung.kind == "reminder"
    done.escalations += rung.kind == "escalation"
    stint = f"~{noted['stint']}" if "stint" in noted else ""
    return Entry(
        who=now.who.person, recorded=now.at, effective=now.today, step=NOTE, case=case.id, round=duty.round,
        from_state=case.state, to_state=case.state, fact="notice", model=case.model,
        short={key: {"step": duty.step.name, "rung": rung.name, "due": duty.due.isoformat()}},
        once=f"{case.id}/{duty.step.name}/{case.year or ''}-{duty.round}/{rung.name}{stint}",
    )  # fmt: skip
