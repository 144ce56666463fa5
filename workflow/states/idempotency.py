"""`once`: what is sent twice happens one time. The second call must be the first one again, word for word."""

from workflow.facts import Fact, canonical
from workflow.governance.model import Step
from workflow.records.event_log import commitment_of
from workflow.records.sql import run
from workflow.states.context import Context

_FIRST = (
    "SELECT e.who, e.step, e.commitment, p.salt FROM event e LEFT JOIN payload p ON p.organisation = e.organisation "
    "AND p.seq = e.seq WHERE e.organisation = ? AND e.seq = ?"
)


def is_the_same(ctx: Context, row: Step, fact: Fact | None, round: str) -> bool:
    """True when the same person takes the same step, saying the same, as when the key was used. (Words that have been
    erased since cannot be compared.)"""
    who, step, commitment, salt = run(ctx.session, _FIRST, (ctx.who.organisation, ctx.already)).one()
    body = canonical({fact.key(round, row.name): fact.whole()}) if fact else ""
    erased = bool(commitment) and salt is None
    return (who, step) == (ctx.who.person, row.key) and (erased or commitment_of(salt or "", body) == commitment)
