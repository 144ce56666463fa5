"""When an indicator's target is met, in words: the same on every page, in every document and in the open data."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.facts.indicator import Indicator
from workflow.measuring.attainment import (
    AGAINST_BEFORE,
    AGAINST_REFERENCE,
    BY_PERCENT,
    Facts,
    Terms,
    target_in,
    terms_of,
)
from workflow.measuring.rounding import number
from workflow.words import Say, Sentence, sentence

AIMS: Mapping[str, Sentence] = {
    "at_least": sentence("at least %(value)s"), "at_most": sentence("at most %(value)s"),
    "exactly": sentence("exactly %(value)s"), "between": sentence("between %(value)s and %(to)s"),
    "more_than_before": sentence("higher than the year before"),
    "less_than_before": sentence("lower than the year before"),
    "more_by_percent": sentence("higher than the year before"),
    "less_by_percent": sentence("lower than the year before"),
    "at_least_reference": sentence("at least as what it is compared with"),
    "at_most_reference": sentence("at most as what it is compared with"),
}  # fmt: skip
CHANGES: Mapping[str, Sentence] = {
    "more_than_before": sentence("at least %(value)s higher than the year before"),
    "less_than_before": sentence("at least %(value)s lower than the year before"),
    "more_by_percent": sentence("at least %(value)s per cent higher than the year before"),
    "less_by_percent": sentence("at least %(value)s per cent lower than the year before"),
}


@dataclass(frozen=True)
class Target:
    """A target: its terms in `unit`; `text` is the target of a source that is no number ("färre än i fjol"), `reference` the
    name of what values are compared with."""

    terms: Terms
    unit: str = ""
    text: str = ""
    reference: str = ""

    @classmethod
    def of(cls, facts: Facts, year: int | None) -> "Target":
        """The target of an indicator for the year, of its facts; with what it is held against for whoever knows that."""
        said = Indicator.of(facts.get(Indicator.kind, {}))
        return cls(terms_of(said, target_in(facts, year)), said.unit, said.target_text, said.reference)

    def __bool__(self) -> bool:
        """True when there is a target, as a number or in words."""
        return bool(self.text) or bool(self.in_words(Say("en")))

    def in_words(self, say: Say) -> str:
        """ "at least 85 per cent", "between 85 and 95 per cent", "färre än i fjol"; "" for no target."""
        terms = self.terms
        if terms.comparator in CHANGES and terms.target:
            unit = "" if terms.comparator in BY_PERCENT else self.unit
            return say(CHANGES[terms.comparator], value=amount(say, abs(terms.target), unit))
        known = AIMS.get(terms.comparator)
        if terms.target is None and (known is None or "%(" in known.text):
            return self.text
        if terms.comparator == "between":
            return say(AIMS["between"], value=amount(say, terms.target), to=amount(say, terms.to, self.unit))
        value = amount(say, terms.target, self.unit)
        return say(known, value=value) if known else value

    def in_full(self, say: Say) -> str:
        """The same with what it is held against and from where it is met in part: "higher than the year before (71.4),
        partly from 90 per cent of the target"; "" for no target."""
        words, terms = self.in_words(say), self.terms
        if not words:
            return ""
        name, value = "", None
        if terms.comparator in AGAINST_BEFORE:
            value = terms.before
        elif terms.comparator in AGAINST_REFERENCE:
            name, value = self.reference, terms.reference
        beside = ", ".join(text for text in (name, amount(say, value)) if text)
        whole = f"{words} ({beside})" if beside else words
        if not terms.partly_from:
            return whole
        return f"{whole}, {say('partly from %(share)s per cent of the target', share=amount(say, terms.partly_from))}"


def amount(say: Say, value: float | None, unit: str = "") -> str:
    """A number with its unit, "" for none."""
    return "" if value is None else f"{number(value, say.language)} {unit}".strip()
