"""What it means that a goal is not reached, and what is done about it - as with the budget (seed 002)."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, Number, said


class Consequence(Fact):
    """The consequence description that an outlook of partly or not met opens the duty to write."""

    kind: ClassVar[str] = "consequence"

    cause: str = said("Why it goes this way", rows=3, default="")
    consequence: str = said("What it leads to for users, operation and economy", rows=3, min_length=3)
    if_nothing: str = said("What happens if nothing is done", rows=2, default="")
    measures: str = said("Measures proposed", hint="Who does what, and when is it done?", rows=3, default="")


class Measure(Fact):
    """A measure: who, when, at what cost, to what effect."""

    kind: ClassVar[str] = "measure"
    title_field: ClassVar[str] = "what"

    what: str = said("Measure", rows=2, min_length=3, max_length=500)
    responsible: int | None = said("Responsible", ref="person", short=True, default=None)
    done_by: date | None = said("Done by", short=True, default=None)
    cost_sek: Number | None = said("Cost (SEK)", short=True, default=None, ge=0)
    effect: str = said("Expected effect", rows=2, default="")
    needs_body: bool = said("Needs a decision of the committee", short=True, default=False)
