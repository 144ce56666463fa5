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
from workflow.records.case import Snapshot
from workflow.records.chain import Entry, append, insert_case
from workflow.records.fold import NOTE, fold, unborn
from workflow.records.queries.cases import cases
from workflow.records.queries.events import IMPORT
from workflow.states import birth, moving, undo
from workflow.states.caches import dated, refresh_moved
from workflow.states.machine import NoWay, move
from workflow.states.once import is_the_same
from workflow.states.refusals import named, refusals, remarks
from workflow.states.seal import as_decided, targets
from workflow.states.situation import Situation, Who, lock
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

    def __init__(self, case: Snapshot, why: Sentence) -> None:
        super().__init__([why])
        self.case = case


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the event's number in the chain, and the case as it is now (the child, for a birth)."""

    seq: int
    case: Snapshot
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
    now = lock(session, case, who, at, once=once)
    if now.already and not is_the_same(now, named(now, step), fact, round):
        raise Stale(_done_before(now).case, SENT_BEFORE)
    if now.already:
        return _done_before(now)
    now = now.asking(named(now, step), fact, round)
    if seen is not None and now.case and seen != now.case.version:
        raise Stale(now.case, CHANGED)
    if why := _objections(now):
        raise Refused(why)
    row = now.step
    assert row
    if row.birth:
        return _bear(now, once, request, effective, unit, title)
    if row.to == BEFORE:
        assert now.case and isinstance(fact, Correction)
        done = _write(now, undo.unsaying(now, _entry(now, row, once, request, effective)))
        return _with(now, done, undo.along(now))
    done = _write(now, _moved(now, row, _entry(now, row, once, request, effective)))
    return _with(now, done, [*targets(now), *moving.along(now)])


def note(
    session: Session, case: int, who: Who, fact: Fact, *, at: datetime, round: str = "", once: str | None = None,
    effective: date | None = None,
) -> Done:  # fmt: skip
    """Say something that moves no state and makes no open form stale: a comment, a reminder."""
    now = lock(session, case, who, at, once=once)
    if now.already:
        return _done_before(now)
    now = now.asking(UNSTEPPED, fact, round)
    entry = _entry(now, UNSTEPPED, once, "", effective)._replace(step=NOTE)
    return _write(now, undo.unsaying(now, entry) if isinstance(fact, Correction) else entry)


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
    now = lock(session, parent, who, at, once=once)
    if now.already:
        return _done_before(now)
    birth.must_fit(now, level, state, year, round)
    by = steps or {}
    keyed = {fact.key(said, by.get(fact.kind, "")): fact for fact, said in facts}
    place = birth.Place(level, unit or birth.unit_for(now, level, None), year, round, parent, title,
                        now.model.levels[level].known_to)  # fmt: skip
    entry = Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=effective or now.today, step=IMPORT,
        to_state=state, fact=IMPORT,
        short={"birth": place.short(now.today, taken)} | {k: f.short() | _day(k, days or {}) for k, f in keyed.items()},
        body=canonical({"source": source, **{key: fact.whole() for key, fact in keyed.items()}}),
        model=now.model.digest, once=once,
    )  # fmt: skip
    return _deliver(now, now.model, entry)


def _day(key: str, days: Mapping[str, date | None]) -> dict[str, object]:
    """What the short fields say of the day of a fact that was brought in."""
    if key not in days:
        return {}
    day = days[key]
    return {"at": day.isoformat()} if day else {"undated": True}


UNSTEPPED = Step("", NOTE, None, (), "=", ())  # type: ignore[arg-type]


def _objections(now: Situation) -> list[Sentence]:
    assert now.step
    why = refusals(now)
    if now.step.says and now.fact is None:
        why.append(sentence("Nothing was said: fill in the form."))
    if isinstance(now.fact, Correction) and now.step.to == BEFORE and not why:
        why += undo.objections(now)
    return why


def _entry(now: Situation, row: Step, once: str | None, request: str, effective: date | None) -> Entry:
    """The event as far as it is known before the state moves. A note whose short fields say it all has no body."""
    fact = now.fact
    key = fact.key(now.round, row.name) if fact else ""
    whole = fact.whole() if fact else {}
    bare = fact is None or (row is UNSTEPPED and fact.wordless)
    return Entry(
        who=now.who.person, on_behalf_of=now.who.on_behalf_of, recorded=now.at, effective=effective or now.today,
        step=row.key, case=now.case.id if now.case else None, round=now.round,
        from_state=now.case.state if now.case else "", to_state=now.case.state if now.case else "",
        fact=fact.kind if fact else "", short={key: fact.short(whole)} if fact else {},
        body="" if bare else canonical({key: whole}),
        decision=getattr(fact, "decision", None), model=now.model.digest, once=once, request=request, before=now.case,
        remarks=tuple(_plain(said) for said in remarks(now)) if row.marks else (),
    )  # fmt: skip


