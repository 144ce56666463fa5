"""Which model a goal year follows: a new text for a running year is a step on the year, and its cases go over to it."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.facts.timetable import Governed
from workflow.governance.change import moved, stranded
from workflow.governance.model import Model
from workflow.records.case import Snapshot
from workflow.records.chain import Entry, append, lock, refresh
from workflow.records.fold import fold
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states.caches import refresh_all
from workflow.states.found import keep_model
from workflow.states.perform import Done, Refused, note, perform
from workflow.states.situation import Who

STEP = "govern"
"""The `step` of an event by which a case goes over to another model."""


def govern(session: Session, who: Who, year: int, model: Model, *, at: datetime, decision: int | None = None) -> Done:
    """Let the goal year with the case `year` follow `model` from now on, and the organisation's cases of no year too.

    Refused when a case would be left in a state that the model lacks and `renamed` does not say where to.
    """
    there = _governed(session, who.organisation, year)
    if faults := stranded(model, _standing(there)):
        raise Refused([fault.sentence for fault in faults])
    said = Governed(model=model.name, digest=model.digest, decision=decision)
    done = perform(session, STEP, year, who, said, at=at)
    keep_model(session, who.organisation, model)
    _go_over(session, who, [case for case in there if case.model != model.digest], model, at)
    run(session, "UPDATE organisation SET model = ? WHERE id = ?", (model.digest, who.organisation))
    refresh_all(session, who.organisation, local_day(at))
    return done


def choose(session: Session, who: Who, model: Model, *, at: datetime) -> None:
    """Let the goal years that have not opened yet follow `model`."""
    keep_model(session, who.organisation, model)
    said = Governed(model=model.name, digest=model.digest)
    told = Entry(who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=STEP,
                 fact=said.kind, short={said.key(): said.short()}, model=model.digest)  # fmt: skip
    append(session, lock(session, who.organisation), [told])
    run(session, "UPDATE organisation SET model = ? WHERE id = ?", (model.digest, who.organisation))


def follow(session: Session, clock: Who, year: Snapshot, at: datetime) -> None:
    """Let a goal year that has just opened follow the model in force, whatever the year before it follows."""
    digest = run(session, "SELECT model FROM organisation WHERE id = ?", (clock.organisation,)).scalar_one()
    model = model_of(session, clock.organisation, str(digest))
    note(session, year.id, clock, Governed(model=model.name, digest=model.digest), at=at)
    if year.model != model.digest:
        refresh(session, [year._replace(model=model.digest)])
        refresh_all(session, clock.organisation, local_day(at))


def _governed(session: Session, organisation: int, year: int) -> list[Snapshot]:
    where = "organisation = ? AND (year IS NULL OR year = (SELECT year FROM cases WHERE id = ?)) ORDER BY id"
    return cases(session, where, (organisation, year))


def _standing(there: list[Snapshot]) -> dict[str, set[str]]:
    standing: dict[str, set[str]] = defaultdict(set)
    for case in there:
        standing[case.level].add(case.state)
    return standing


def _go_over(session: Session, who: Who, there: list[Snapshot], model: Model, at: datetime) -> None:
    """An event on each case whose state has a new name; all of them follow the new model from now on."""
    entries: list[Entry] = []
    fresh = {case.id: case for case in cases(session, "organisation = ?", (who.organisation,))}
    head = lock(session, who.organisation)
    for old in there:
        case = fresh[old.id]._replace(model=model.digest)
        state = moved(model, case.level, case.state)
        if state == case.state:
            continue
        entry = Entry(who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=STEP,
                      case=case.id, from_state=case.state, to_state=state, model=model.digest)  # fmt: skip
        after = fold(case, entry.happened(head.seq + len(entries) + 1), model.levels[case.level])
        entries.append(entry._replace(before=case, after=after))
    if entries:
        append(session, head, entries)
    refresh(session, [fresh[old.id]._replace(model=model.digest) for old in there])
