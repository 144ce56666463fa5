"""What can be said about a case: one subject, one file. A new file here is found by itself."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from workflow.facts.base import KINDS, Fact, Part, canonical, extra, verdict_of

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["KINDS", "Fact", "Part", "canonical", "extra", "fact_of", "verdict_of"]


def fact_of(kind: str, given: Mapping[str, Any]) -> Fact:
    """The fact `kind` from plain values; pydantic's ValidationError when they do not fit."""
    return KINDS[kind].model_validate(given)
