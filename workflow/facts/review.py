"""The quality control group's review against the criteria (SMART in seeds 002 and 003)."""

from typing import ClassVar

from workflow.facts.base import Fact, Part, said


class Judgement(Part):
    """One criterion: does the wording hold, and why not?"""

    criterion: str = said("Criterion")
    holds: bool = said("Holds")
    comment: str = said("Comment", rows=2, default="")


class Review(Fact):
    """The verdict of a review, criterion by criterion; rounds are kept because each is an event."""

    kind: ClassVar[str] = "review"
    verdict_field: ClassVar[str] = "verdict"

    verdict: str = said("Verdict of the review", short=True, scale="review", min_length=1)
    criteria: tuple[Judgement, ...] = said("Criterion by criterion", default=())
    suggested_wording: str = said("Suggested wording", rows=3, default="")
    remarks: str = said("Remarks that follow the goal", rows=3, default="")
