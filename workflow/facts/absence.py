"""What is said of absences: somebody is away from a day to a day, and who stands in."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, said


class Away(Fact):
    """Somebody is away (`until` before `since`: was not away after all). `seats` are those of whoever stands in."""

    kind: ClassVar[str] = "away"

    absence: int = said("Absence", short=True)
    person: int = said("Person", ref="person", short=True)
    since: date = said("From", short=True)
    until: date = said("Until", short=True)
    instead: int | None = said("Stand-in", ref="person", short=True, default=None)
    seats: tuple[int, ...] = said("Seats", short=True, default=())

    def key(self, round: str = "", step: str = "") -> str:
        """One entry for each absence."""
        return f"{self.kind}/{self.absence}"
