"""The only file that knows `transitions`: the rows of a level as one state machine, shared by all its cases.

A transition is a row with one of its verdicts. It has one condition, which collects every reason why the step may not be
taken: the library stops at the first that says no, and people are told all at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from transitions import EventData, Machine, MachineError

from workflow.governance.model import BEFORE, SAME, Level, Model, Step
from workflow.words import Sentence, sentence

NOT_CREATED = "–"
"""Where a case is before its first event."""


@dataclass(slots=True)
class Passage:
    """A case on its way through a step: the state that it is in, or has come to, and why it may go no further."""

    state: str
    why: Sequence[Sentence] = ()


class Way(NamedTuple):
    """That a step leads from a state to a state; `source` is NOT_CREATED for a birth."""

    step: str
    source: str
    target: str


def take(model: Model, step: Step, state: str, verdict: str, objections: Callable[[], Sequence[Sentence]]) -> Passage:
    """Lead a case from `state` through the step, saying `verdict`: where it comes, or every reason why it stays.

    `objections` is asked once, whether the machine has a way or not: the state is one reason among others.
    """
    passage = Passage(state)
    try:
        moved = _event(model, step).trigger(passage, verdict=verdict, objections=objections)
    except (KeyError, MachineError):
        moved = False
    if not moved and not passage.why:
        passage.why = objections() or [sentence("The model has no way from here.")]
    return passage


def leads(model: Model, step: Step, state: str) -> bool:
    """True when the step, which is no birth, leads anywhere from `state`."""
    return bool(_event(model, step).transitions.get(state))


def ways(model: Model, level: str) -> list[Way]:
    """Every way that the machine of the level has, in the order of its rows; steps that leave a case where it is too."""
    found = (
        Way(event.name, transition.source, transition.dest or transition.source)
        for event in _machine(model, level).events.values()
        for several in event.transitions.values()
        for transition in several
    )
    return list(dict.fromkeys(found))


def _event(model: Model, step: Step) -> Any:
    return _machine(model, step.level).events[step.name]


@lru_cache(maxsize=512)
def _machine(model: Model, level: str) -> Machine:
    """Building one takes as long as ten steps; there are as many as levels in the models that are followed."""
    states = [NOT_CREATED, *model.levels[level].state]
    machine = Machine(model=None, states=states, initial=None, auto_transitions=False, send_event=True)
    for step in model.levels[level].steps:
        sources: list[Any] = [NOT_CREATED] if step.birth else list(step.from_)
        for verdict, target in _targets(step, model.levels[level]):
            machine.add_transition(step.name, sources, target, conditions=_permitted(verdict))
    return machine


def _targets(step: Step, level: Level) -> list[tuple[str, str]]:
    """(verdict or "", target) of a row; "=" is the library's own word for staying."""
    rows = [("", step.to)] if isinstance(step.to, str) else list(step.to)
    return [(verdict, SAME if target in (SAME, BEFORE) else target) for verdict, target in rows]


def _permitted(verdict: str) -> Callable[[EventData], bool]:
    """The one condition of a transition: this verdict was said, and nothing is to be said against the step."""

    def permitted(event: EventData) -> bool:
        if verdict and event.kwargs["verdict"] != verdict:
            return False
        passage: Any = event.model
        passage.why = event.kwargs["objections"]()
        return not passage.why

    return permitted
