"""The marks: how what a cell says is shown, by sign and word, and which of two verdicts is the worse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workflow.goals.lacking import OWNER, PLAN
from workflow.goals.reporting_status import AS_SOURCE, AWAITED, BEFORE, DESCRIBE, MISSING, NOT_OPEN, SOURCE_SILENT
from workflow.governance.model import Model
from workflow.words import Sentence, Title, sentence


@dataclass(frozen=True)
class Mark:
    """A sign and a word, never the one alone; `owed` for what somebody is to say, which has a look of its own."""

    name: str
    sign: str
    word: Sentence | Title
    owed: bool = False


OWED, WAITS = "●", "○"
"""The signs of what is missing, and of what may still come in time."""
KNOWN = (
    Mark(DESCRIBE, OWED, sentence("Forecast given, consequence missing"), owed=True),
    Mark(MISSING, OWED, sentence("Not handed in"), owed=True),
    Mark(AWAITED, WAITS, sentence("Awaited"), owed=True),
    Mark(NOT_OPEN, "–", sentence("Not opened yet")),
    Mark(BEFORE, "–", sentence("Before the introduction")),
    Mark(AS_SOURCE, "–", sentence("As the source says")),
    Mark(SOURCE_SILENT, "–", sentence("The source does not judge")),
)
"""What is not known of a goal in a round. Its sign is never that of a verdict that knows."""
LACKS = (
    Mark(PLAN, OWED, sentence("The action plan is missing"), owed=True),
    Mark(OWNER, OWED, sentence("Nobody is responsible"), owed=True),
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
        for place, verdict in enumerate(model.scale(scale))
    }


def _verdicts(model: Model) -> Iterator[Mark]:
    """The verdicts of both scales, but the one that says that nothing was said."""
    for scale in SCALES:
        for verdict in model.scale(scale):
            if verdict.name != MISSING:
                yield Mark(f"{scale}/{verdict.name}", verdict.sign, verdict.title)
