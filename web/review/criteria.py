"""The criteria of the model, each with its letter and with what the wording makes one think of."""

from dataclasses import dataclass

from web.language import say
from workflow.governance.model import Model
from workflow.smart import Hint, hints
from workflow.words import Sentence, Title

UNSEEN = "accepted"
"""What cannot be seen in words."""


@dataclass(frozen=True)
class Criterion:
    """A criterion: its name in the model, letter, title, and hints."""

    name: str
    letter: str
    title: Title
    hints: tuple[Sentence, ...]
    unseen: bool


def criteria_of(model: Model, text: str, year: int | None) -> list[Criterion]:
    """The model's criteria in its own order, for a wording."""
    found = hints(text, year)
    return [
        Criterion(name, say(title)[:1], title, _of(found, name), name == UNSEEN)
        for name, title in model.criteria.items()
    ]


def by_criterion(model: Model, text: str, year: int | None) -> list[Criterion]:
    """Those of the criteria that there is a hint about."""
    return [criterion for criterion in criteria_of(model, text, year) if criterion.hints]


def _of(found: list[Hint], name: str) -> tuple[Sentence, ...]:
    return tuple(hint.sentence for hint in found if hint.criterion == name)
