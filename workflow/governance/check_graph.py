"""The way through a level: every state can be reached, and from every state there is a way to an end."""

from collections.abc import Iterable, Iterator

from workflow.governance.complaint import Complaint, complaint
from workflow.governance.model import Level, Step


def graph_faults(level: Level) -> Iterator[Complaint]:
    """States that nobody reaches, and states from which a case can never come to an end."""
    path = ("levels", level.name, "states")
    reached = closure({target for step in level.births for target in step.targets}, forward(level))
    ending = closure({name for name, state in level.state.items() if state.final}, backward(level))
    for name in level.state:
        if level.births and name not in reached:
            yield complaint((*path, name), "No step leads to the state '%(state)s'.", state=name)
        elif name not in ending:
            yield complaint((*path, name), dead_end(level, name), state=name)


def dead_end(level: Level, state: str) -> str:
    """How a state is a dead end: there is no step out of it, or only round in a circle."""
    if any(target != state for step in moves(level) if state in step.from_ for target in step.targets):
        return "From the state '%(state)s' no way leads to an end."
    return "Nobody can leave the state '%(state)s', and it is not final."


def moves(level: Level) -> Iterator[Step]:
    """The steps that take a case from one state to another."""
    return (step for step in level.steps if not step.birth)


def forward(level: Level) -> set[tuple[str, str]]:
    """(from, to) for every move."""
    return {(start, end) for step in moves(level) for start in step.from_ for end in step.targets}


def backward(level: Level) -> set[tuple[str, str]]:
    """(to, from) for every move."""
    return {(end, start) for start, end in forward(level)}


def closure(states: Iterable[str], ways: set[tuple[str, str]]) -> set[str]:
    """The states and all that can be reached from them."""
    found = set(states)
    while more := {end for start, end in ways if start in found} - found:
        found |= more
    return found
