"""The duty: a step that is due for a case, from its opening to its closing. It is never stored."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workflow.governance.model import Step


@dataclass(frozen=True)
class DueDate:
    """A due date; preliminary while the meeting it goes by has not been entered."""

    on: date
    preliminary: bool = False


Term = tuple[date, date, date | None]
"""From when, by when and until when something can be done: opens, due, closes (None: for ever)."""


class Duty(NamedTuple):
    """What a case owes. `closes` is the last day on which it can be done, None when it can be done for ever;
    `preliminary` while the meeting it goes by has not been entered. (A named tuple: one for every case of a round.)"""

    case: int
    step: Step
    round: str
    opens: date
    due: date
    closes: date | None
    preliminary: bool

    @property
    def key(self) -> str:
        """`step` or `step/round`; with the level first (`report.compile/R1`) for a birth that the case owes."""
        return key_of(self.step, self.round)

    @property
    def notice(self) -> str:
        """The fact of what was told of the duty last."""
        return f"notice/{self.key}"

    @property
    def term(self) -> Term:
        """Opens, due and closes."""
        return self.opens, self.due, self.closes

    def status(self, today: date) -> str:
        """ "coming", "open", "late" or "lapsed": past its closing, missing for good."""
        if has_lapsed(self.term, today):
            return "lapsed"
        if today > self.due:
            return "late"
        return "open" if today >= self.opens else "coming"


def has_lapsed(term: Term, today: date) -> bool:
    """True when the round has closed: what was owed is missing, and nobody is chased."""
    closes = term[2]
    return closes is not None and closes < today


def key_of(step: Step, round: str) -> str:
    """The step's name on a case: bare, with its level when it is a birth that the case owes; with its round."""
    name = step.key if step.birth else step.name
    return f"{name}/{round}" if round else name
