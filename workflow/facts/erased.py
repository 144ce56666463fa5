"""What is said when words are disposed of: whose events, and the decision's registry number."""

from typing import ClassVar

from workflow.facts.base import Fact, said


class Erased(Fact):
    """The words of these events were erased, by a decision to dispose of them."""

    kind: ClassVar[str] = "erased"

    events: tuple[int, ...] = said("Entries", short=True, min_length=1)
    registry_no: str = said(
        "Registry number", hint="For example KS 2026/00034.", short=True, min_length=1, max_length=60
    )
