"""Which model a goal year follows: the one chosen for it when it opens. A new text for a running year is a step on the
year, and its cases go over to it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from pydantic_core import from_json
from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts.timetable import Governed
from workflow.governance.change import left, moved, stranded
from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.event_log import Entry, append, refresh
from workflow.records.event_log import lock as lock_chain
from workflow.records.projection import fold
from workflow.records.queries.cases import cases
from workflow.records.queries.models import keep_model, model_of
from workflow.records.queries.years import goal_years
from workflow.records.sql import quick, run
from workflow.states.command import Command, Note
from workflow.states.context import Context, Who, lock
from workflow.states.next_due import refresh_all
from workflow.states.perform import Done, Refused, note, perform
from workflow.states.permissions import Choice
from workflow.words import Sentence, sentence

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
    done = perform(session, Command(STEP, year, who, said, at=at))
    keep_model(session, who.organisation, model)
    _go_over(session, who, [case for case in there if case.model != model.digest], model, at)
    run(session, "UPDATE organisation SET model = ? WHERE id = ?", (model.digest, who.organisation))
    refresh_all(session, who.organisation, local_day(at))
    return done


def choose(session: Session, who: Who, model: Model, year: int, decision: int, *, at: datetime) -> None:
    """Let the goal years from `year` on follow `model` when they open, by the logged § with the case `decision`.

    Years that have opened stay as they are, and so does what has no year, until a year opens with the model.
    """
    ctx = lock(session, None, who, at)
    if why := _objections(ctx, model, year, decision):
        raise Refused(why)
    keep_model(session, who.organisation, model)
    said = Governed(model=model.name, digest=model.digest, decision=decision, year=year)
    told = Entry(who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step=STEP,
                 fact=said.kind, short={said.key(): said.short()}, decision=decision, model=model.digest,
                 moves_calendar=True)  # fmt: skip
    append(session, ctx.head, [told])


def chosen(session: Session, organisation: int, year: int) -> Governed:
    """What a goal year opens with: of the choices, and of the years before it with their models, the last that is not
    after it; of two choices for one year the later. Before any of them, the model in force."""
    there = goal_years(session, organisation)
    opened = [
        (case.year, True, case.seq, case.model, governed.decision if (governed := case.said(Governed)) else None)
        for case in there
        if case.year and case.year < year
    ]
    told = [
        (said.year or _next(there, on), False, seq, said.digest, said.decision)
        for seq, on, said in _choices(session, organisation)
    ]
    if known := [found for found in (*opened, *told) if found[0] <= year]:
        *_, digest, decision = max(known, key=lambda found: found[:3])
    else:
        digest, decision = in_force(session, organisation), None
    model = model_of(session, organisation, digest)
    return Governed(model=model.name, digest=model.digest, decision=decision)


def in_force(session: Session, organisation: int) -> str:
    """The digest of the model that what is born without a year follows: that of the last goal year which has opened."""
    return str(run(session, "SELECT model FROM organisation WHERE id = ?", (organisation,)).scalar_one())


def follow(session: Session, clock: Who, year: Case, at: datetime) -> Case:
    """Let a goal year that has just opened follow what was chosen for it; what is born without a year follows it too,
    unless a later one has opened. The year as it is then."""
    assert year.year
    is_last = all((case.year or 0) <= year.year for case in goal_years(session, clock.organisation))
    said = chosen(session, clock.organisation, year.year).model_copy(update={"in_force": is_last or None})
    told = note(session, Note(year.id, clock, said, at=at)).case
    if is_last:
        run(session, "UPDATE organisation SET model = ? WHERE id = ?", (said.digest, clock.organisation))
    if told.model == said.digest:
        return told
    refresh(session, [told._replace(model=said.digest)])
    refresh_all(session, clock.organisation, local_day(at))
    return cases(session, "id = ?", (year.id,))[0]


def _objections(ctx: Context, model: Model, year: int, decision: int) -> list[Sentence]:
    """What speaks against choosing the model from the goal year on."""
    return [*_not_theirs(ctx), *_not_logged(ctx, decision), *_too_late(ctx, model, year)]


def _not_theirs(ctx: Context) -> Iterator[Sentence]:
    """Whoever may change the model of a running year chooses it for those to come."""
    for step in (level.step[STEP] for level in ctx.model.of_kind("year") if STEP in level.step):
        if not ctx.roles.intersection(step.by):
            titles = Choice(tuple(ctx.model.roles[role].title for role in step.by))
            yield sentence("“%(step)s” is done by %(roles)s.", step=step.title, roles=titles)


def _not_logged(ctx: Context, decision: int) -> Iterator[Sentence]:
    found = cases(ctx.session, "organisation = ? AND id = ?", (ctx.who.organisation, decision))
    levels = [model_of(ctx.session, case.organisation, case.model).levels[case.level] for case in found]
    if not levels or levels[0].kind != "decision":
        yield sentence("There is no such decision in the log.")
    elif levels[0].state[found[0].state].out:
        yield sentence("That decision has been overturned or corrected.")


def _too_late(ctx: Context, model: Model, year: int) -> Iterator[Sentence]:
    """A goal year that has opened with another model stays with it; the next one must have a place in the new one."""
    for case in goal_years(ctx.session, ctx.who.organisation):
        if case.year == year and case.model != model.digest:
            known = model_of(ctx.session, case.organisation, case.model)
            yield sentence("Goal year %(year)s has opened and follows %(model)s.", year=year, model=known.name)
    for level in ctx.model.of_kind("year"):
        yield from (fault.sentence for fault in left(model, level.name, (str(row.to) for row in level.births)))


def _choices(session: Session, organisation: int) -> list[tuple[int, date, Governed]]:
    """Every choice there has been: the event's number, its day, and what was said."""
    sql = 'SELECT seq, effective, short FROM event WHERE organisation = ? AND "case" IS NULL AND step = ? ORDER BY seq'
    rows = quick(session, sql, (organisation, STEP)).fetchall()
    return [(seq, date.fromisoformat(on), Governed.of(from_json(short)[Governed.kind])) for seq, on, short in rows]


def _next(there: list[Case], on: date) -> int:
    """The first goal year that had not opened on the day: a choice from before choices had a year was for that."""
    return max((case.year or 0 for case in there if case.born <= on), default=-1) + 1


def _governed(session: Session, organisation: int, year: int) -> list[Case]:
    where = "organisation = ? AND (year IS NULL OR year = (SELECT year FROM cases WHERE id = ?)) ORDER BY id"
    return cases(session, where, (organisation, year))


def _standing(there: list[Case]) -> dict[str, set[str]]:
    standing: dict[str, set[str]] = defaultdict(set)
    for case in there:
        standing[case.level].add(case.state)
    return standing


def _go_over(session: Session, who: Who, there: list[Case], model: Model, at: datetime) -> None:
    """An event on each case whose state has a new name; all of them follow the new model from now on."""
    entries: list[Entry] = []
    fresh = {case.id: case for case in cases(session, "organisation = ?", (who.organisation,))}
    head = lock_chain(session, who.organisation)
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
