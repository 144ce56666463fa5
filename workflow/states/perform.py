"""The only ways to change a case: `perform` takes a step, `note` says something in passing, `bring_in` brings history.

Each asks the situation as the organisation's one writer, and writes the event and what it makes of the case in the
same transaction. Several in one transaction are an act: all or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from workflow.facts import Fact, canonical, verdict_of
from workflow.facts.clerical import Born, Correction
from workflow.governance.model import BEFORE, Level, Model, Step
from workflow.organisation.calendar_loader import MOVERS
from workflow.records.case import Case
from workflow.records.event_log import Entry, append, insert_case
from workflow.records.projection import NOTE, blank_case, fold
from workflow.records.queries.cases import cases
from workflow.records.queries.events import IMPORT
from workflow.states import creation, transfer, undo
from workflow.states.adoption_seal import as_decided, targets
from workflow.states.command import Command, ImportedCase, Note
from workflow.states.context import CaseContext, Context, lock
from workflow.states.idempotency import is_the_same
from workflow.states.machine import take
from workflow.states.next_due import dated, refresh_moved
from workflow.states.permissions import named, refusals, remarks
from workflow.words import Sentence, sentence

CHANGED = sentence("Somebody else has changed this since you opened it. Read the new text and try again.")
SENT_BEFORE = sentence("This form was sent before, with other words. Read what was saved and try again.")


class Refused(Exception):
    """The step may not be taken; `why` holds every reason, as sentences."""

    def __init__(self, why: Sequence[Sentence]) -> None:
        super().__init__("; ".join(str(reason) for reason in why))
        self.why = tuple(why)


class Stale(Refused):
    """The case has changed since the form was drawn; `case` is how it is now."""

    def __init__(self, case: Case, why: Sentence) -> None:
        super().__init__([why])
        self.case = case


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the event's number in the chain, and the case as it is now (the child, for a birth)."""

    seq: int
    case: Case
    again: bool = False


def perform(session: Session, command: Command) -> Done:
    """Take the step, and write what comes of it. The second of two equal commands under one key is answered as the first;
    with other words it is Stale.

    Raises Refused with every reason, Stale when the expected version has passed, Unknown when there is no such case here.
    """
    ctx = lock(session, command.case, command.who, command.at, idempotency_key=command.idempotency_key)
    row = named(ctx, command.step)
    if ctx.already and not is_the_same(ctx, row, command.fact, command.round):
        raise Stale(_done_before(ctx).case, SENT_BEFORE)
    if ctx.already:
        return _done_before(ctx)
    ctx = ctx.asking(row, command.fact, command.round)
    if ctx.case and command.expected_version not in (None, ctx.case.version):
        raise Stale(ctx.case, CHANGED)
    state = ctx.case.state if ctx.case and not row.birth else creation.NOT_CREATED
    passage = take(ctx.model, row, state, verdict_of(ctx.fact), partial(_objections, ctx))
    if passage.why:
        raise Refused(passage.why)
    if row.birth:
        return _bear(ctx, row, command, passage.state)
    assert isinstance(ctx, CaseContext), "a step that is no birth has a case (`named`)"
    entry = _entry(ctx, command, row)
    if row.to == BEFORE:
        done = _write(ctx, undo.unsaying(ctx, entry))
        return _with(ctx, done, undo.along(ctx))
    done = _write(ctx, as_decided(ctx, entry._replace(to_state=passage.state)))
    return _with(ctx, done, [*targets(ctx), *transfer.along(ctx)])


def note(session: Session, said: Note) -> Done:
    """Say something that moves no state and makes no open form stale: a comment, a reminder."""
    ctx = lock(session, said.case, said.who, said.at, idempotency_key=said.idempotency_key)
    if ctx.already:
        return _done_before(ctx)
    ctx = replace(ctx, fact=said.fact, round=said.round)
    entry = _entry(ctx, said)
    return _write(ctx, undo.unsaying(ctx, entry) if isinstance(said.fact, Correction) else entry)


def bring_in(session: Session, brought: ImportedCase) -> Done:
    """Bring in a case that is under way, or has ended: one event that says it was imported, from which source, by whom.

    No guards, no letters, and no duties for what fell due before the day of `at`. ValueError when the model has no such
    place.
    """
    ctx = lock(session, brought.parent, brought.who, brought.at, idempotency_key=brought.idempotency_key)
    if ctx.already:
        return _done_before(ctx)
    creation.must_fit(ctx, brought.level, brought.state, brought.year, brought.round)
    keyed = {fact.key(round, brought.steps.get(fact.kind, "")): fact for fact, round in brought.facts}
    place = creation.Place(
        level=brought.level,
        unit=brought.unit or creation.unit_for(ctx, brought.level, None),
        year=brought.year,
        round=brought.round,
        parent=brought.parent,
        title=brought.title,
        known_to=ctx.model.levels[brought.level].known_to,
    )
    facts = {key: fact.short() | _day(key, brought.days) for key, fact in keyed.items()}
    entry = Entry(
        who=brought.who.person,
        on_behalf_of=brought.who.on_behalf_of,
        recorded=brought.at,
        effective=brought.effective or ctx.today,
        step=IMPORT,
        to_state=brought.state,
        fact=IMPORT,
        short={"birth": place.short(ctx.today, brought.taken)} | facts,
        body=canonical({"source": brought.source, **{key: fact.whole() for key, fact in keyed.items()}}),
        model=ctx.model.digest,
        once=brought.idempotency_key,
    )
    return _deliver(ctx, ctx.model, entry)


