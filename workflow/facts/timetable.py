"""The year's timetable, which people set every year: rounds with their six dates (seed 002, step 7)."""

from datetime import date
from typing import ClassVar

from pydantic import model_validator

from workflow.facts.base import Fact, Part, said

NAMES = ("as_of", "opens", "report", "approve", "papers", "closes")
"""The dates of a round, in order."""


class RoundDates(Part):
    """The dates of one round, for all committees or for one."""

    round: str = said("Round", short=True, max_length=20)
    unit: int | None = said("Only for the committee", ref="unit", short=True, default=None)
    as_of: date = said("Data as of", short=True)
    opens: date = said("The sheet opens", short=True)
    report: date = said("Managers report", short=True)
    approve: date = said("The director approves", short=True)
    papers: date = said("Papers to the committee", short=True)
    closes: date = said("Closes", short=True)

    @model_validator(mode="after")
    def _in_order(self) -> "RoundDates":
        days = [getattr(self, name) for name in NAMES]
        if days != sorted(days):
            raise ValueError(
                "The dates of a round must come in order: data as of, opens, report, approve, papers, closes."
            )
        return self


class Timetable(Fact):
    """All rounds of a goal year. Said anew, whole, when something moves."""

    kind: ClassVar[str] = "timetable"

    rounds: tuple[RoundDates, ...] = said("Rounds", short=True, min_length=1)
    why: str = said("Why it was changed", default="")


class Postponed(Fact):
    """A step of the year was put off by the quality chief."""

    kind: ClassVar[str] = "postponed"

    step: str = said("Step", short=True, max_length=80)
    until: date = said("Until", short=True)
    why: str = said("Why", rows=2, min_length=3)

    def key(self, round: str = "", step: str = "") -> str:
        """Each step of the year is put off on its own."""
        return f"{self.kind}/{self.step}"


class Governed(Fact):
    """Which model a goal year follows: its name and digest. Said of no case it is a choice: `year` is the first goal
    year that follows it. `in_force`: what is born without a year follows it too, from now on."""

    kind: ClassVar[str] = "governed"

    model: str = said("Model", short=True, max_length=80)
    digest: str = said("Digest", short=True, max_length=64)
    decision: int | None = said("Paragraph", ref="decision", short=True, default=None)
    year: int | None = said("From the goal year", short=True, default=None)
    in_force: bool | None = said("Followed by what has no year", short=True, default=None)
