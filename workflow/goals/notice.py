"""Who was told of a duty of a goal, and when."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.cycle.duty import Duty
from workflow.cycle.reminders import ladder_of
from workflow.goals.year import GoalYear
from workflow.governance.model import Model, Step
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent

CHASED = "chased"
TOLD = ("reminder", "escalation", CHASED)
"""The notices that somebody had to be told again."""


class Notice(NamedTuple):
    """Somebody was told of a duty: of which step, in which round, due when, told when; `kind` is "opened", "reminder",
    "escalation", or "chased" when the quality chief asked."""

    step: Step | None
    round: str
    kind: str
    due: str
    on: str


def notices(year: GoalYear, case: Case) -> Iterator[Notice]:
    """Who was told of a duty of the case, and when."""
    level, model = year.level(case), year.model_of(case)
    for event in year.events.get(case.id, ()):
        if event.fact in ("notice", CHASED):
            said = next(iter(event.short.values()))
            step = level.step.get(str(said["step"]).rpartition(".")[2])
            named = {rung.name: rung.kind for rung in ladder_of(model, step)} if step else {}
            kind = CHASED if event.fact == CHASED else named.get(said.get("rung", ""), "")
            yield Notice(step, event.round, kind, str(said["due"]), event.effective)


def times_told(model: Model, duty: Duty, events: Iterable[TimelineEvent]) -> int:
    """How many of the events told somebody again of a duty: reminded, escalated, or asked by the quality chief."""
    again = {rung.name for rung in ladder_of(model, duty.step) if rung.kind in TOLD}
    return sum(
        event.short.get(duty.notice, {}).get("rung") in again or f"{CHASED}/{duty.key}" in event.short
        for event in events
    )
