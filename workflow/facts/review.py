"""The quality control group's review against the criteria (SMART in seeds 002 and 003): alone first, then together."""

from typing import ClassVar

from workflow.facts.base import Fact, Part, said


class Judgement(Part):
    """One criterion: does the wording hold, and why not?"""

    criterion: str = said("Criterion")
    holds: bool = said("Holds")
    comment: str = said("Comment", rows=2, default="")


class OwnJudgement(Fact):
    """What one member of the group thinks, before having read the others. What a timeline or a list shows by itself
    never holds it."""

    kind: ClassVar[str] = "judgement"
    alone: ClassVar[bool] = True

    reviewer: int = said("Who judges", ref="person", short=True)
    criteria: tuple[Judgement, ...] = said("Criterion by criterion", default=())
    suggested_wording: str = said("Suggested wording", rows=3, default="")
    comment: str = said("Comment", rows=2, default="")

    def key(self, round: str = "", step: str = "") -> str:
        """Each member's is remembered on its own."""
        return f"{self.kind}/{self.reviewer}"


class Review(Fact):
    """The verdict of a review, criterion by criterion; rounds are kept because each is an event."""

    kind: ClassVar[str] = "review"
    verdict_field: ClassVar[str] = "verdict"

    verdict: str = said("Verdict of the review", short=True, scale="review", min_length=1)
    criteria: tuple[Judgement, ...] = said("Criterion by criterion", default=())
    suggested_wording: str = said("Suggested wording", rows=3, default="")
    remarks: str = said("Remarks that follow the goal", rows=3, default="")


class Conflict(Fact):
    """The goal pulls against another one: what is won for the one is lost for the other."""

    kind: ClassVar[str] = "conflict"
    links: ClassVar = {"goal": "conflicts"}

    goal: int = said("Pulls against the goal", ref="goal", short=True)
    why: str = said("How they pull against each other", rows=2, min_length=3, max_length=2000)

    def key(self, round: str = "", step: str = "") -> str:
        """Each goal that it pulls against is remembered on its own."""
        return f"{self.kind}/{self.goal}"
