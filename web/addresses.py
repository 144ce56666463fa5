"""Where each sort of case has its page. Nobody else makes an address."""

from urllib.parse import quote, urlencode

from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot

PREFIXES = {"decision": "beslut", "meeting": "sammantraden", "year": "arshjul"}
"""Level kind → the first part of its address; everything else is under /mal."""


def prefix(kind: str) -> str:
    """The first part of the address of a level's kind."""
    return PREFIXES.get(kind, "mal")


def of_case(case: Snapshot, model: Model) -> str:
    """The page of a case; a goal year's is its year."""
    kind = model.levels[case.level].kind
    number = case.year if kind == "year" and case.year else case.id
    return f"/{prefix(kind)}/{number}"


def of_step(case: Snapshot | None, model: Model, step: Step, round: str = "") -> str:
    """The page on which `step` is taken; a birth by its whole name, under nothing when there is no parent."""
    name = step.key if step.birth else step.name
    base = of_case(case, model) if case else "/nytt"
    query = "?" + urlencode({"omgang": round}) if round else ""
    return f"{base}/{quote(name)}{query}"
