"""The seal at adoption: a digest of the goal, its indicators and its targets as they were decided."""

from workflow.facts import verdict_of
from workflow.facts.base import TITLE
from workflow.facts.decision import Decided
from workflow.facts.indicator import TargetSet
from workflow.goals.adoption_rows import WORDS, digest_of, row_of
from workflow.records.event_log import Entry
from workflow.records.sql import run
from workflow.states.context import CaseContext
from workflow.states.guards.base import children


def as_decided(ctx: CaseContext, entry: Entry) -> Entry:
    """The event with its seal, and the goal called what the body called it; only when the body said yes."""
    assert ctx.step
    out = ctx.level.state[entry.to_state].out
    if not ctx.step.seals or out or verdict_of(ctx.fact) in ctx.step.again:
        return entry
    words = ctx.fact.words if isinstance(ctx.fact, Decided) else ""
    called = {"title": words[:TITLE]} if words else {}
    return entry._replace(sealed=sealed_at(ctx), short={key: {**said, **called} for key, said in entry.short.items()})


def targets(ctx: CaseContext) -> list[tuple[int, TargetSet]]:
    """The targets that were decided with the goal, by indicator."""
    said, year = ctx.fact, ctx.case.year
    if not (ctx.step and ctx.step.seals and isinstance(said, Decided)) or year is None:
        return []
    own = {row.id for row in children(ctx, "indicator")}
    return [(target.indicator, TargetSet(value=target.value, to=target.to, year=year, decision=said.decision))
            for target in said.targets if target.indicator in own]  # fmt: skip


def sealed_at(ctx: CaseContext) -> str:
    """SHA-256 over what is adopted: the wording's own commitment (or the words decided), milestones, indicators."""
    said = ctx.fact if isinstance(ctx.fact, Decided) else None
    words = [_commitment(ctx, ctx.case.fact(kind)) for kind in WORDS]
    targets = said.short().get("targets", ()) if said else ()
    rows = [row_of(row, targets) for row in children(ctx, "indicator")]
    return digest_of(said.words if said and said.words else ctx.case.title, words, rows)


def _commitment(ctx: CaseContext, said: dict[str, object]) -> str:
    sql = "SELECT commitment FROM event WHERE organisation = ? AND seq = ?"
    return str(run(ctx.session, sql, (ctx.who.organisation, said.get("seq"))).scalar_one_or_none() or "")
