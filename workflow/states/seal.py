"""The seal at adoption: a digest of the goal, its indicators and its targets as they were decided."""

import hashlib

from workflow.facts import canonical
from workflow.facts.decision import Decided
from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.states.guards.base import children
from workflow.states.situation import Situation


def sealed_at(now: Situation) -> str:
    """SHA-256 over what is adopted: the wording's own commitment (or the words decided), milestones, indicators."""
    assert now.case
    said = now.fact if isinstance(now.fact, Decided) else None
    targets = {target.indicator: target.value for target in said.targets} if said else {}
    whole = {
        "goal": said.words if said and said.words else now.case.title,
        "wording": _commitment(now, now.case.fact("wording")),
        "milestones": now.case.fact("proposal").get("milestones", []),
        "indicators": [_indicator(row, targets) for row in children(now, "indicator")],
    }
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def _indicator(case: Snapshot, targets: dict[int, float]) -> dict[str, object]:
    said = case.fact("indicator")
    return {
        "case": case.id, "name": case.title, "unit": said.get("unit", ""), "direction": said.get("direction", ""),
        "baseline": said.get("baseline"), "target": targets.get(case.id, said.get("target")),
    }  # fmt: skip


def _commitment(now: Situation, said: dict[str, object]) -> str:
    sql = "SELECT commitment FROM event WHERE organisation = ? AND seq = ?"
    return str(run(now.session, sql, (now.who.organisation, said.get("seq"))).scalar_one_or_none() or "")