def _plain(said: Sentence) -> dict[str, object]:
    """A remark as it is stored: its message id and its values in English."""
    return {"text": said.text, "values": {name: str(value) for name, value in said.values.items()}}


def _moved(now: Situation, row: Step, entry: Entry) -> Entry:
    """The event with the state that it leads to, and its seal when the step seals."""
    assert now.case
    try:
        state = move(now.model, row, now.case.state, verdict_of(now.fact))
    except NoWay as error:
        raise Refused([sentence("The model has no way from here.")]) from error
    return as_decided(now, entry._replace(to_state=state))


def _with(now: Situation, done: Done, said: Sequence[tuple[int, Fact]]) -> Done:
    """Note what the step said of other cases: (case, fact)."""
    for case, fact in said:
        note(now.session, case, now.who, fact, at=now.at)
    return done


def _write(now: Situation, entry: Entry) -> Done:
    """Fold the event into its case and write both."""
    assert now.case
    seq = now.head.seq + 1
    after = entry.after or fold(now.case, entry.happened(seq), now.level)
    after = dated(now.model, now.calendar, after, now.today)
    moves = _moves_dates(now.level, entry)
    append(now.session, now.head, [entry._replace(before=now.case, after=after, moves_calendar=moves)])
    if moves:
        refresh_moved(now.session, now.who.organisation, now.today, now.level.kind)
    return Done(seq, after)


def _moves_dates(level: Level, entry: Entry) -> bool:
    """True when dates of other cases hang on what happened: a timetable, a meeting, its minutes, its cancelling."""
    said = any(key.partition("/")[0] in MOVERS for key in entry.short)
    gone = bool(entry.to_state) and level.state[entry.to_state].out
    return level.kind in ("year", "meeting") and (said or gone or entry.unsays is not None)


def _bear(
    now: Situation, once: str | None, request: str, effective: date | None, unit: int | None, title: str
) -> Done:  # fmt: skip
    """Take a step that makes a case: the birth is its first event; a birth that was owed is noted on the parent."""
    row = now.step
    assert row
    place = birth.place(now, row, unit, title)
    entry = _entry(now, row, once, request, effective)
    state = move(now.model, row, birth.UNBORN, verdict_of(now.fact))
    entry = entry._replace(from_state="", to_state=state, round=place.round,
                    short={"birth": place.short(effective or now.today), **entry.short})  # fmt: skip
    return _deliver(now, now.model, entry)


def _deliver(now: Situation, model: Model, entry: Entry) -> Done:
    level = model.levels[entry.short["birth"]["level"]]
    seq = now.head.seq + 1
    before = unborn(0, now.who.organisation, model.digest, entry.happened(seq))
    after = dated(model, now.calendar, fold(before, entry.happened(seq), level), now.today)
    after = after._replace(id=insert_case(now.session, after))
    moves = _moves_dates(level, entry)
    entry = entry._replace(case=after.id, before=None, after=after, moves_calendar=moves)
    head = append(now.session, now.head, [entry])
    if now.step and now.step.due and now.case and not now.step.each:
        _note_birth(now._replace(head=head), after)
    if moves:
        refresh_moved(now.session, now.who.organisation, now.today, level.kind)
    return Done(seq, after)


def _note_birth(now: Situation, child: Snapshot) -> None:
    """Note on the parent that it gave birth as it owed, so that it owes it no more."""
    assert now.case and now.step
    said = Born(step=now.step.key, cases=(child.id,))
    entry = _entry(now.asking(UNSTEPPED, said, now.round), UNSTEPPED, None, "", None)._replace(step=NOTE)
    _write(now, entry)


def _done_before(now: Situation) -> Done:
    """The answer to the second of two equal calls: what the first one did."""
    row = cases(now.session, 'organisation = ? AND id = (SELECT "case" FROM event WHERE organisation = ? AND seq = ?)',
                (now.who.organisation, now.who.organisation, now.already))  # fmt: skip
    assert now.already
    return Done(now.already, row[0], again=True)
