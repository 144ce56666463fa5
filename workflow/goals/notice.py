"""Who was told of a duty of a goal, and when."""

from collections.abc import Iterator
from typing import NamedTuple

from workflow.cycle.ladder import ladder_of
from workflow.goals.year import GoalYear
from workflow.governance.model import Step
from workflow.records.case import Snapshot

CHASED = "chased"


class Notice(NamedTuple):
    """Somebody was told of a duty: of which step, in which round, due when, told when; `kind` is "opened", "reminder",
    "escalation", or "chased" when the quality chief asked."""

    step: Step | None
    round: str
    kind: str
    due: str
    on: str


def notices(year: GoalYear, case: Snapshot) -> Iterator[Notice]:
    """Who was told of a duty of the case, and when."""
    level, model = year.level(case), year.model_of(case)
    for event in year.events.get(case.id, ()):
        if event.fact in ("notice", CHASED):
            said = next(iter(event.short.values()))
            step = level.step.get(str(said["step"]).rpartition(".")[2])
            named = {rung.name: rung.kind for rung in ladder_of(model, step)} if step else {}
            kind = CHASED if event.fact == CHASED else named.get(said.get("rung", ""), "")
            yield Notice(step, event.round, kind, str(said["due"]), event.effective)
