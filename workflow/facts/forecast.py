"""Forecasts: how a goal is expected to end, four times a year (seed 002, steps 7 and 8)."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, said
from workflow.facts.indicator import MeasuredValue


class Forecast(Fact):
    """The outlook for the whole year, said in one round."""

    kind: ClassVar[str] = "forecast"
    verdict_field: ClassVar[str] = "outlook"

    outlook: str = said("Will the goal be reached?", short=True, scale="outlook", min_length=1)
    trend: str = said("Trend", short=True, scale="trend", default="")
    basis: str = said("Judged from", short=True, scale="basis", default="")
    comment: str = said("Comment", rows=3, default="")
    measured: tuple[MeasuredValue, ...] = said("Values", short=True, default=())
    reason: str = said("Why it cannot be assessed", rows=2, default="")
    when: str = said("When it can be assessed", default="")
    consequence_by: date | None = said("The consequence is described by", short=True, default=None)
    period: str = said("The forecast refers to", short=True, default="", max_length=40)
    as_written: str = said("The assessment as written", default="")


class SourceForecast(Forecast):
    """A forecast whose source judges in words that are in no scale of ours ("worded": they stand `as_written`), or
    does not judge at all ("silent"). Nobody says it in a form."""

    outlook: str = said("Will the goal be reached?", short=True, scale="outlook", default="")
    unscaled: str = said("Without a value of the scale", short=True, default="")
