"""The goal year turns: the clock's own steps, the births that are owed it, and what a new goal year brings with it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.cycle.carried_over import offer, write_out
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.working_days import local_day
from workflow.facts.clerical import Born
from workflow.facts.timetable import Governed
from workflow.governance.model import Model
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.case import Case
from workflow.records.queries.cases import cases, cases_at, cases_under
from workflow.records.queries.models import model_of, models_of
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase, Note
from workflow.states.context import Who
from workflow.states.model_change import follow
from workflow.states.perform import bring_in, note, perform


def take(session: Session, clock: Who, case: Case, duty: Duty, at: datetime) -> None:
    """Take a step that the clock owes `case`, counted from the day it was due; what should have been born before the case
    was made (it was imported, or begun late) as of today. Refused when a guard says no."""
    model = model_of(session, clock.organisation, case.model)
    if duty.step.birth and duty.due < case.born:
        _give_late_birth(session, clock, model, case, duty, at)
        return
    if duty.step.birth:
        _give_birth(session, clock, model, case, duty, at)
        return
    taken = perform(session, Command(duty.step.key, case.id, clock, at=at, round=duty.round, effective=duty.due)).case
    if model.levels[case.level].kind == "year" and model.levels[case.level].is_open(taken.state):
        _carry_late(session, clock, model, taken, at)


def begin_year(session: Session, clock: Who, model: Model, year: int, at: datetime) -> int:
    """Open a goal year by hand, where the calendar stands at `at`; the years after it open by themselves. Its case.

    Nobody is asked for what fell due before, and rounds that have closed are let be. A year that is there stays."""
    level = model.of_kind("year")[0]
    held = cases(
        session, "organisation = ? AND level = ? AND year = ? ORDER BY id", (clock.organisation, level.name, year)
    )
    if held:
        return held[0].id
    state = next(step for step in level.births if step.by_clock).to
    governed = Governed(model=model.name, digest=model.digest)
    opened = bring_in(
        session,
        ImportedCase(
            level.name,
            str(state),
            [(governed, "")],
            clock,
            at=at,
            year=year,
            title=f"{level.title.sv} {year}",
            idempotency_key=f"year/{year}",
        ),
    )
    _overtake(session, clock, model, opened.case, at)
    return opened.case.id


def _overtake(session: Session, clock: Who, model: Model, case: Case, at: datetime) -> None:
    """Take what the calendar would have taken of a case that is made late: each step as of its day, births as of today."""
    born: list[Case] = []
    while passed := _passed(session, model, case, local_day(at)):
        if passed.step.birth:
            born += _give_birth(session, clock, model, case, passed._replace(due=local_day(at)), at)
        else:
            take(session, clock, case, passed, at)
        case = cases(session, "organisation = ? AND id = ?", (case.organisation, case.id))[0]
    for child in born:
        _overtake(session, clock, model_of(session, clock.organisation, child.model), child, at)


def _give_late_birth(session: Session, clock: Who, model: Model, case: Case, duty: Duty, at: datetime) -> None:
    """A birth whose day has passed: as of today, and what was born stands where the calendar would have brought it."""
    for child in _give_birth(session, clock, model, case, duty._replace(due=local_day(at)), at):
        _overtake(session, clock, model_of(session, clock.organisation, child.model), child, at)


def _passed(session: Session, model: Model, case: Case, today: date) -> Duty | None:
    """The first of the clock's own duties that fell due before the case was made, None when there is none."""
    owed = duties(model, calendar_now(session, case.organisation), case._replace(born=date.min))
    passed = (duty for duty in owed if duty.step.by_clock and duty.due < case.born and duty.status(today) != "lapsed")
    return next(passed, None)


def _give_birth(
    session: Session, clock: Who, model: Model, case: Case, duty: Duty, at: datetime
) -> list[Case]:  # fmt: skip
    """A case that was owed, or one for each unit that has none; noted on the parent, so that it is owed no more."""
    held = _held(session, model, case, duty)
    missing = [unit for unit in _units(session, clock.organisation, duty) if unit not in held]
    born = [_bear(session, clock, case, duty, at, unit) for unit in missing]
    if duty.step.each or not missing:
        said = Born(step=duty.step.key, cases=tuple(child.id for child in born) or tuple(held.values()))
        note(session, Note(case.id, clock, said, at=at, round=duty.round))
    return [_begin(session, clock, model, child, at) for child in born]


def _bear(session: Session, clock: Who, case: Case, duty: Duty, at: datetime, unit: int | None) -> Case:
    once = f"{case.id}/{duty.step.key}/{case.year or ''}-{duty.round}/{unit or ''}"
    done = perform(
        session,
        Command(
            duty.step.key, case.id, clock, at=at, round=duty.round, effective=duty.due, unit=unit, idempotency_key=once
        ),
    )
    return done.case


def _held(session: Session, model: Model, case: Case, duty: Duty) -> dict[int | None, int]:
    """What is owed and there already, because it was imported: unit → case; under None where there is to be one."""
    level, organisation = model.levels[duty.step.level], case.organisation
    is_year = level.kind == "year"
    names = {one.name for known in models_of(session, organisation) for one in known.of_kind(level.kind)}
    found = cases_at(session, organisation, sorted(names), year=(case.year or 0) + is_year)
    return {
        one.unit if duty.step.each else None: one.id for one in found
        if one.round == duty.round and (is_year or one.parent == case.id)
        and not model_of(session, organisation, one.model).levels[one.level].state[one.state].out
    }  # fmt: skip


def _units(session: Session, organisation: int, duty: Duty) -> list[int | None]:
    """The units that get a child of their own; [None] when there is one child, where the level says."""
    if not duty.step.each:
        return [None]
    marks = ", ".join("?" for _ in duty.step.each)
    sql = f"SELECT id FROM unit WHERE organisation = ? AND kind IN ({marks}) ORDER BY id"
    return [row[0] for row in run(session, sql, (organisation, *duty.step.each))]


def _begin(session: Session, clock: Who, model: Model, child: Case, at: datetime) -> Case:
    """What a case brings with it when the calendar has opened it; the case with that."""
    kind = model.levels[child.level].kind
    if kind == "year":
        child = follow(session, clock, child, at)
    if kind in ("year", "committee_year"):
        _carry(session, clock, model_of(session, clock.organisation, child.model), child, at)
    return child


def _carry_late(session: Session, clock: Who, model: Model, year: Case, at: datetime) -> None:
    """What was adopted, brought in or closed after the year had opened counts from the year's next step."""
    levels = {level.name for level in model.of_kind("committee_year")}
    for home in (year, *cases_under(session, year.organisation, [year.id], levels)):
        _carry(session, clock, model, home, at)


def _carry(session: Session, clock: Who, model: Model, home: Case, at: datetime) -> None:
    write_out(session, clock, model, home, at)
    offer(session, clock, model, home, at)
