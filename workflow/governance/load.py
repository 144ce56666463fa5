"""Reading a model: from a file in this folder or elsewhere, or from the text that an organisation has adopted."""

import json
from pathlib import Path

from workflow.governance.build import built, text_of
from workflow.governance.check import Names, check
from workflow.governance.complaint import Complaint, Faulty, placed
from workflow.governance.merge import HERE, Copies, expanded, found, gathered, places_of
from workflow.governance.model import Model
from workflow.governance.shape import misshapen

__all__ = ["Complaint", "Faulty", "Names", "available", "from_text", "load"]


def load(name_or_path: str | Path, names: Names | None = None) -> Model:
    """The model in one of our files ("mariestad-2016") or in a file at a path; Faulty with all its faults at once.

    `names` are the guards, facts and letters there are; without them those are not checked.
    """
    file = found(name_or_path)
    data, files = gathered(file)
    copies: Copies = []
    faults: list[Complaint] = []
    data = expanded(data, copies, faults)
    wrong, sound = misshapen(data)
    faults += wrong
    model = built(data, text_of(data)) if sound and not faults_in_merging(faults, wrong) else None
    if model:
        faults += check(model) if names is None else check(model, names.guards, names.facts, names.letters)
    if faults or model is None:
        raise Faulty(placed(faults, places_of(files, copies), file.name))
    return model


def faults_in_merging(faults: list[Complaint], wrong: list[Complaint]) -> bool:
    """True when the text could not be put together, so that there is nothing to look further at."""
    return len(faults) > len(wrong)


def from_text(text: str) -> Model:
    """The model that was stored as `text`: nothing is looked up beside it. Its digest is the text's."""
    return built(json.loads(text), text)


def available() -> list[str]:
    """The names of our own models."""
    return sorted(file.stem for file in HERE.glob("*.toml"))
