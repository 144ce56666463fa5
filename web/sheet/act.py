"""What one goal's part of the sheet asks for: steps, in order, and what is to be put right before they are taken."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from web.forms.faults import Fault, faults
from web.forms.values import Values
from web.sheet.goal_form import GoalForm
from workflow.facts import Fact
from workflow.facts.base import Part as Row
from workflow.governance.model import Step
from workflow.words import Sentence


@dataclass(frozen=True)
class Act:
    """A step that is asked for: on which case, with what words, and under which name it happens once."""

    step: Step
    case: int
    fact: Fact | None
    round: str
    name: str
    seen: int | None = None


@dataclass
class Sent:
    """What one goal's part asks for: `refused` is what the rules say no to, `faults` what cannot be read. `speaks`
    tells that the goal itself says something."""

    part: GoalForm
    values: Values
    acts: list[Act] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    speaks: bool = False

    def fault(self, name: str, why: Sentence) -> None:
        """Something to put right in a field."""
        self.faults.append(Fault(self.part.before_it + name, why))

    def within(self, before: str) -> Values:
        """The goal's fields whose names begin so."""
        return within(self.values, before)

    def read(self, cls: type[Row], plain: dict[str, Any], before: str = "") -> Any:
        """The fact, None when it has faults; they are kept."""
        try:
            return cls.model_validate(plain)
        except ValidationError as wrong:
            for one in faults(cls, wrong, self.within(before)):
                self.fault(before + one.name, one.sentence)
            return None


def within(values: Values, before: str) -> Values:
    """The fields whose names begin so, without that beginning."""
    return MultiDict([(key[len(before) :], value) for key, value in values.items(multi=True) if key.startswith(before)])
