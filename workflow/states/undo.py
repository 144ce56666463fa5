"""Undoing: a wrong event is unsaid by a new one, never deleted; the case is folded anew without it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.facts.clerical import Correction, Transfer
from workflow.facts.indicator import TargetSet
from workflow.governance.model import Level, Step
from workflow.records.event_log import Entry
from workflow.records.projection import BIRTH, NOTE, Event, blank_case, fold, made_of
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states import transfer
from workflow.states.context import CaseContext, Who, read
from workflow.states.guards.base import children
from workflow.words import Sentence, sentence

_EVENTS = (
    'SELECT seq, who, effective, step, "round", from_state, to_state, short, unsays, model, decision FROM event '
    'WHERE organisation = ? AND "case" = ? ORDER BY seq'
)


def history(session: Session, organisation: int, case: int) -> list[tuple[Event, int | None]]:
    """The events of a case in order, each with the decision it cites."""
    return [(_happened(row), row[10]) for row in run(session, _EVENTS, (organisation, case))]


def objections(ctx: CaseContext) -> list[Sentence]:
    """Why the event that the correction names cannot be unsaid."""
    assert isinstance(ctx.fact, Correction) and ctx.step
    told = history(ctx.session, ctx.case.organisation, ctx.case.id)
    unsaid = {event.unsays for event, _ in told}
    wrong = next((event for event, _ in told if event.seq == ctx.fact.event), None)
    if wrong is None or wrong.step == NOTE or BIRTH in wrong.short or wrong.unsays or wrong.seq in unsaid:
        return [sentence("That entry cannot be corrected: it is not a step of this case, or it is corrected already.")]
    if wrong.round != ctx.round and ctx.step.rounds:
        return [sentence("That entry belongs to another round.")]
    holding = [(event, decision) for event, decision in told if event.seq not in unsaid and not event.unsays]
    if _is_built_on(ctx, wrong, holding):
        return [sentence("A later entry builds on it. Correct that one first.")]
    asked = _asked(ctx) if ctx.step.second else None
    if asked and asked["by"] in (ctx.who.person, ctx.who.on_behalf_of):
        return [sentence("Somebody else has to confirm the correction.")]
    return _strangers(ctx, wrong, asked) if asked else []


def unsaying(ctx: CaseContext, entry: Entry) -> Entry:
    """The correcting event, with the case folded anew; or only the asking, when a second person must confirm."""
    assert isinstance(ctx.fact, Correction)
    if ctx.step and ctx.step.second and not _asked(ctx):
        return entry
    case = ctx.case
    told = [event for event, _ in history(ctx.session, case.organisation, case.id)]
    entry = entry._replace(unsays=ctx.fact.event)
    told.append(entry.happened(ctx.head.seq + 1))
    after = made_of(case.id, case.organisation, case.model, told, _levels(ctx))
    return entry._replace(to_state=after.state, after=after)


def along(ctx: CaseContext) -> list[tuple[int, Correction]]:
    """What goes with the entry that was just unsaid, (case, correction): the targets that it gave the indicators, or
    the transfer of what hangs from the case."""
    assert isinstance(ctx.fact, Correction)
    told = history(ctx.session, ctx.case.organisation, ctx.case.id)
    if not any(event.unsays == ctx.fact.event for event, _ in told):
        return []
    wrong, decision = next((event, cited) for event, cited in told if event.seq == ctx.fact.event)
    if Transfer.kind in wrong.short:
        return transfer.back(ctx, decision)
    given = [(row.id, said) for row in children(ctx, "indicator") for key, said in row.facts.items()
             if key.partition("/")[0] == TargetSet.kind]  # fmt: skip
    return [(indicator, Correction(event=target["seq"], why=ctx.fact.why))
            for indicator, target in given if decision and TargetSet.of(target).decision == decision]  # fmt: skip


def _strangers(ctx: CaseContext, wrong: Event, asked: Mapping[str, Any]) -> list[Sentence]:
    """A sentence when neither who asked nor who confirms made the entry or may take its step today. What the calendar
    did is nobody's own: any two may."""
    row = _levels(ctx)(wrong.model or ctx.case.model).step.get(wrong.name)
    if row is None or row.by_clock:
        return []
    both = _people(ctx, asked["seq"]) | {ctx.who.person, ctx.who.on_behalf_of}
    if both & _people(ctx, wrong.seq) - {None}:
        return []
    first = read(ctx.session, ctx.case.id, Who(ctx.who.organisation, asked["by"]), ctx.at)
    if (ctx.roles | first.roles).intersection(row.by):
        return []
    return [sentence("One of the two must have made the entry, or be somebody who may do “%(step)s”.", step=row.title)]


def _people(ctx: CaseContext, seq: int) -> set[int | None]:
    """Who made the event, and on whose behalf."""
    sql = "SELECT who, on_behalf_of FROM event WHERE organisation = ? AND seq = ?"
    return set(run(ctx.session, sql, (ctx.who.organisation, seq)).one())


def _is_built_on(ctx: CaseContext, wrong: Event, holding: Sequence[tuple[Event, int | None]]) -> bool:
    """True when something after the wrong entry moved the case, cites a §, says more in the same round, or could not
    have been done without it."""
    if any(event.seq > wrong.seq and (cited or _moves_on(event, wrong)) for event, cited in holding):
        return True
    rest = [event for event, _ in holding if event.seq != wrong.seq]
    case = blank_case(ctx.case.id, ctx.case.organisation, ctx.case.model, rest[0])
    for event in rest:
        level = _levels(ctx)(event.model or ctx.case.model)
        row = level.step.get(event.name)
        if event.seq > wrong.seq and row and (case.state not in row.from_ or _says_more(event, row, wrong)):
            return True
        case = fold(case, event, level)
    return False


def _moves_on(event: Event, wrong: Event) -> bool:
    """True when the event moved the case on. A state that only got a new name builds on what moved the case."""
    return event.from_state != event.to_state and (bool(event.name) or wrong.from_state != wrong.to_state)


def _says_more(event: Event, row: Step, wrong: Event) -> bool:
    """True for what is said because of the wrong entry: the consequence of a forecast, say."""
    return bool(row.rounds) and event.round == wrong.round and event.name != wrong.name


def _levels(ctx: CaseContext) -> Callable[[str], Level]:
    """The level of the case in each model that it has followed."""
    return lambda digest: model_of(ctx.session, ctx.who.organisation, digest).levels[ctx.level.name]


def _asked(ctx: CaseContext) -> dict[str, Any] | None:
    """The pending request to correct the same entry, if somebody has made one."""
    assert isinstance(ctx.fact, Correction)
    said = ctx.case.said(Correction)
    return ctx.case.fact(Correction.kind) if said and said.event == ctx.fact.event else None


def _happened(row: Sequence[object]) -> Event:
    seq, who, effective, step, round, before, after, short, unsays, model, _ = row
    return Event(
        int(str(seq)), int(str(who)), date.fromisoformat(str(effective)), str(step), str(round), str(before),
        str(after), json.loads(str(short)), unsays, str(model),  # type: ignore[arg-type]
    )  # fmt: skip
