"""The seal at adoption: a digest of the goal, its indicators and its targets as they were decided."""

from workflow.facts import verdict_of
from workflow.facts.base import TITLE
from workflow.facts.decision import Decided
from workflow.facts.indicator import TargetSet
from workflow.goals.adoption_rows import WORDS, digest_of, row_of
from workflow.records.chain import Entry
from workflow.records.sql import run
from workflow.states.guards.base import children
from workflow.states.situation import Situation


def as_decided(now: Situation, entry: Entry) -> Entry:
    """The event with its seal, and the goal called what the body called it; only when the body said yes."""
    assert now.step
    out = now.level.state[entry.to_state].out
    if not now.step.seals or out or verdict_of(now.fact) in now.step.again:
        return entry
    words = now.fact.words if isinstance(now.fact, Decided) else ""
    called = {"title": words[:TITLE]} if words else {}
    return entry._replace(sealed=sealed_at(now), short={key: {**said, **called} for key, said in entry.short.items()})


def targets(now: Situation) -> list[tuple[int, TargetSet]]:
    """The targets that were decided with the goal, by indicator."""
    said, year = now.fact, now.case.year if now.case else None
    if not (now.step and now.step.seals and isinstance(said, Decided)) or year is None:
        return []
    own = {row.id for row in children(now, "indicator")}
    return [(target.indicator, TargetSet(value=target.value, to=target.to, year=year, decision=said.decision))
            for target in said.targets if target.indicator in own]  # fmt: skip


def sealed_at(now: Situation) -> str:
    """SHA-256 over what is adopted: the wording's own commitment (or the words decided), milestones, indicators."""
    assert now.case
    said = now.fact if isinstance(now.fact, Decided) else None
    words = [_commitment(now, now.case.fact(kind)) for kind in WORDS]
    targets = said.short().get("targets", ()) if said else ()
    rows = [row_of(row, targets) for row in children(now, "indicator")]
    return digest_of(said.words if said and said.words else now.case.title, words, rows)


def _commitment(now: Situation, said: dict[str, object]) -> str:
    sql = "SELECT commitment FROM event WHERE organisation = ? AND seq = ?"
    return str(run(now.session, sql, (now.who.organisation, said.get("seq"))).scalar_one_or_none() or "")
