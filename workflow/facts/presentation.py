"""What was said when a target area was presented at the budget kick-off (seed 002, step 2: co-operation between
committees)."""

from typing import ClassVar

from workflow.facts.base import Fact, said


class Presentation(Fact):
    """Notes from the presentation, and what was agreed on with others."""

    kind: ClassVar[str] = "presentation"

    notes: str = said("Notes from the kick-off", rows=4, min_length=1, max_length=5000)
    cooperation: str = said("Agreed co-operation", rows=2, default="", max_length=2000)
    with_units: tuple[int, ...] = said("With which committees", ref="unit", short=True, default=())
