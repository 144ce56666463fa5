"""What the chain tells of a unit: that there is one, what it is and where it hangs, because rights go by it."""

from typing import ClassVar

from workflow.facts.base import Fact, said


class Established(Fact):
    """There is a body, a department or a company. Its name and address may change; these do not."""

    kind: ClassVar[str] = "established"

    unit: int = said("Unit", ref="unit", short=True)
    code: str = said("Code", short=True, max_length=40)
    sort: str = said("Kind of unit", short=True, max_length=20)
    parent: int | None = said("Unit above", ref="unit", short=True, default=None)

    def key(self, round: str = "", step: str = "") -> str:
        """One entry for each unit."""
        return f"{self.kind}/{self.unit}"
