"""Undoing: a wrong event is unsaid by a new one, never deleted; the case is folded anew without it."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.facts.clerical import Correction, Transfer
from workflow.facts.indicator import TargetSet
from workflow.governance.model import Level, Step
from workflow.records.chain import Entry
from workflow.records.fold import BIRTH, NOTE, Happened, fold, made_of, unborn
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.states import moving
from workflow.states.guards.base import children
from workflow.states.situation import Situation, Who, read
from workflow.words import Sentence, sentence

_EVENTS = (
    'SELECT seq, who, effective, step, "round", from_state, to_state, short, unsays, model, decision FROM event '
    'WHERE organisation = ? AND "case" = ? ORDER BY seq'
)


def history(session: Session, organisation: int, case: int) -> list[tuple[Happened, int | None]]:
    """The events of a case in order, each with the decision it cites."""
    return [(_happened(row), row[10]) for row in run(session, _EVENTS, (organisation, case))]


def objections(now: Situation) -> list[Sentence]:
    """Why the event that the correction names cannot be unsaid."""
    assert now.case and isinstance(now.fact, Correction) and now.step
    told = history(now.session, now.case.organisation, now.case.id)
    unsaid = {event.unsays for event, _ in told}
    wrong = next((event for event, _ in told if event.seq == now.fact.event), None)
    if wrong is None or wrong.step == NOTE or BIRTH in wrong.short or wrong.unsays or wrong.seq in unsaid:
        return [sentence("That entry cannot be corrected: it is not a step of this case, or it is corrected already.")]
    if wrong.round != now.round and now.step.rounds:
        return [sentence("That entry belongs to another round.")]
    holding = [(event, decision) for event, decision in told if event.seq not in unsaid and not event.unsays]
    if _is_built_on(now, wrong, holding):
        return [sentence("A later entry builds on it. Correct that one first.")]
    asked = _asked(now) if now.step.second else None
    if asked and asked["by"] in (now.who.person, now.who.on_behalf_of):
        return [sentence("Somebody else has to confirm the correction.")]
    return _strangers(now, wrong, asked) if asked else []


def unsaying(now: Situation, entry: Entry) -> Entry:
    """The correcting event, with the case folded anew; or only the asking, when a second person must confirm."""
    assert now.case and isinstance(now.fact, Correction) and now.step
    if now.step.second and not _asked(now):
        return entry
    case = now.case
    told = [event for event, _ in history(now.session, case.organisation, case.id)]
    entry = entry._replace(unsays=now.fact.event)
    told.append(entry.happened(now.head.seq + 1))
    after = made_of(case.id, case.organisation, case.model, told, _levels(now))
    return entry._replace(to_state=after.state, after=after)


def along(now: Situation) -> list[tuple[int, Correction]]:
    """What goes with the entry that was just unsaid, (case, correction): the targets that it gave the indicators, or
    the transfer of what hangs from the case."""
    assert now.case and isinstance(now.fact, Correction)
    told = history(now.session, now.case.organisation, now.case.id)
    if not any(event.unsays == now.fact.event for event, _ in told):
        return []
    wrong, decision = next((event, cited) for event, cited in told if event.seq == now.fact.event)
    if Transfer.kind in wrong.short:
        return moving.back(now, decision)
    given = [(row.id, said) for row in children(now, "indicator") for key, said in row.facts.items()
             if key.partition("/")[0] == TargetSet.kind]  # fmt: skip
    return [(indicator, Correction(event=target["seq"], why=now.fact.why))
            for indicator, target in given if decision and TargetSet.of(target).decision == decision]  # fmt: skip


def _strangers(now: Situation, wrong: Happened, asked: Mapping[str, Any]) -> list[Sentence]:
    """A sentence when neither who asked nor who confirms made the entry or may take its step today. What the calendar
    did is nobody's own: any two may."""
    assert now.case
    row = _levels(now)(wrong.model or now.case.model).step.get(wrong.name)
    if row is None or row.by_clock:
        return []
    both = _people(now, asked["seq"]) | {now.who.person, now.who.on_behalf_of}
    if both & _people(now, wrong.seq) - {None}:
        return []
    first = read(now.session, now.case.id, Who(now.who.organisation, asked["by"]), now.at)
    if (now.roles | first.roles).intersection(row.by):
        return []
    return [sentence("One of the two must have made the entry, or be somebody who may do “%(step)s”.", step=row.title)]


def _people(now: Situation, seq: int) -> set[int | None]:
    """Who made the event, and on whose behalf."""
    sql = "SELECT who, on_behalf_of FROM event WHERE organisation = ? AND seq = ?"
    return set(run(now.session, sql, (now.who.organisation, seq)).one())


def _is_built_on(now: Situation, wrong: Happened, holding: Sequence[tuple[Happened, int | None]]) -> bool:
    """True when something after the wrong entry moved the case, cites a §, says more in the same round, or could not
    have been done without it."""
    if any(event.seq > wrong.seq and (cited or _moves_on(event, wrong)) for event, cited in holding):
        return True
    assert now.case
    rest = [event for event, _ in holding if event.seq != wrong.seq]
    case = unborn(now.case.id, now.case.organisation, now.case.model, rest[0])
    for event in rest:
        level = _levels(now)(event.model or now.case.model)
        row = level.step.get(event.name)
        if event.seq > wrong.seq and row and (case.state not in row.from_ or _says_more(event, row, wrong)):
            return True
        case = fold(case, event, level)
    return False


def _moves_on(event: Happened, wrong: Happened) -> bool:
    """True when the event moved the case on. A state that only got a new name builds on what moved the case."""
    return event.from_state != event.to_state and (bool(event.name) or wrong.from_state != wrong.to_state)


def _says_more(event: Happened, row: Step, wrong: Happened) -> bool:
    """True for what is said because of the wrong entry: the consequence of a forecast, say."""
    return bool(row.rounds) and event.round == wrong.round and event.name != wrong.name


def _levels(now: Situation) -> Callable[[str], Level]:
    """The level of the case in each model that it has followed."""
    return lambda digest: model_of(now.session, now.who.organisation, digest).levels[now.level.name]


def _asked(now: Situation) -> dict[str, Any] | None:
    """The pending request to correct the same entry, if somebody has made one."""
    assert now.case and isinstance(now.fact, Correction)
    said = now.case.said(Correction)
    return now.case.fact(Correction.kind) if said and said.event == now.fact.event else None


def _happened(row: Sequence[object]) -> Happened:
    seq, who, effective, step, round, before, after, short, unsays, model, _ = row
    return Happened(
        int(str(seq)), int(str(who)), date.fromisoformat(str(effective)), str(step), str(round), str(before),
        str(after), json.loads(str(short)), unsays, str(model),  # type: ignore[arg-type]
    )  # fmt: skip
