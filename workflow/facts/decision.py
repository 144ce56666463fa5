"""Decisions: the § of a meeting, and what it meant for a case (KL 5:65-69, 8:12, 13:5)."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, Number, Part, said


class Ruling(Fact):
    """One § as logged: the reference, the words, who proposed and who was against."""

    kind: ClassVar[str] = "ruling"
    title_field: ClassVar[str] = "reference"

    paragraph: str = said("Paragraph", hint="For example 216.", short=True, default="", max_length=40)
    registry_no: str = said("Registry number", hint="For example KS 2026/00034.", short=True, default="", max_length=60)
    text: str = said("The decision in its words", rows=4, default="")
    proposer: str = said("Proposed by", default="")
    reservations: str = said("Reservations", rows=2, default="")
    disqualified: str = said("Disqualified or absent", default="")
    approved_at_once: bool = said("Approved at the meeting", short=True, default=False)
    sort: str = said("Kind of decision", short=True, default="", max_length=60)

    @property
    def reference(self) -> str:
        """The § and registry number as they are cited."""
        number = self.paragraph.strip()
        cited = number if "§" in number or not number else f"§ {number}"
        return " ".join(part for part in (cited, self.registry_no) if part) or self.text


class DecidedTarget(Part):
    """An indicator's target as decided."""

    indicator: int = said("Indicator", ref="indicator", short=True)
    value: Number = said("Target", short=True)
    to: Number | None = said("Up to (for an interval)", short=True, default=None)


class Decided(Fact):
    """What a logged § meant for one case. Forty goals may cite the same §."""

    kind: ClassVar[str] = "decision"
    per_step: ClassVar[bool] = True
    verdict_field: ClassVar[str] = "verdict"
    links: ClassVar = {"decision": "cites"}

    verdict: str = said("The body decided", short=True, scale="decision", min_length=1)
    decision: int = said("Paragraph", ref="decision", short=True)
    words: str = said("The goal in the words decided", hint="Only when they were changed.", rows=3, default="")
    targets: tuple[DecidedTarget, ...] = said("Targets as decided", short=True, default=())
    instruction: str = said("Instruction when it was sent back", rows=2, default="")
    reason: str = said(
        "Why it could be decided before it was proposed",
        hint="Only when the meeting was held before.",
        rows=2,
        default="",
    )


class SourceDecided(Decided):
    """What a § meant for one case where its source says so in words that are no verdict of ours: they stand as the §'s
    `sort`. Nobody says it in a form."""

    verdict: str = said("The body decided", short=True, scale="decision", default="")
    unscaled: str = said("Without a value of the scale", short=True, default="")


class Minutes(Fact):
    """The minutes were approved, and noticed on the board (KL 5:69: within 14 days)."""

    kind: ClassVar[str] = "minutes"

    approved: date = said("Minutes approved", short=True)
    noticed: date | None = said("Notice put up", short=True, default=None)


class Overturned(Fact):
    """A court set the decision aside."""

    kind: ClassVar[str] = "overturned"

    why: str = said("Why", rows=2, min_length=2)
    on: date = said("Date", short=True)


class Gathering(Fact):
    """A meeting of a body: its day, and when its agenda closes."""

    kind: ClassVar[str] = "gathering"

    unit: int = said("Body", ref="unit", short=True)
    on: date = said("Day of the meeting", short=True)
    agenda_closes: date | None = said("The agenda closes", short=True, default=None)
    why: str = said("Why it was moved", default="")


class Assignment(Fact):
    """A task from a body to a role, with a day to report back (seed 002: KSAU → municipal chief)."""

    kind: ClassVar[str] = "assignment"
    title_field: ClassVar[str] = "task"
    links: ClassVar = {"decision": "cites"}

    task: str = said("Assignment", rows=3, min_length=3, max_length=1000)
    unit: int = said("Body", ref="unit", short=True)
    to: str = said("To whom", default="")
    report_by: date | None = said("Report back by", short=True, default=None)
    decision: int | None = said("Paragraph", ref="decision", short=True, default=None)
