"""Indicators: how a goal is measured, towards which target, and what was measured."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, Number, Part, said


class Indicator(Fact):
    """An indicator as adopted: name, unit, direction, baseline and the target of the goal year."""

    kind: ClassVar[str] = "indicator"
    title_field: ClassVar[str] = "name"

    name: str = said("Indicator", min_length=2, max_length=300)
    unit: str = said("Unit", short=True, default="", max_length=60)
    target: Number | None = said("Target", short=True, default=None)
    target_text: str = said("Target in words", default="")
    direction: str = said("Better when it goes", short=True, scale="direction", default="")
    baseline: Number | None = said("Baseline", short=True, default=None)
    baseline_date: str = said("Baseline measured", short=True, default="", max_length=60)
    source: str = said("Source", default="")
    definition: str = said("Definition", rows=2, default="")


class Measurement(Fact):
    """A measured value for a period, or the reason why there is none."""

    kind: ClassVar[str] = "measurement"

    value: Number | None = said("Value", short=True, default=None)
    period: str = said("The value refers to", short=True, default="", max_length=40)
    women: Number | None = said("Women", short=True, default=None)
    men: Number | None = said("Men", short=True, default=None)
    missing: str = said("No value because", short=True, scale="missing", default="")
    reason: str = said("Why there is no value, and when there will be", rows=2, default="")
    comment: str = said("Comment", rows=2, default="")


class TargetSet(Fact):
    """A new target for the indicator, by a decision."""

    kind: ClassVar[str] = "target"
    links: ClassVar = {"decision": "cites"}

    value: Number = said("Target", short=True)
    year: int = said("Year", short=True, ge=2000, le=2100)
    decision: int = said("Paragraph", ref="decision", short=True)


class MethodChange(Fact):
    """The method of measuring changed: the series is broken here."""

    kind: ClassVar[str] = "method_change"

    on: date = said("From the day", short=True)
    how: str = said("What changed", rows=2, min_length=3)


class MeasuredValue(Part):
    """A value for one indicator on a forecast or closing sheet."""

    indicator: int = said("Indicator", ref="indicator", short=True)
    value: Number | None = said("Value", short=True, default=None)
    missing: str = said("No value because", scale="missing", short=True, default="")
    reason: str = said("Why there is no value, and when there will be", default="")
