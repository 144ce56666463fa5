"""x"""
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from workflow.governance.complaint import Complaint
from workflow.governance.model import Model

@dataclass(frozen=True)
class Names:
    """The names that models may use and that are defined above: guards, facts and letters."""

    guards: Set[str]
    facts: Mapping[str, Any]
    letters: Set[str] | None = None

def check(model: Model, guards: Set[str] | None = None, facts: Mapping[str, Any] | None = None, letters: Set[str] | None = None) -> list[Complaint]:
    return []
