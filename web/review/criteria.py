"""The criteria of the model, each with its letter and with what the wording makes one think of."""

from dataclasses import dataclass

from web.language import say
from workflow.governance.model import Model
from workflow.smart import Hint, hints, lacks
from workflow.words import Sentence, Title, sentence

NOTES = {
    "accepted": sentence("This cannot be seen in the words: look at who took part."),
    "time_bound": sentence("No year is named, so its goal year counts."),
}
"""What is told of a criterion of which the words alone say nothing wrong."""


@dataclass(frozen=True)
class Criterion:
    """A criterion: its name in the model, letter, title, hints, and a note where there are none."""

    name: str
    letter: str
    title: Title
    hints: tuple[Sentence, ...]
    note: Sentence | None


def criteria_of(model: Model, text: str, year: int | None) -> list[Criterion]:
    """The model's criteria in its own order, for a wording."""
    found, notes = hints(text, year), NOTES
    if "time_bound" not in lacks(hints(text)):
        notes = {name: note for name, note in NOTES.items() if name != "time_bound"}
    return [
        Criterion(name, say(title)[:1], title, _of(found, name), notes.get(name))
        for name, title in model.criteria.items()
    ]


def by_criterion(model: Model, text: str, year: int | None) -> list[Criterion]:
    """Those of the criteria that there is a hint about."""
    return [criterion for criterion in criteria_of(model, text, year) if criterion.hints]


def _of(found: list[Hint], name: str) -> tuple[Sentence, ...]:
    return tuple(hint.sentence for hint in found if hint.criterion == name)
