"""Chasing: whoever the ladders end at asks again for what is missing, some of it or all, never twice a day.

What whoever owes it was told of today already is left out with a reason, and the rest goes. The letters are made from what is noted
here, like all others.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.cycle.reminders import ESCALATION
from workflow.cycle.working_days import SWEDEN, local_day
from workflow.facts.letters import Chased
from workflow.goals.overdue import LAPSED, Overdue, overdue
from workflow.governance.model import Model
from workflow.records.base import instant_text
from workflow.records.sql import quick
from workflow.states.command import Note
from workflow.states.context import Context, Who, lock, read
from workflow.states.perform import Refused, note
from workflow.words import Sentence, sentence

Asked = tuple[int, str]
"""What is asked for: a case and the key of its duty."""
NOT_YOURS = sentence("Only whoever the ladder of reminders ends at asks again for what is missing.")
GONE = sentence("It has been done, or can be done no more.")
VACANT = sentence("Nobody is responsible, so there is nobody to ask.")
TOLD_TODAY = sentence("It was asked for today already.")
ON_ITS_WAY = sentence("A letter about it was sent today, or is on its way.")
_POSTED = (
    "SELECT 1 FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    'WHERE l.organisation = ? AND l."case" = ? AND l.duty = ? '
    "AND (m.done_at IS NULL OR (m.outcome = 'sent' AND m.done_at >= ?)) AND (m.unit IS NOT NULL OR m.person IN ({marks})) "
    "LIMIT 1"
)


class Chase(NamedTuple):
    """What can be asked for now, and what cannot, each with the reason."""

    going: tuple[Overdue, ...]
    refused: tuple[tuple[Asked, Sentence], ...]


def chasers(model: Model) -> frozenset[str]:
    """The roles to which a ladder escalates in the end, for the whole organisation: the quality chief's, in the models there
    are."""
    last = (
        name
        for ladder in model.ladders.values()
        for rung in ladder[-1:]
        if rung.kind == ESCALATION
        for name in rung.tells
    )
    return frozenset(name for name in last if name in model.roles and model.roles[name].scope == "organisation")


def may_chase(ctx: Context) -> bool:
    """True when the person holds one of those roles."""
    return any(role in chasers(ctx.model) for role, _ in ctx.seats)


def judged(session: Session, who: Who, asked: Sequence[Asked], at: datetime) -> Chase:
    """What of it can be asked for at the moment `at`. Raises Refused for whoever may not."""
    return _judged(read(session, None, who, at), asked)


def chase(session: Session, who: Who, asked: Sequence[Asked], at: datetime) -> Chase:
    """Ask for it, each duty noted on its case; the same answer as `judged` gives."""
    found = _judged(lock(session, None, who, at), asked)
    for one in found.going:
        case, duty = one.key
        said = Chased(step=duty.partition("/")[0], due=one.duty.due)
        once = f"{case}/{duty}/chased/{local_day(at)}"
        note(session, Note(case, who, said, at=at, round=one.duty.round, idempotency_key=once))
    return found


def _judged(ctx: Context, asked: Sequence[Asked]) -> Chase:
    if not may_chase(ctx):
        raise Refused((NOT_YOURS,))
    known = {one.key: one for one in overdue(ctx.session, ctx.who.organisation, ctx.at)}
    going, refused = [], []
    for key in dict.fromkeys(asked):
        why = _objection(ctx, known.get(key))
        if why:
            refused.append((key, why))
        else:
            going.append(known[key])
    return Chase(tuple(going), tuple(refused))


def _objection(ctx: Context, one: Overdue | None) -> Sentence | None:
    if one is None or one.status == LAPSED:
        return GONE
    if not one.owing:
        return VACANT
    if one.told:
        return TOLD_TODAY
    return ON_ITS_WAY if _is_posted(ctx, one) else None


def _is_posted(ctx: Context, one: Overdue) -> bool:
    """True when a letter about the duty was sent today to whoever owes it, or waits to be sent."""
    morning = instant_text(datetime.combine(ctx.today, time(), SWEDEN))
    sql = _POSTED.format(marks=", ".join("?" for _ in one.owing))
    return quick(ctx.session, sql, (ctx.who.organisation, *one.key, morning, *one.owing)).fetchone() is not None
