"""Which rows of a level are the review's: told by what they say, never by name."""

from dataclasses import dataclass

from workflow.governance.model import SAME, Level, Step
from workflow.states.guards.review import CHAIR, MEMBER


@dataclass(frozen=True)
class Steps:
    """The rows of a level by their part in the review; None for what the model has not."""

    verdict: Step
    alone: Step | None
    propose: Step | None
    reword: Step | None
    stand_by: Step | None
    conflict: Step | None

    @property
    def roles(self) -> tuple[str, ...]:
        """Who reviews."""
        return tuple(dict.fromkeys((MEMBER, CHAIR, *self.verdict.by)))


def steps_of(level: Level) -> Steps | None:
    """The review's rows of a level; None where nothing is reviewed on its way."""
    verdict = next((step for step in level.steps if step.says == "review" and step.targets), None)
    if verdict is None:
        return None
    return Steps(
        verdict=verdict, alone=_saying(level, "judgement"), propose=_saying(level, "proposal"),
        reword=next((step for step in level.steps if step.says == "wording" and step.to == SAME and not step.birth), None),
        stand_by=next((step for step in level.steps if "was_returned" in step.needs), None),
        conflict=_saying(level, "conflict"),
    )  # fmt: skip


def _saying(level: Level, kind: str) -> Step | None:
    return next((step for step in level.steps if step.says == kind), None)
