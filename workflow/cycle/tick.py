"""The tick: what the clock does when it wakes. Idempotent; after an outage it catches up day by day, in order.

The clock takes the goal year's own steps and the births that are owed it, and tells the next rung of each duty. It
moves no goal. A quiet tick is one indexed query.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow.cycle.deadlines import due_now, duties
from workflow.cycle.duty import Duty
from workflow.cycle.goal_year import take
from workflow.cycle.heartbeat import BACKWARDS, Pulse, caught_up, hold, pulse, silence, stopped, suspicion
from workflow.cycle.outage import Failed, put_off_closings
from workflow.cycle.reminders import Noted, heard_of_other_dates, telling
from workflow.cycle.working_days import local_day
from workflow.governance.model import Rung
from workflow.organisation.founding import clock_of
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.event_log import Entry, append, refresh
from workflow.records.projection import NOTE, Event, fold
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of, models_of
from workflow.records.sql import run
from workflow.states.context import Context, lock
from workflow.states.perform import Refused
from workflow.words import Sentence

BATCH = 500
"""Cases to a transaction."""
DUE = (
    "SELECT id FROM organisation o WHERE EXISTS "
    "(SELECT 1 FROM cases WHERE organisation = o.id AND next_due <= ?) ORDER BY id"
)
"""The organisations that have anything due. Asked of each by the index: as quick with 100,000 cases as with ten."""


COUNTS = ("opened", "advanced", "reminders", "escalations", "mails", "held")
"""What is told of a tick, in order."""


@dataclass
class Ticked:
    """What a tick did: duties opened, steps of the year taken, reminders and escalations told, whether letters are
    held. `stuck` are the cases whose step the clock was refused, with the reasons; `failed` the organisations that it
    could not finish, with the error: nothing there is half done, and the others were not kept waiting. `why` tells that
    the clock is not trusted, and did nothing."""

    opened: int = 0
    advanced: int = 0
    reminders: int = 0
    escalations: int = 0
    mails: int = 0
    held: bool = False
    stuck: dict[int, tuple[Sentence, ...]] = field(default_factory=dict)
    failed: dict[int, Exception] = field(default_factory=dict)
    why: Sentence | None = None

    def count(self, rung: Rung) -> None:
        """One more rung told."""
        self.opened += rung.kind == "opened"
        self.reminders += rung.kind == "reminder"
        self.escalations += rung.kind == "escalation"


def tick(database: Database, at: datetime, organisation: int | None = None) -> Ticked:
    """Do everything that is due at the moment `at`, in every organisation or in one; nothing when the clock that says `at`
    is not to be trusted (`Ticked.why`)."""
    with database.reading() as session:
        last, second = pulse(session), database.second_clock(session)
    suspected = suspicion(last, at, second)
    done = Ticked(held=bool(suspected or (last and last.held)), why=stopped(last, suspected))
    if suspected and suspected is not BACKWARDS:
        with database.writing() as session:
            hold(session, suspected)
    if done.why:
        return done
    done.failed |= _outages(database, last, at)
    with database.reading() as session:
        due = [row[0] for row in run(session, DUE, (local_day(at).isoformat(),))]
    for number in due if organisation is None else [organisation]:
        if number in done.failed:
            continue
        try:
            _catch_up(database, number, at, done)
        except Exception as error:
            done.failed[number] = error
    return done


def _outages(database: Database, last: Pulse | None, at: datetime) -> Failed:
    """Put off what closed while the clock stood still: since it last lived, or before somebody let it go again."""
    with database.reading() as session:
        before = silence(session)
    failed = put_off_closings(database, before or last, at)
    if before and not failed:
        with database.writing() as session:
            caught_up(session)
    return failed


def _catch_up(database: Database, organisation: int, at: datetime, done: Ticked) -> None:
    """First what the clock itself takes, day by day in order; then what it tells, once for each case."""
    while True:
        with database.writing() as session:
            if not _advance(lock(session, None, clock_of(session, organisation), at), done):
                break
    last = 0
    while True:
        with database.writing() as session:
            ctx = lock(session, None, clock_of(session, organisation), at)
            batch = _due(ctx, f"AND id > {last} ORDER BY id LIMIT {BATCH}")
            if not batch:
                return
            last = batch[-1].id
            _tell(ctx, batch, done)


def _due(ctx: Context, rest: str, levels: Collection[str] = ()) -> list[Case]:
    """The cases that the clock has something to do for, of `levels` if any; `rest` ends the SQL."""
    among = f" AND level IN ({', '.join('?' for _ in levels)})" if levels else ""
    today = ctx.today.isoformat()
    return cases(
        ctx.session, f"organisation = ? AND next_due <= ?{among} {rest}", (ctx.who.organisation, today, *levels)
    )


def _advance(ctx: Context, done: Ticked) -> bool:
    """Take the clock's own steps of the earliest day that has any. What it is refused does not stop the rest."""
    models = models_of(ctx.session, ctx.who.organisation)
    levels = sorted({name for model in models for name in model.clocked})
    owed = [
        (duty, case)
        for case in _due(ctx, "ORDER BY id", levels)
        if case.id not in done.stuck
        for duty in duties(model_of(ctx.session, ctx.who.organisation, case.model), ctx.calendar, case)
        if duty.step.by_clock and duty.due <= ctx.today and duty.status(ctx.today) != "lapsed"
    ]
    first = min((duty.due for duty, _ in owed), default=None)
    for duty, case in owed:
        if duty.due == first:
            _take(ctx, duty, case, done)
    return bool(owed)


