"""Undoing: a wrong event is unsaid by a new one, never deleted; the case is folded anew without it."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from workflow.facts.clerical import Correction
from workflow.records.chain import Entry
from workflow.records.fold import NOTE, Happened, made_of
from workflow.records.sql import run
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence

_EVENTS = (
    'SELECT seq, who, effective, step, "round", from_state, to_state, short, unsays, decision FROM event '
    'WHERE organisation = ? AND "case" = ? ORDER BY seq'
)


def history(session: Session, organisation: int, case: int) -> list[tuple[Happened, int | None]]:
    """The events of a case in order, each with the decision it cites."""
    return [(_happened(row), row[9]) for row in run(session, _EVENTS, (organisation, case))]


def objections(now: Situation) -> list[Sentence]:
    """Why the event that the correction names cannot be unsaid."""
    assert now.case and isinstance(now.fact, Correction) and now.step
    told = history(now.session, now.case.organisation, now.case.id)
    unsaid = {event.unsays for event, _ in told}
    wrong = next((event for event, _ in told if event.seq == now.fact.event), None)
    if wrong is None or wrong.step == NOTE or "birth" in wrong.short or wrong.unsays or wrong.seq in unsaid:
        return [sentence("That entry cannot be corrected: it is not a step of this case, or it is corrected already.")]
    for event, decision in told:
        if event.seq > wrong.seq and event.seq not in unsaid and (event.from_state != event.to_state or decision):
            return [sentence("A later entry builds on it. Correct that one first.")]
    asked = _asked(now)
    if now.step.second and asked and asked["by"] == now.who.person:
        return [sentence("Somebody else has to confirm the correction.")]
    return []


def unsaying(now: Situation, entry: Entry) -> Entry:
    """The correcting event, with the case folded anew; or only the asking, when a second person must confirm."""
    assert now.case and isinstance(now.fact, Correction) and now.step
    if now.step.second and not _asked(now):
        return entry
    case = now.case
    told = [event for event, _ in history(now.session, case.organisation, case.id)]
    entry = entry._replace(unsays=now.fact.event)
    told.append(entry.happened(now.head.seq + 1))
    after = made_of(case.id, case.organisation, case.model, told, now.level)
    return entry._replace(to_state=after.state, after=after)


def _asked(now: Situation) -> dict[str, object] | None:
    """The pending request to correct the same entry, if somebody has made one."""
    assert now.case and isinstance(now.fact, Correction)
    said = now.case.fact("correction")
    return said if said.get("event") == now.fact.event else None


def _happened(row: Sequence[object]) -> Happened:
    seq, who, effective, step, round, before, after, short, unsays, _ = row
    return Happened(
        int(str(seq)), int(str(who)), date.fromisoformat(str(effective)), str(step), str(round), str(before),
        str(after), json.loads(str(short)), unsays,  # type: ignore[arg-type]
    )  # fmt: skip
