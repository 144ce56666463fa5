"""What a goal says, what is proposed with it, and its target area (seed 002; 001 on desired effect)."""

from typing import ClassVar

from pydantic import field_validator

from workflow.facts.base import Fact, Number, Part, said


class Wording(Fact):
    """The goal in words. A revision says it anew, whole."""

    kind: ClassVar[str] = "wording"
    title_field: ClassVar[str] = "goal"
    links: ClassVar = {"focus_areas": "supports", "target_area": "from"}

    goal: str = said("Goal", hint="What is to be reached, how much and when - a result, not an activity.",
                     rows=3, min_length=3, max_length=1000)  # fmt: skip
    desired_effect: str = said("Desired effect", hint="For whom does it become better, and how?", rows=3, default="")
    background: str = said("Background", rows=3, default="")
    met_when: str = said("When is it met?", hint="One sentence that leaves no doubt.", rows=2, default="")
    focus_areas: tuple[int, ...] = said("Focus areas", ref="direction", short=True, default=())
    target_area: int | None = said("Target area", ref="target_area", short=True, default=None)
    plan_part: str = said("Part of the comprehensive plan", default="")
    department: int | None = said("Department", ref="unit", short=True, default=None)
    responsible: int | None = said("Responsible", ref="person", short=True, default=None)
    depends_on: str = said("Parties it depends on", rows=2, default="")
    no_area_motive: str = said("Why it follows from none", rows=2, default="")


class Milestone(Part):
    """What is to be reached in one of the years of a multi-year goal."""

    year: int = said("Year", short=True, ge=2000, le=2100)
    text: str = said("What is reached that year", default="")
    target: Number | None = said("Target", short=True, default=None)


class Proposal(Fact):
    """What the committee puts forward with the wording."""

    kind: ClassVar[str] = "proposal"

    realism: str = said("Why it can be reached", rows=3, default="")
    measurability: str = said("How it is measured, or why it cannot be", rows=3, default="")
    followed_how: str = said("Without an indicator: how it is followed up, and by whom", rows=2, default="")
    took_part: str = said("Who took part", rows=2, default="")
    until_year: int | None = said("Runs until the year", short=True, default=None, ge=2000, le=2100)
    milestones: tuple[Milestone, ...] = said("Milestones", short=True, default=())
    over_quota_motive: str = said("Why there are more goals than the model asks for", rows=2, default="")


class TargetArea(Fact):
    """An area in which a committee means to set goals (step 1 of the year's wheel)."""

    kind: ClassVar[str] = "target_area"
    title_field: ClassVar[str] = "area"
    links: ClassVar = {"focus_areas": "supports"}

    area: str = said("Target area", min_length=3, max_length=300)
    why: str = said("Why", rows=3, default="")
    focus_areas: tuple[int, ...] = said("Focus areas", ref="direction", short=True, default=())
    concerns: tuple[int, ...] = said("Other committees concerned", ref="unit", short=True, default=())


class Direction(Fact):
    """A focus area, a strategic direction or a vision: words, purpose and the years it is meant for."""

    kind: ClassVar[str] = "direction"
    title_field: ClassVar[str] = "words"

    words: str = said("In words", rows=2, min_length=2, max_length=1000)
    purpose: str = said("Purpose", rows=3, default="")
    from_year: int | None = said("From the year", short=True, default=None, ge=1990, le=2100)
    until_year: int | None = said("Until the year", short=True, default=None, ge=1990, le=2100)
    shared_with: str = said("Shared with", default="")
    plan_part: str = said("Part of the comprehensive plan", default="")

    @field_validator("until_year")
    @classmethod
    def _not_before(cls, value: int | None, info: object) -> int | None:
        first = getattr(info, "data", {}).get("from_year")
        if value is not None and first is not None and value < first:
            raise ValueError("The last year comes before the first.")
        return value


class Commitment(Fact):
    """What somebody takes upon themselves to reach a goal (Haparanda: åtagande)."""

    kind: ClassVar[str] = "commitment"
    title_field: ClassVar[str] = "promise"

    promise: str = said("Commitment", rows=2, min_length=3, max_length=500)
    by_whom: str = said("Workplace", default="")
    responsible: int | None = said("Responsible", ref="person", short=True, default=None)
