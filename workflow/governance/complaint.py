"""Complaints: what is wrong with a model file, where, in a sentence that an officer can act on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from workflow.words import Sentence, sentence

Path = tuple[str, ...]
"""Where in the file's tables: ("levels", "goal", "steps", "propose", "to")."""


@dataclass(frozen=True)
class Complaint:
    """One fault: the file, its line (0 when no line is to blame), what to say, and the path of tables and keys."""

    where: str
    line: int
    sentence: Sentence
    path: Path = ()

    def in_(self, language: str) -> str:
        """`file:line: sentence` in `language`."""
        return f"{self.where}:{self.line}: {self.sentence.in_(language)}"

    def __str__(self) -> str:
        return self.in_("en")


class Faulty(Exception):
    """A model that cannot be used, with all that is wrong with it at once."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(str(complaint) for complaint in self.complaints))


def complaint(path: Path, text: str, **values: object) -> Complaint:
    """A complaint about `path`, its file and line not yet looked up."""
    return Complaint("", 0, sentence(text, **values), path)


def unknown(path: Path, text: str, name: str, known: Iterable[str], **values: object) -> Complaint:
    """The complaint `text` about a `name` that is not among `known`, with the nearest one as a suggestion."""
    wrong = complaint(path, text, name=name, **values)
    near = get_close_matches(name, list(known), 1)
    if not near:
        return wrong
    hinted = sentence("%(wrong)s Did you mean '%(near)s'?", wrong=wrong.sentence, near=near[0])
    return replace(wrong, sentence=hinted)


def placed(faults: Iterable[Complaint], places: Mapping[Path, tuple[str, int]], file: str) -> tuple[Complaint, ...]:
    """The complaints with file and line, in the order of the files; the nearest table when a key has no line.

    What a level has from another is wrong in both: it is said once.
    """
    found = [(complaint, *place(complaint.path, places, file)) for complaint in faults]
    known = [replace(complaint, where=where, line=line) for complaint, where, line in found]
    once = {(c.where, c.line, str(c.sentence)): c for c in reversed(known)}
    return tuple(once[key] for key in sorted(once))


def place(path: Path, places: Mapping[Path, tuple[str, int]], file: str) -> tuple[str, int]:
    """File and line of `path`, or of the nearest table around it."""
    for length in range(len(path), 0, -1):
        if found := places.get(path[:length]):
            return found
    return file, 0
