"""Activities, their cost and the money they are to be paid from (seed 002: the cost stands in the internal budget)."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, Number, Part, said


class Activity(Fact):
    """What is to be done so that the goal is reached."""

    kind: ClassVar[str] = "activity"
    title_field: ClassVar[str] = "what"

    what: str = said("Activity", rows=2, min_length=3, max_length=500)
    responsible: int | None = said("Responsible", ref="person", short=True, default=None)
    starts: date | None = said("Starts", short=True, default=None)
    ends: date | None = said("Done by", short=True, default=None)
    cost_sek: Number | None = said("Cost (SEK)", short=True, default=None, ge=0)
    budget_line: str = said("Line of the internal budget", short=True, default="", max_length=60)


class Progress(Fact):
    """How an activity or a measure goes."""

    kind: ClassVar[str] = "progress"

    comment: str = said("How it goes", rows=2, default="")


class BudgetLine(Part):
    """A line of a committee's internal budget."""

    account: str = said("Account", short=True, max_length=60)
    text: str = said("Text", default="")
    amount_sek: Number = said("Amount (SEK)", short=True, default=0.0)


class Frame(Fact):
    """The committee's frame in the budget and the lines of its internal budget."""

    kind: ClassVar[str] = "frame"

    frame_sek: Number | None = said("Frame in the budget (SEK)", short=True, default=None)
    lines: tuple[BudgetLine, ...] = said("Lines of the internal budget", short=True, default=())


class Request(Part):
    """Money that a committee asks for beyond its frame (äskande)."""

    what: str = said("What the money is for", max_length=300)
    amount_sek: Number = said("Amount (SEK)", short=True, default=0.0, ge=0)
    goal: int | None = said("For the goal", ref="goal", short=True, default=None)
    answer: str = said("What came of it", default="")


class Requests(Fact):
    """What a committee asks of the budget preparation, said anew and whole when it changes."""

    kind: ClassVar[str] = "requests"

    asked: tuple[Request, ...] = said("Requests", short=True, default=())
    comment: str = said("Comment", rows=2, default="")