def _day(key: str, days: Mapping[str, date | None]) -> dict[str, object]:
    """What the short fields say of the day of a fact that was brought in."""
    if key not in days:
        return {}
    day = days[key]
    return {"at": day.isoformat()} if day else {"undated": True}


def _objections(ctx: Context) -> list[Sentence]:
    assert ctx.step
    why = refusals(ctx)
    if ctx.step.says and ctx.fact is None:
        why.append(sentence("Nothing was said: fill in the form."))
    if isinstance(ctx, CaseContext) and isinstance(ctx.fact, Correction) and ctx.step.to == BEFORE and not why:
        why += undo.objections(ctx)
    return why


def _entry(ctx: Context, asked: Command | Note, row: Step | None = None) -> Entry:
    """The event as far as it is known before the state moves; a note takes no step, so it has no row. A note whose short
    fields say it all has no body."""
    fact, state = ctx.fact, ctx.case.state if ctx.case else ""
    key = fact.key(ctx.round, row.name if row else NOTE) if fact else ""
    whole = fact.whole() if fact else {}
    bare = fact is None or (row is None and fact.wordless)
    return Entry(
        who=ctx.who.person,
        on_behalf_of=ctx.who.on_behalf_of,
        recorded=ctx.at,
        effective=asked.effective or ctx.today,
        step=row.key if row else NOTE,
        case=ctx.case.id if ctx.case else None,
        round=ctx.round,
        from_state=state,
        to_state=state,
        fact=fact.kind if fact else "",
        short={key: fact.short(whole)} if fact else {},
        body="" if bare else canonical({key: whole}),
        decision=getattr(fact, "decision", None),
        model=ctx.model.digest,
        once=asked.idempotency_key,
        request=asked.request if isinstance(asked, Command) else "",
        before=ctx.case,
        remarks=tuple(_plain(said) for said in remarks(ctx)) if row else (),
    )


def _plain(said: Sentence) -> dict[str, object]:
    """A remark as it is stored: its message id and its values in English."""
    return {"text": said.text, "values": {name: str(value) for name, value in said.values.items()}}


def _with(ctx: Context, done: Done, said: Sequence[tuple[int, Fact]]) -> Done:
    """Note what the step said of other cases: (case, fact)."""
    for case, fact in said:
        note(ctx.session, Note(case, ctx.who, fact, at=ctx.at))
    return done


def _write(ctx: CaseContext, entry: Entry) -> Done:
    """Fold the event into its case and write both."""
    seq = ctx.head.seq + 1
    after = entry.after or fold(ctx.case, entry.happened(seq), ctx.level)
    after = dated(ctx.model, ctx.calendar, after, ctx.today)
    moves = _moves_dates(ctx.level, entry)
    append(ctx.session, ctx.head, [entry._replace(before=ctx.case, after=after, moves_calendar=moves)])
    if moves:
        refresh_moved(ctx.session, ctx.who.organisation, ctx.today, ctx.level.kind)
    return Done(seq, after)


def _moves_dates(level: Level, entry: Entry) -> bool:
    """True when dates of other cases hang on what happened: a timetable, a meeting, its minutes, its cancelling."""
    said = any(key.partition("/")[0] in MOVERS for key in entry.short)
    gone = bool(entry.to_state) and level.state[entry.to_state].out
    return level.kind in ("year", "meeting") and (said or gone or entry.unsays is not None)


def _bear(ctx: Context, row: Step, command: Command, state: str) -> Done:
    """Make a case in `state`: the birth is its first event; a birth that was owed is noted on the parent."""
    place = creation.place(ctx, row, command.unit, command.title)
    entry = _entry(ctx, command, row)
    short = {"birth": place.short(command.effective or ctx.today), **entry.short}
    return _deliver(ctx, ctx.model, entry._replace(from_state="", to_state=state, round=place.round, short=short))


def _deliver(ctx: Context, model: Model, entry: Entry) -> Done:
    level = model.levels[entry.short["birth"]["level"]]
    seq = ctx.head.seq + 1
    before = blank_case(0, ctx.who.organisation, model.digest, entry.happened(seq))
    after = dated(model, ctx.calendar, fold(before, entry.happened(seq), level), ctx.today)
    after = after._replace(id=insert_case(ctx.session, after))
    moves = _moves_dates(level, entry)
    entry = entry._replace(case=after.id, before=None, after=after, moves_calendar=moves)
    head = append(ctx.session, ctx.head, [entry])
    if isinstance(ctx, CaseContext) and ctx.step and ctx.step.due and not ctx.step.each:
        _note_birth(replace(ctx, head=head), after)
    if moves:
        refresh_moved(ctx.session, ctx.who.organisation, ctx.today, level.kind)
    return Done(seq, after)


def _note_birth(ctx: CaseContext, child: Case) -> None:
    """Note on the parent that it gave birth as it owed, so that it owes it no more."""
    assert ctx.step
    said = Born(step=ctx.step.key, cases=(child.id,))
    born = Note(ctx.case.id, ctx.who, said, at=ctx.at, round=ctx.round)
    _write(ctx, _entry(replace(ctx, fact=said), born))


def _done_before(ctx: Context) -> Done:
    """The answer to the second of two equal calls: what the first one did."""
    row = cases(ctx.session, 'organisation = ? AND id = (SELECT "case" FROM event WHERE organisation = ? AND seq = ?)',
                (ctx.who.organisation, ctx.who.organisation, ctx.already))  # fmt: skip
    assert ctx.already
    return Done(ctx.already, row[0], again=True)
