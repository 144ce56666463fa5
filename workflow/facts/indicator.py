"""Indicators: how a goal is measured, towards which target, and what was measured."""

from datetime import date
from typing import ClassVar

from pydantic import field_validator

from workflow.facts.base import Fact, Number, Part, said

IN_WORDS = "When it is no number: yes or no, or a day."


class Indicator(Fact):
    """An indicator as adopted: what is measured and how, when is the target met, and when can a value be known.

    `target` and `target_to` are in the indicator's unit; for a comparison with the year before `target` is the least
    change, in per cent of that year's value where the comparator says so. `partly_from` is per cent of the target.
    `lag_days` are counted from the end of the month that is measured.
    """

    kind: ClassVar[str] = "indicator"
    title_field: ClassVar[str] = "name"

    name: str = said("Indicator", min_length=2, max_length=300)
    unit: str = said("Unit", short=True, default="", max_length=60)
    comparator: str = said("The target is met at", short=True, scale="comparator", default="")
    target: Number | None = said("Target", short=True, default=None)
    target_to: Number | None = said("Up to (for an interval)", short=True, default=None, validate_default=True)
    target_text: str = said("Target in words", default="")
    direction: str = said("Better when it goes", short=True, scale="direction", default="")
    partly_from: Number | None = said(
        "Partly met from (per cent of the target)", short=True, default=None, gt=0, le=1000
    )
    baseline: Number | None = said("Baseline", short=True, default=None)
    baseline_date: str = said("Baseline measured", short=True, default="", max_length=60)
    reference: str = said("Compared with", hint="For example the mean of the country.", default="", max_length=200)
    definition: str = said("Definition", rows=2, default="")
    numerator: str = said("Numerator", default="")
    denominator: str = said("Denominator", default="")
    sort: str = said("What it measures", short=True, scale="indicator_sort", default="")
    data: str = said("Sort of value", short=True, scale="data", default="")
    by_sex: bool | None = said("Values for women and men too", short=True, default=None)
    frequency: str = said("How often it is measured", short=True, scale="frequency", default="")
    month: int | None = said("A month in which it is measured (1–12)", short=True, default=None, ge=1, le=12)
    lag_days: int | None = said("Days until the value is known", short=True, default=None, ge=0, le=1000)
    source: str = said("Source", default="")

    @field_validator("target_to")
    @classmethod
    def _is_an_interval(cls, value: float | None, info: object) -> float | None:
        said = getattr(info, "data", {})
        low = said.get("target")
        if said.get("comparator") == "between" and (low is None or value is None):
            raise ValueError("An interval has two ends: write both.")
        if low is not None and value is not None and value < low:
            raise ValueError("The interval ends before it begins.")
        return value


class Measurement(Fact):
    """A measured value for a period, or the reason why there is none."""

    kind: ClassVar[str] = "measurement"

    value: Number | None = said("Value", short=True, default=None)
    text: str = said("The value in words", hint=IN_WORDS, short=True, default="", max_length=60)
    period: str = said("The value refers to", short=True, default="", max_length=40)
    women: Number | None = said("Women", short=True, default=None)
    men: Number | None = said("Men", short=True, default=None)
    compared: Number | None = said("The same of what it is compared with", short=True, default=None)
    missing: str = said("No value because", short=True, scale="missing", default="")
    reason: str = said("Why there is no value, and when there will be", rows=2, default="")
    comment: str = said("Comment", rows=2, default="")

    def key(self, round: str = "", step: str = "") -> str:
        """Each period is remembered by itself; the same one again is a correction."""
        return super().key(round or self.period, step)


class TargetSet(Fact):
    """A new target for the indicator, by a decision."""

    kind: ClassVar[str] = "target"
    links: ClassVar = {"decision": "cites"}

    value: Number = said("Target", short=True)
    to: Number | None = said("Up to (for an interval)", short=True, default=None)
    year: int = said("Year", short=True, ge=2000, le=2100)
    decision: int = said("Paragraph", ref="decision", short=True)

    def key(self, round: str = "", step: str = "") -> str:
        """Each year's target is remembered by itself."""
        return super().key(round or str(self.year), step)


class MethodChange(Fact):
    """The method of measuring changed: the series is broken here."""

    kind: ClassVar[str] = "method_change"

    on: date = said("From the day", short=True)
    how: str = said("What changed", rows=2, min_length=3)


class MeasuredValue(Part):
    """A value for one indicator on a forecast or closing sheet."""

    indicator: int = said("Indicator", ref="indicator", short=True)
    value: Number | None = said("Value", short=True, default=None)
    text: str = said("The value in words", hint=IN_WORDS, short=True, default="", max_length=60)
    women: Number | None = said("Women", short=True, default=None)
    men: Number | None = said("Men", short=True, default=None)
    expected: Number | None = said("Expected at the end of the year", short=True, default=None)
    compared: Number | None = said("The same of what it is compared with", short=True, default=None)
    missing: str = said("No value because", scale="missing", short=True, default="")
    reason: str = said("Why there is no value, and when there will be", default="")
