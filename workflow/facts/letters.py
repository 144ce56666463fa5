"""What is said of letters: somebody was asked again for what is missing, a letter did not arrive."""

from datetime import date
from typing import ClassVar

from workflow.facts.base import Fact, said


class Chased(Fact):
    """The quality chief asked for a duty that is not done: its step and the day it was due."""

    kind: ClassVar[str] = "chased"

    step: str = said("Step", short=True, max_length=80)
    due: date = said("Due", short=True)

    def key(self, round: str = "", step: str = "") -> str:
        """The last time is remembered per step and round."""
        return f"{self.kind}/{self.step}" + (f"/{round}" if round else "")


class Undelivered(Fact):
    """Letters that the relay does not take, or for which there is no address: the number of the first, to whom, to which
    address, and the answer."""

    kind: ClassVar[str] = "undelivered"

    letter: int | None = said("Letter", short=True, default=None)
    person: int | None = said("Person", ref="person", short=True, default=None)
    unit: int | None = said("Unit", ref="unit", short=True, default=None)
    address: str = said("The address that the letter went to", default="", max_length=200)
    answer: str = said("What the mail server answered", default="")
