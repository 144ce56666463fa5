"""Changing the model of a running year: no case may be left standing in a state that is gone."""

from collections.abc import Iterable, Mapping

from workflow.governance.complaint import Complaint, complaint
from workflow.governance.model import Model


def stranded(model: Model, standing: Mapping[str, Iterable[str]]) -> list[Complaint]:
    """What speaks against giving `model` to a year whose cases stand in these states, by level."""
    return [fault for name, states in standing.items() for fault in left(model, name, states)]


def left(model: Model, name: str, states: Iterable[str]) -> list[Complaint]:
    """The same for the cases of one level."""
    path = ("levels", name)
    if name not in model.levels:
        return [complaint(path, "There are cases of the level '%(level)s', which is gone.", level=name)]
    gone = [state for state in states if moved(model, name, state) not in model.levels[name].state]
    text = "Cases of '%(level)s' stand in the state '%(state)s', which is gone, and 'renamed' does not say where to."
    return [complaint((*path, "states", state), text, level=name, state=state) for state in gone]


def moved(model: Model, level: str, state: str) -> str:
    """The state in which a case goes on under `model`."""
    return model.renamed.get(level, {}).get(state, state)
