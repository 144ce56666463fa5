"""Is the target of an indicator met by a value, and what do a goal's indicators say together? (R32, R33)

Nothing here is ever stored: it is reckoned from what was said, and stands beside the owner's own judgement.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

MET, PARTLY_MET, NOT_MET, UNKNOWN = "met", "partly_met", "not_met", ""
"""What the figures can say: codes of the scale `attainment`, and that they say nothing."""
BY_DIRECTION = {"up": "at_least", "down": "at_most", "keep": "exactly", "range": "between"}
"""How a target is meant when nobody has said more than which way is better."""
DIGITS = 9
"""Decimals that are compared: what a computer adds beyond them nobody has measured."""


class Terms(NamedTuple):
    """When a target is met. Values are in the indicator's unit, `partly_from` is per cent of the target; `before` is
    the value of the year before, `reference` that of what it is compared with."""

    comparator: str
    target: float | None = None
    to: float | None = None
    before: float | None = None
    reference: float | None = None
    partly_from: float | None = None

    @property
    def bound(self) -> float | None:
        """What the value is held against (the lower end of an interval), None when that is not known."""
        if self.comparator in ("more_than_before", "less_than_before"):
            change = (self.target or 0.0) * (1 if self.comparator == "more_than_before" else -1)
            return None if self.before is None else round(self.before + change, DIGITS)
        return self.reference if self.comparator.endswith("_reference") else self.target


class Judged(NamedTuple):
    """What a value says of its target: a code, and how much of the target it is in per cent (None: that says nothing)."""

    code: str
    fulfilment: float | None = None


def terms_of(
    indicator: Mapping[str, Any],
    target: Mapping[str, Any],
    *,
    before: float | None = None,
    reference: float | None = None,
) -> Terms:
    """The terms of an indicator: its short fields as it was set, and the target that was decided later ({} for none)."""
    return Terms(
        str(indicator.get("comparator") or BY_DIRECTION.get(str(indicator.get("direction", "")), "")),
        target.get("value", indicator.get("target")), target.get("to", indicator.get("target_to")),
        before, reference, indicator.get("partly_from"),
    )  # fmt: skip


def judge(terms: Terms, value: float | None) -> Judged:
    """What the value says; `UNKNOWN` without a value, a target or a comparator."""
    held = COMPARATORS.get(terms.comparator)
    bound = terms.bound
    if value is None or held is None or bound is None or (terms.comparator == "between" and terms.to is None):
        return Judged(UNKNOWN)
    share = fulfilment(terms.comparator, bound, value)
    if held(terms, round(value, DIGITS)):
        return Judged(MET, share)
    near = terms.partly_from is not None and share is not None and share >= terms.partly_from
    return Judged(PARTLY_MET if near else NOT_MET, share)


def fulfilment(comparator: str, bound: float, value: float) -> float | None:
    """How much of the target the value is, in per cent: the value against the target, turned round where lower is better
    (as Västra Götaland reckons); None where the signs differ, for zero, and where no end is better than the other."""
    if comparator in ("exactly", "between") or bound * value <= 0:
        return None
    higher = comparator in ("at_least", "more_than_before", "at_least_reference")
    return 100 * (value / bound if higher == (bound > 0) else bound / value)


def together(codes: Iterable[str]) -> str:
    """What a goal's indicators say together: met when each target is, not met when none is even in part, else partly met;
    nothing while one of them says nothing. Never a mean: one bad figure does not vanish among good ones."""
    said = set(codes)
    if not said or UNKNOWN in said:
        return UNKNOWN
    return next(iter(said)) if len(said) == 1 else PARTLY_MET


def _more(terms: Terms, value: float) -> bool:
    bound = terms.bound or 0.0
    return value >= bound if terms.target else value > bound


def _less(terms: Terms, value: float) -> bool:
    bound = terms.bound or 0.0
    return value <= bound if terms.target else value < bound


COMPARATORS: Mapping[str, Callable[[Terms, float], bool]] = {
    "at_least": lambda terms, value: value >= round(terms.bound or 0.0, DIGITS),
    "at_most": lambda terms, value: value <= round(terms.bound or 0.0, DIGITS),
    "exactly": lambda terms, value: value == round(terms.bound or 0.0, DIGITS),
    "between": lambda terms, value: round(terms.bound or 0.0, DIGITS) <= value <= round(terms.to or 0.0, DIGITS),
    "more_than_before": _more,
    "less_than_before": _less,
    "at_least_reference": lambda terms, value: value >= round(terms.bound or 0.0, DIGITS),
    "at_most_reference": lambda terms, value: value <= round(terms.bound or 0.0, DIGITS),
}
"""Each comparator of the scale `comparator`: does the value hold against the bound?"""
