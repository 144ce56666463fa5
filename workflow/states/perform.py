"""The only ways to change a case: `perform` takes a step, `note` says something in passing, `bring_in` brings history.

Each asks the situation as the organisation's one writer, and writes the event and what it makes of the case in the
same transaction. Several in one transaction are an act: all or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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
from workflow.states.context import Context, Who, lock
from workflow.states.idempotency import is_the_same
from workflow.states.machine import NoWay, move
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


def perform(
    session: Session, step: str, case: int | None, who: Who, fact: Fact | None = None, *, at: datetime,
    round: str = "", seen: int | None = None, once: str | None = None, request: str = "",
    effective: date | None = None, unit: int | None = None, title: str = "",
) -> Done:  # fmt: skip
    """Take `step` ("adopt", or "level.step" for a birth, with the parent as `case`) at the moment `at`.

    `seen` is the version that the form was drawn from, `once` a key under which this happens one time (the second
    call answers as the first; with other words it is Stale), `effective` the day it counts from, else that of `at`.
    Raises Refused with every reason, Stale when `seen` has passed, Unknown when there is no such case here.
    """
    ctx = lock(session, case, who, at, once=once)
    if ctx.already and not is_the_same(ctx, named(ctx, step), fact, round):
        raise Stale(_done_before(ctx).case, SENT_BEFORE)
    if ctx.already:
        return _done_before(ctx)
    ctx = ctx.asking(named(ctx, step), fact, round)
    if seen is not None and ctx.case and seen != ctx.case.version:
        raise Stale(ctx.case, CHANGED)
    if why := _objections(ctx):
        raise Refused(why)
    row = ctx.step
    assert row
    if row.birth:
        return _bear(ctx, once, request, effective, unit, title)
    if row.to == BEFORE:
        assert ctx.case and isinstance(fact, Correction)
        done = _write(ctx, undo.unsaying(ctx, _entry(ctx, row, once, request, effective)))
        return _with(ctx, done, undo.along(ctx))
    done = _write(ctx, _moved(ctx, row, _entry(ctx, row, once, request, effective)))
    return _with(ctx, done, [*targets(ctx), *transfer.along(ctx)])


def note(
    session: Session, case: int, who: Who, fact: Fact, *, at: datetime, round: str = "", once: str | None = None,
    effective: date | None = None,
) -> Done:  # fmt: skip
    """Say something that moves no state and makes no open form stale: a comment, a reminder."""
    ctx = lock(session, case, who, at, once=once)
    if ctx.already:
        return _done_before(ctx)
    ctx = ctx.asking(UNSTEPPED, fact, round)
    entry = _entry(ctx, UNSTEPPED, once, "", effective)._replace(step=NOTE)
    return _write(ctx, undo.unsaying(ctx, entry) if isinstance(fact, Correction) else entry)


def bring_in(
    session: Session, level: str, state: str, facts: Sequence[tuple[Fact, str]], who: Who, *, at: datetime,
    parent: int | None = None, unit: int | None = None, year: int | None = None, round: str = "", title: str = "",
    source: str = "", effective: date | None = None, once: str | None = None, steps: Mapping[str, str] | None = None,
    taken: Mapping[str, str] | None = None, days: Mapping[str, date | None] | None = None,
) -> Done:  # fmt: skip
    """Bring in a case of `level` that is already in `state`, with what is known about it: (fact, round) pairs, and
    the steps `taken` by then: step[/round] → day.

    One event that says it was imported, from which `source`, by whom. No guards, no letters, and no duties for
    what fell due before the day of `at`. `steps` says by which step a fact was said that is kept step by step:
    {"decision": "adopt"}. `days` holds the day of facts by their key, None where the source gives none: such a fact is
    `undated`, and its `at` is the day of the event, not its own. ValueError when the model has no such place.
    """
    ctx = lock(session, parent, who, at, once=once)
    if ctx.already:
        return _done_before(ctx)
    creation.must_fit(ctx, level, state, year, round)
    by = steps or {}
    keyed = {fact.key(said, by.get(fact.kind, "")): fact for fact, said in facts}
    place = creation.Place(level, unit or creation.unit_for(ctx, level, None), year, round, parent, title,
                        ctx.model.levels[level].known_to)  # fmt: skip
    entry = Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=effective or ctx.today, step=IMPORT,
        to_state=state, fact=IMPORT,
        short={"birth": place.short(ctx.today, taken)} | {k: f.short() | _day(k, days or {}) for k, f in keyed.items()},
        body=canonical({"source": source, **{key: fact.whole() for key, fact in keyed.items()}}),
        model=ctx.model.digest, once=once,
    )  # fmt: skip
    return _deliver(ctx, ctx.model, entry)


def _day(key: str, days: Mapping[str, date | None]) -> dict[str, object]:
    """What the short fields say of the day of a fact that was brought in."""
    if key not in days:
        return {}
    day = days[key]
    return {"at": day.isoformat()} if day else {"undated": True}


UNSTEPPED = Step("", NOTE, None, (), "=", ())  # type: ignore[arg-type]


def _objections(ctx: Context) -> list[Sentence]:
    assert ctx.step
    why = refusals(ctx)
    if ctx.step.says and ctx.fact is None:
        why.append(sentence("Nothing was said: fill in the form."))
    if isinstance(ctx.fact, Correction) and ctx.step.to == BEFORE and not why:
        why += undo.objections(ctx)
    return why


def _entry(ctx: Context, row: Step, once: str | None, request: str, effective: date | None) -> Entry:
    """The event as far as it is known before the state moves. A note whose short fields say it all has no body."""
    fact = ctx.fact
    key = fact.key(ctx.round, row.name) if fact else ""
    whole = fact.whole() if fact else {}
    bare = fact is None or (row is UNSTEPPED and fact.wordless)
    return Entry(
        who=ctx.who.person, on_behalf_of=ctx.who.on_behalf_of, recorded=ctx.at, effective=effective or ctx.today,
        step=row.key, case=ctx.case.id if ctx.case else None, round=ctx.round,
        from_state=ctx.case.state if ctx.case else "", to_state=ctx.case.state if ctx.case else "",
        fact=fact.kind if fact else "", short={key: fact.short(whole)} if fact else {},
        body="" if bare else canonical({key: whole}),
        decision=getattr(fact, "decision", None), model=ctx.model.digest, once=once, request=request, before=ctx.case,
        remarks=tuple(_plain(said) for said in remarks(ctx)) if row.marks else (),
    )  # fmt: skip


def _plain(said: Sentence) -> dict[str, object]:
    """A remark as it is stored: its message id and its values in English."""
    return {"text": said.text, "values": {name: str(value) for name, value in said.values.items()}}


def _moved(ctx: Context, row: Step, entry: Entry) -> Entry:
    """The event with the state that it leads to, and its seal when the step seals."""
    assert ctx.case
    try:
        state = move(ctx.model, row, ctx.case.state, verdict_of(ctx.fact))
    except NoWay as error:
        raise Refused([sentence("The model has no way from here.")]) from error
    return as_decided(ctx, entry._replace(to_state=state))


def _with(ctx: Context, done: Done, said: Sequence[tuple[int, Fact]]) -> Done:
    """Note what the step said of other cases: (case, fact)."""
    for case, fact in said:
        note(ctx.session, case, ctx.who, fact, at=ctx.at)
    return done


def _write(ctx: Context, entry: Entry) -> Done:
    """Fold the event into its case and write both."""
    assert ctx.case
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


def _bear(
    ctx: Context, once: str | None, request: str, effective: date | None, unit: int | None, title: str
) -> Done:  # fmt: skip
    """Take a step that makes a case: the birth is its first event; a birth that was owed is noted on the parent."""
    row = ctx.step
    assert row
    place = creation.place(ctx, row, unit, title)
    entry = _entry(ctx, row, once, request, effective)
    state = move(ctx.model, row, creation.NOT_CREATED, verdict_of(ctx.fact))
    entry = entry._replace(from_state="", to_state=state, round=place.round,
                    short={"birth": place.short(effective or ctx.today), **entry.short})  # fmt: skip
    return _deliver(ctx, ctx.model, entry)


def _deliver(ctx: Context, model: Model, entry: Entry) -> Done:
    level = model.levels[entry.short["birth"]["level"]]
    seq = ctx.head.seq + 1
    before = blank_case(0, ctx.who.organisation, model.digest, entry.happened(seq))
    after = dated(model, ctx.calendar, fold(before, entry.happened(seq), level), ctx.today)
    after = after._replace(id=insert_case(ctx.session, after))
    moves = _moves_dates(level, entry)
    entry = entry._replace(case=after.id, before=None, after=after, moves_calendar=moves)
    head = append(ctx.session, ctx.head, [entry])
    if ctx.step and ctx.step.due and ctx.case and not ctx.step.each:
        _note_birth(ctx._replace(head=head), after)
    if moves:
        refresh_moved(ctx.session, ctx.who.organisation, ctx.today, level.kind)
    return Done(seq, after)


def _note_birth(ctx: Context, child: Case) -> None:
    """Note on the parent that it gave birth as it owed, so that it owes it no more."""
    assert ctx.case and ctx.step
    said = Born(step=ctx.step.key, cases=(child.id,))
    entry = _entry(ctx.asking(UNSTEPPED, said, ctx.round), UNSTEPPED, None, "", None)._replace(step=NOTE)
    _write(ctx, entry)


def _done_before(ctx: Context) -> Done:
    """The answer to the second of two equal calls: what the first one did."""
    row = cases(ctx.session, 'organisation = ? AND id = (SELECT "case" FROM event WHERE organisation = ? AND seq = ?)',
                (ctx.who.organisation, ctx.who.organisation, ctx.already))  # fmt: skip
    assert ctx.already
    return Done(ctx.already, row[0], again=True)
