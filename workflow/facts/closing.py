"""The closing (målbokslut) and the analysis: what came of the goal, why, and what is learned (seed 002, step 8)."""

from typing import ClassVar

from workflow.facts.base import Fact, said
from workflow.facts.indicator import MeasuredValue


class Closing(Fact):
    """How the goal ended."""

    kind: ClassVar[str] = "closing"
    verdict_field: ClassVar[str] = "attainment"

    attainment: str = said("Was the goal reached?", short=True, scale="attainment", min_length=1)
    result: str = said("The result", rows=3, default="")
    measured: tuple[MeasuredValue, ...] = said("Final values", short=True, default=())
    measures: str = said("What came of the measures", rows=2, default="")
    reason: str = said("Why it cannot be assessed", rows=2, default="")
    differs: str = said("Why the judgement differs from what the figures say", rows=2, default="",
                        hint="Only where you judge otherwise than the figures do.")  # fmt: skip
    as_written: str = said("The assessment as written", default="")


class SourceClosing(Closing):
    """A closing whose source judges in words that are in no scale of ours ("worded": they stand `as_written`), or does
    not judge at all ("silent"). Nobody says it in a form."""

    attainment: str = said("Was the goal reached?", short=True, scale="attainment", default="")
    unscaled: str = said("Without a value of the scale", short=True, default="")


class Analysis(Fact):
    """Why it became as it became, and what the next goal starts from: gather, focus, causes, conclusions, measures."""

    kind: ClassVar[str] = "analysis"

    gathered: str = said("What the analysis builds on", hint="Figures, reports, talks with staff and users.",
                         rows=2, default="")  # fmt: skip
    focus: str = said("What it looks closer at, and why just that", rows=2, default="")
    why: str = said("Why did it become as it became?", rows=4, default="")
    lessons: str = said("What we learned", rows=3, default="")
    goes_on: bool = said("We go on working with the goal", short=True, default=False)
    measures: str = said("List of measures: how can the goal be reached?", rows=4, default="")
