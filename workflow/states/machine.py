"""The only file that knows `transitions`: a level's rows as one state machine, shared by all its cases.

The machine moves a state and nothing else: roles, rules and reasons are asked before, writing comes after.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from transitions import EventData, Machine, MachineError

from workflow.governance.model import BEFORE, SAME, Level, Model, Step

NOT_CREATED = "–"
"""Where a case is before its first event."""


@dataclass(slots=True)
class _Moving:
    state: str


class NoWay(Exception):
    """The model has no such step from this state with this verdict."""


def move(model: Model, step: Step, state: str, verdict: str) -> str:
    """The state that `step` leads to from `state` when `verdict` was said; `NoWay` when the rows know none."""
    return _moved(model, step.key, state, verdict)


@lru_cache(maxsize=8192)
def _moved(model: Model, key: str, state: str, verdict: str) -> str:
    """The machine's answer, remembered: the same rows always lead the same way, and asking costs as much as a row."""
    level, _, name = key.partition(".")
    moving = _Moving(state)
    try:
        moved = _machine(model, level).events[name].trigger(moving, verdict=verdict)
    except (KeyError, MachineError) as error:
        raise NoWay(f"{key} from {state}") from error
    if not moved:
        raise NoWay(f"{key} from {state} with {verdict}")
    return moving.state


@lru_cache(maxsize=512)
def _machine(model: Model, level: str) -> Machine:
    states = [NOT_CREATED, *model.levels[level].state]
    machine = Machine(model=None, states=states, initial=None, auto_transitions=False, send_event=True)
    for step in model.levels[level].steps:
        for verdict, target in _ways(step, model.levels[level]):
            machine.add_transition(
                step.name, NOT_CREATED if step.birth else list(step.from_), target, conditions=_says(verdict)
            )
    return machine


def _ways(step: Step, level: Level) -> list[tuple[str, str]]:
    """(verdict or "", target) of a row; "=" is transitions' own word for staying."""
    rows = [("", step.to)] if isinstance(step.to, str) else list(step.to)
    return [(verdict, SAME if target in (SAME, BEFORE) else target) for verdict, target in rows]


def _says(verdict: str) -> Any:
    def said(event: EventData) -> bool:
        return not verdict or event.kwargs["verdict"] == verdict

    return said
