"""What the seal of an adoption covers: the goal's words and its indicators, as rows, and the digest of both."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.facts import canonical
from workflow.records.case import Snapshot

Row = dict[str, Any]
WORDS = ("wording", "proposal")
"""Of which facts the seal holds the commitment."""
MORE = ("comparator", "target_to", "partly_from")
"""What else of an indicator says when its target is met."""


def digest_of(goal: str, words: Sequence[str], rows: Sequence[Row]) -> str:
    """The digest of a goal in these words, of the commitments to its `WORDS`, and of its indicators."""
    whole = {"goal": goal, "indicators": rows, **dict(zip(WORDS, words, strict=True))}
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def row_of(case: Snapshot, targets: Mapping[int, float]) -> Row:
    """An indicator as it is adopted; `targets` are those decided with the goal. What was not said is not in it."""
    said, later = case.fact("indicator"), case.fact("target")
    target = targets.get(case.id, later.get("value", said.get("target")))
    more = {name: said[name] for name in MORE if name in said}
    more |= {"target_to": later["to"]} if "to" in later else {}
    return {
        "case": case.id, "name": case.title, "unit": said.get("unit", ""), "direction": said.get("direction", ""),
        "baseline": said.get("baseline"), "target": target, **more,
    }  # fmt: skip
