"""What the seal of an adoption covers: the goal's words and its indicators, as rows, and the digest of both."""

import hashlib
from collections.abc import Sequence
from typing import Any

from workflow.facts import canonical
from workflow.facts.indicator import TargetSet
from workflow.measuring.attainment import target_in
from workflow.records.case import Case

Row = dict[str, Any]
WORDS = ("wording", "proposal")
"""Of which facts the seal holds the commitment."""
MORE = ("comparator", "target_to", "partly_from")
"""What else of an indicator says when its target is met."""


def digest_of(goal: str, words: Sequence[str], rows: Sequence[Row]) -> str:
    """The digest of a goal in these words, of the commitments to its `WORDS`, and of its indicators."""
    whole = {"goal": goal, "indicators": rows, **dict(zip(WORDS, words, strict=True))}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def row_of(case: Case, targets: Sequence[Row]) -> Row:
    """An indicator as it is adopted; `targets` are those decided with the goal. What was not said is not in it."""
    said = case.fact("indicator")
    # Before targets were kept by year the last one was sealed, whichever year it was for: those seals must hold.
    later = target_in(case.facts, case.year) or case.said(TargetSet)
    before = {"value": later.value, "to": later.to} if later else {"value": said.get("target")}
    decided = before | next((row for row in reversed(targets) if row["indicator"] == case.id), {})
    target = decided["value"]
    more = {name: said[name] for name in MORE if name in said}
    if (upper := decided.get("to")) is not None:
        more["target_to"] = upper
    return {
        "case": case.id, "name": case.title, "unit": said.get("unit", ""), "direction": said.get("direction", ""),
        "baseline": said.get("baseline"), "target": target, **more,
    }  # fmt: skip
