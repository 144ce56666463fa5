"""What stands in a file and nowhere else: kept word by word as JSON, and laid over what is told from the facts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

DAY, MOMENT, PAIRS = "!day", "!moment", "!pairs"
"""How JSON says a date, a moment and a table whose keys are not plain texts."""
Item = dict[str, Any]


def coded(value: Any) -> Any:
    """The value as JSON that `decoded` makes the same value from."""
    if isinstance(value, dict):
        if any(not isinstance(key, str) or key.startswith("!") for key in value):
            return {PAIRS: [[coded(key), coded(held)] for key, held in value.items()]}
        return {key: coded(held) for key, held in value.items()}
    if isinstance(value, list):
        return [coded(held) for held in value]
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    return {DAY: value.isoformat()} if isinstance(value, date) else value


def decoded(value: Any) -> Any:
    """The value that was coded."""
    if isinstance(value, list):
        return [decoded(held) for held in value]
    if not isinstance(value, dict):
        return value
    if PAIRS in value:
        return {decoded(key): decoded(held) for key, held in value[PAIRS]}
    if DAY in value:
        return date.fromisoformat(value[DAY])
    if MOMENT in value:
        return datetime.fromisoformat(value[MOMENT])
    return {key: decoded(held) for key, held in value.items()}


def written_of(given: Any) -> Any:
    """All that stands in a table or list of the file, what cannot be used as well."""
    return getattr(given, "written", given)


def leftover(given: Mapping[Any, Any], told: Mapping[str, Any]) -> Item:
    """What of an item as `given` cannot be told from its facts; None for a key that only the facts tell."""
    written = written_of(given)
    kept = {key: value for key, value in written.items() if key not in told or told[key] != value}
    return kept | {key: None for key in told if key not in written}


def whole(told: Mapping[str, Any], kept: Mapping[str, Any], order: tuple[str, ...]) -> Item:
    """The item again: what is kept goes before what is told; known keys in their `order`, the others after them."""
    both = {**told, **kept}
    keys = [*(key for key in order if key in both), *(key for key in both if key not in order)]
    return {key: both[key] for key in keys if both[key] is not None}
