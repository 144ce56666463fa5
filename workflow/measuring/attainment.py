"""Is the target of an indicator met by a value, and what do a goal's indicators say together? (R32, R33)

Nothing here is ever stored: it is reckoned from what was said, and stands beside the owner's own judgement.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from workflow.facts.indicator import Indicator, TargetSet
from workflow.measuring.periods import day_of
from workflow.measuring.rounding import DIGITS, beside

Facts = Mapping[str, Mapping[str, Any]]
"""What was said of a case, by kind (and round, period or year), with its short fields, or those and the prose."""
MET, PARTLY_MET, NOT_MET, UNKNOWN = "met", "partly_met", "not_met", ""
"""What the figures can say: codes of the scale `attainment`, and that they say nothing."""
BY_DIRECTION = {"up": "at_least", "down": "at_most", "keep": "exactly", "range": "between"}
"""How a target is meant when nobody has said more than which way is better."""
RISES, FALLS = ("more_than_before", "more_by_percent"), ("less_than_before", "less_by_percent")
AGAINST_BEFORE = frozenset((*RISES, *FALLS))
"""The comparators that hold a value against that of the year before; the target is the least change."""
BY_PERCENT = frozenset(("more_by_percent", "less_by_percent"))
"""Those whose change is a share of the value of the year before."""
AGAINST_REFERENCE = frozenset(("at_least_reference", "at_most_reference"))
"""The comparators that hold a value against what it is compared with."""
HIGHER = frozenset(("at_least", "at_least_reference", *RISES))
LOWER = frozenset(("at_most", "at_most_reference", *FALLS))
"""The comparators that a higher value meets better, and those that a lower one does."""
YES_NO = {"ja": True, "yes": True, "nej": False, "no": False}
LATEST = re.compile(r"^(?:senast|före|innan|no later than|by|before)\s+(?:den\s+)?(.+)$")
"""A day in words that is a last day."""


class Terms(NamedTuple):
    """When a target is met. Values are in the indicator's unit, `partly_from` is per cent of the target; `before` is
    the value of the year before, `reference` that of what it is compared with, `wanted` a target that is no number."""

    comparator: str
    target: float | None = None
    to: float | None = None
    before: float | None = None
    reference: float | None = None
    partly_from: float | None = None
    wanted: str = ""

    @property
    def bound(self) -> float | None:
        """What the value is held against (the lower end of an interval), None when that is not known."""
        if self.comparator in AGAINST_BEFORE:
            return None if self.before is None else round(self.before + self._change(self.before), DIGITS)
        return self.reference if self.comparator in AGAINST_REFERENCE else self.target

    def _change(self, before: float) -> float:
        """The least change from the year before. (Whoever wrote "lower by −5" meant 5: its direction is the comparator's.)"""
        least = abs(self.target or 0.0)
        if self.comparator in BY_PERCENT:
            least *= abs(before) / 100
        return least if self.comparator in RISES else -least


class Judged(NamedTuple):
    """What a value says of its target: a code, and how much of the target it is in per cent (None: that says nothing)."""

    code: str
    fulfilment: float | None = None

    @property
    def share(self) -> float | None:
        """The fulfilment as it is shown: it is not rounded to a full hundred."""
        return None if self.fulfilment is None else beside(self.fulfilment, 100)


def target_in(case: Facts, year: int | None) -> TargetSet | None:
    """The target that was decided for the year, None when none was: a target judges no year but its own."""
    own = (said for key, said in case.items() if key.partition("/")[0] == TargetSet.kind and said.get("year") == year)
    last = max(own, key=lambda said: int(said.get("seq", 0)), default=None)
    return TargetSet.of(last) if last else None


def comparator_of(indicator: Indicator) -> str:
    """How the target of an indicator is meant; "" when nobody has said."""
    return indicator.comparator or BY_DIRECTION.get(indicator.direction, "")


def terms_of(
    indicator: Indicator, target: TargetSet | None, *, before: float | None = None, reference: float | None = None
) -> Terms:
    """The terms of an indicator as it was set, with the target that was decided for the year (None for none)."""
    comparator = comparator_of(indicator)
    lower, upper = (target.value if target else indicator.target), indicator.target_to
    if target and target.to is not None:
        upper = target.to
    if comparator == "between" and lower is not None and upper is not None and upper < lower:
        upper = None  # a target decided with one end, over the other end of before: nobody knows what was meant
    wanted = "" if lower is not None else indicator.target_text
    return Terms(comparator, lower, upper, before, reference, indicator.partly_from, wanted)


def judge(terms: Terms, value: float | None) -> Judged:
    """What the value says; `UNKNOWN` without a value, a target or a comparator."""
    held = COMPARATORS.get(terms.comparator)
    bound = terms.bound
    if value is None or held is None or bound is None or (terms.comparator == "between" and terms.to is None):
        return Judged(UNKNOWN)
    share = fulfilment(terms.comparator, bound, value)
    if held(terms, round(value, DIGITS)):
        return Judged(MET, share)
    if share is not None and share >= 100:
        return Judged(NOT_MET)  # no change at all, where any would do: a full share beside "not met" says nothing
    near = terms.partly_from is not None and share is not None and share >= terms.partly_from
    return Judged(PARTLY_MET if near else NOT_MET, share)


def judge_words(terms: Terms, said: str) -> Judged:
    """What a word or a day says of a target that is one: the same word meets it, no does not meet yes, and a day is held
    against a last day. Of other words nothing is known."""
    wanted, words = _word(terms.wanted), _word(said)
    if not wanted or not words:
        return Judged(UNKNOWN)
    if wanted == words:
        return Judged(MET)
    if wanted in YES_NO and words in YES_NO:
        return Judged(MET if YES_NO[wanted] == YES_NO[words] else NOT_MET)
    last = LATEST.match(wanted)
    due, day = day_of(last[1] if last else wanted), day_of(words)
    if due is None or day is None:
        return Judged(UNKNOWN)
    if terms.comparator == "at_most" or (last and not terms.comparator):
        is_in_time = day < due if wanted.startswith(("före", "innan", "before")) else day <= due
        return Judged(MET if is_in_time else NOT_MET)
    if terms.comparator == "at_least":
        return Judged(MET if day >= due else NOT_MET)
    return Judged(MET if day == due else NOT_MET) if terms.comparator == "exactly" or day == due else Judged(UNKNOWN)


def worst(*said: Judged) -> Judged:
    """The worst of what several values say of one target: it is met when each of them meets it."""
    if any(one.code == UNKNOWN for one in said):
        return Judged(UNKNOWN)
    code = next(code for code in (NOT_MET, PARTLY_MET, MET) if any(one.code == code for one in said))
    shares = [one.fulfilment for one in said]
    return Judged(code, None if None in shares else min(share for share in shares if share is not None))


def fulfilment(comparator: str, bound: float, value: float) -> float | None:
    """How much of the target the value is, in per cent: the value against the target, turned round where lower is better
    (as Västra Götaland reckons); None where the signs differ, for zero, and where no end is better than the other."""
    if comparator not in HIGHER | LOWER or bound * value <= 0:
        return None
    return 100 * (value / bound if (comparator in HIGHER) == (bound > 0) else bound / value)


def together(codes: Iterable[str]) -> str:
    """What a goal's indicators say together: met when each target is, not met when none is even in part, else partly met;
    nothing while one of them says nothing. Never a mean: one bad figure does not vanish among good ones."""
    said = set(codes)
    if not said or UNKNOWN in said:
        return UNKNOWN
    return next(iter(said)) if len(said) == 1 else PARTLY_MET


def _word(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")


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
    "more_by_percent": _more,
    "less_by_percent": _less,
    "at_least_reference": lambda terms, value: value >= round(terms.bound or 0.0, DIGITS),
    "at_most_reference": lambda terms, value: value <= round(terms.bound or 0.0, DIGITS),
}
"""Each comparator of the scale `comparator`: does the value hold against the bound?"""
