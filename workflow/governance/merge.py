"""One model from several texts: what it extends, levels that are like another, steps that every level has.

Tables are laid over each other key by key; a value, a list, a date or a title is replaced whole; `false` takes
away. The order is that of the first text, with what is new after what it is named after.
"""

from copy import deepcopy
from pathlib import Path as File
from typing import Any

from workflow.governance.complaint import Complaint, Faulty, Path, complaint
from workflow.governance.source import lines, read
from workflow.words import sentence

HERE = File(__file__).parent
WHOLE = ("title", "plural", "help", "to", "due", "opens")
Data = dict[str, Any]
Places = dict[Path, tuple[str, int]]
Copies = list[tuple[Path, Path]]
"""What was copied from where to where, in the order in which it was done."""


def found(name_or_path: str | File) -> File:
    """The file of a model: one of ours by its name, or a path."""
    own = HERE / f"{name_or_path}.toml"
    return own if own.exists() else File(name_or_path)


def gathered(file: File, seen: tuple[str, ...] = ()) -> tuple[Data, list[File]]:
    """The whole text of the model in `file`, and the files it was read from: what it extends first."""
    data, files = read(file), [file]
    if "extends" in data:
        basis, basis_files = gathered(extended(file, data.pop("extends"), seen), (*seen, file.stem))
        data, files = laid_over(basis, data), [*basis_files, file]
    return {**data, "name": file.stem}, files


def places_of(files: list[File], copies: Copies) -> Places:
    """File and line of each part of the model. Asked for only when something is wrong with it: a sound model is
    read at each start and at each import, and this takes longer than all the rest."""
    places: Places = {}
    for file in files:
        own = {path: (file.name, line) for path, line in lines(file.read_text("utf-8")).items()}
        places = {**still_said(places, own), **own}
    for old, new in copies:
        inherit(places, old, new)
    return places


def still_said(basis: Places, later: Places) -> Places:
    """The places of the basis, but for the insides of what the later text says anew, whole."""
    anew = {path for path in later if path[-1] in WHOLE}
    return {path: place for path, place in basis.items() if not any(path[:n] in anew for n in range(1, len(path)))}


def extended(file: File, name: object, seen: tuple[str, ...]) -> File:
    """The file that `file` extends; Faulty when there is none, or when they extend each other."""
    near = file.parent / f"{name}.toml"
    other = near if near.exists() else found(str(name))
    if not other.exists():
        wrong = sentence("It extends '%(name)s', which does not exist.", name=name)
    elif other.stem in (*seen, file.stem):
        wrong = sentence("It extends '%(name)s', which extends it.", name=name)
    else:
        return other
    raise Faulty([Complaint(file.name, lines(file.read_text("utf-8"))[("extends",)], wrong)])


def expanded(data: Data, copies: Copies, faults: list[Complaint]) -> Data:
    """The same with every level written out: those that are like another, and the steps of `every_level`. What is
    copied, and what is wrong, is added to `copies` and `faults`."""
    levels = data.get("levels")
    if isinstance(levels, dict):
        common = data.pop("every_level", {})
        data["levels"] = {name: written_out(name, levels, copies, faults) for name in levels}
        for name, level in data["levels"].items():
            if isinstance(level, dict) and isinstance(common, dict):
                with_common(name, level, common, copies)
    return data


def written_out(name: str, levels: Data, copies: Copies, faults: list[Complaint], seen: tuple[str, ...] = ()) -> Any:
    """The level `name`, laid over the one that it is `like`."""
    level = levels[name]
    if not isinstance(level, dict) or "like" not in level:
        return level
    own = {key: value for key, value in level.items() if key != "like"}
    other, path = level["like"], ("levels", name)
    if other not in levels or other in (*seen, name):
        text = "The level '%(name)s' cannot be like '%(other)s'."
        faults.append(complaint((*path, "like"), text, name=name, other=other))
        return own
    copies.append((("levels", other), path))
    return laid_over(deepcopy(written_out(other, levels, copies, faults, (*seen, name))), own)


def with_common(name: str, level: Data, common: Data, copies: Copies) -> None:
    """Add the steps that every level has, but those that the level says otherwise about."""
    steps = level.setdefault("steps", {})
    if isinstance(steps, dict):
        for step, row in common.items():
            if steps.get(step) is False:
                del steps[step]
            elif step not in steps:
                steps[step] = deepcopy(row)
                copies.append((("every_level", step), ("levels", name, "steps", step)))


def inherit(places: Places, old: Path, new: Path) -> None:
    """What was copied stands where it was copied from, unless it has a line of its own."""
    for path, place in list(places.items()):
        if path[: len(old)] == old:
            places.setdefault((*new, *path[len(old) :]), place)


def laid_over(basis: Data, later: Data) -> Data:
    """`basis` with `later` on top of it."""
    merged = dict(basis)
    for key, value in later.items():
        before = basis.get(key)
        if value is False and before is not None and not isinstance(before, bool):
            del merged[key]
        elif isinstance(before, dict) and isinstance(value, dict) and key not in WHOLE:
            merged[key] = laid_over(before, value)
        else:
            merged[key] = value
    return {key: merged[key] for key in in_order(basis, later) if key in merged}


def in_order(basis: Data, later: Data) -> list[str]:
    """The keys of both: a new one comes after the one it is named after, else last; all anew when all are named."""
    if set(basis) <= set(later):
        return list(later)
    order, before = list(basis), ""
    for key in later:
        if key not in basis:
            order.insert(order.index(before) + 1 if before else len(order), key)
        before = key
    return order