def _take(ctx: Context, duty: Duty, case: Case, done: Ticked) -> None:
    try:
        take(ctx.session, ctx.who, case, duty, ctx.at)
        done.advanced += 1
    except Refused as refused:
        done.stuck[case.id] = refused.why


def _tell(ctx: Context, batch: list[Case], done: Ticked) -> None:
    """Tell the next rung of every duty of the cases, and write when there is something to do for them again."""
    entries: list[Entry] = []
    quiet: list[Case] = []
    for case in batch:
        rungs, next_due = _rungs(ctx, case)
        if not rungs and next_due != case.next_due:
            quiet.append(case.to_do_on(next_due))
        for duty, rung in rungs:
            entry, case = _notice(ctx, case, duty, rung, next_due, ctx.head.seq + len(entries) + 1)
            entries.append(entry)
            done.count(rung)
    if entries:
        append(ctx.session, ctx.head, entries)
    refresh(ctx.session, quiet)


def _rungs(ctx: Context, case: Case) -> tuple[list[tuple[Duty, Rung]], date | None]:
    """The rungs due today, and the next day with anything to do for the case once they are told. To be told of one
    duty moves no other, so that the rest of them need not be gone through again to say what comes next."""
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    due, coming = due_now(model, ctx.calendar, case, ctx.today)
    rungs: list[tuple[Duty, Rung]] = []
    for duty in due:
        rung, again = telling(model, duty, case.facts.get(duty.notice, {}), ctx.today)
        if rung:
            rungs.append((duty, rung))
        if day := duty.due if duty.step.by_clock else again:
            coming.append(day)
    return rungs, min(coming, default=None)


def _notice(
    ctx: Context, case: Case, duty: Duty, rung: Rung, next_due: date | None, seq: int
) -> tuple[Entry, Case]:  # fmt: skip
    """The event that tells the rung of the duty, and the case after it."""
    level = model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level]
    key = duty.notice
    noted = case.facts.get(key, {})
    earlier = heard_of_other_dates(noted, duty.due)
    said = {"step": duty.step.name, "rung": rung.name, "due": duty.due.isoformat()}
    short: dict[str, dict[str, Any]] = {key: said | ({"earlier": earlier} if earlier else {})}
    happened = Event(seq, ctx.who.person, ctx.today, NOTE, duty.round, case.state, case.state, short)
    after = fold(case, happened, level).to_do_on(next_due)
    entry = Entry(
        who=ctx.who.person, recorded=ctx.at, effective=ctx.today, step=NOTE, case=case.id, round=duty.round,
        from_state=case.state, to_state=case.state, fact="notice", short=short, model=case.model,
        once=_once(case, duty, rung, noted), before=case, after=after,
    )  # fmt: skip
    return entry, after


def _once(case: Case, duty: Duty, rung: Rung, noted: Noted) -> str:
    """A rung is told once for a date, and once more when going back has begun the ladder anew."""
    again = f"~{noted['stint']}" if "stint" in noted else ""
    return f"clock/{case.id}/{duty.step.name}/{case.year or ''}-{duty.round}/{duty.due}/{rung.name}{again}"
