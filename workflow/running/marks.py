"""The marks: how what a cell says is shown, by sign and word, and which of two verdicts is the worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workflow.governance.model import Model
from workflow.running.cells import AWAITED, BEFORE, DESCRIBE, MISSING, NOT_OPEN
from workflow.running.lacking import OWNER, PLAN
from workflow.words import Sentence, Title, sentence


@dataclass(frozen=True)
class Mark:
    """A sign and a word, never the one alone."""

    name: str
    sign: str
    word: Sentence | Title


KNOWN = (
    Mark(DESCRIBE, "?", sentence("Forecast given, consequence missing")),
    Mark(MISSING, "?", sentence("Not handed in")),
    Mark(AWAITED, "○", sentence("Awaited")),
    Mark(NOT_OPEN, "–", sentence("Not opened yet")),
    Mark(BEFORE, "–", sentence("Before the introduction")),
)
"""What is not known of a goal in a round. Not knowing has a sign of its own, which is no verdict's."""
LACKS = (
    Mark(PLAN, "?", sentence("The action plan is missing")),
    Mark(OWNER, "?", sentence("Nobody is responsible")),
)
"""What a goal lacks whatever the round."""
SCALES = ("outlook", "attainment")
"""What is said of a goal's end: before it, and at it."""
UNKNOWN, AT_RISK = 50, 100


@lru_cache(maxsize=64)
def marks(model: Model) -> Mapping[str, Mark]:
    """Everything that a cell can say, by name ("outlook/partly"): the verdicts, the best first, then what is not known."""
    return {mark.name: mark for mark in (*_verdicts(model), *KNOWN, *LACKS)}


@lru_cache(maxsize=64)
def ranks(model: Model) -> Mapping[str, int]:
    """How bad each verdict is: the model's order, what cannot be judged above it, what is at risk above that."""
    return {
        f"{scale}/{verdict.name}": place + (AT_RISK if verdict.at_risk else UNKNOWN if verdict.unknown else 0)
        for scale in SCALES
        for place, verdict in enumerate(model.scales.get(scale, ()))
    }


def _verdicts(model: Model) -> Iterator[Mark]:
    """The verdicts of both scales, but the one that says that nothing was said."""
    for scale in SCALES:
        for verdict in model.scales.get(scale, ()):
            if verdict.name != MISSING:
                yield Mark(f"{scale}/{verdict.name}", verdict.sign, verdict.title)
