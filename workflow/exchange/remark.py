"""What is to be said about a file: where, on which line, in a sentence."""

from collections.abc import Iterable
from typing import NamedTuple

from workflow.words import Sentence


class Remark(NamedTuple):
    """One fault or warning: the path in the file ("goals[3].text"), its line (0: none), and the sentence."""

    path: str
    line: int
    sentence: Sentence

    def in_(self, language: str) -> str:
        """`path (line): sentence` in `language`."""
        place = f"{self.path} ({self.line})" if self.path and self.line else self.path or str(self.line or "")
        return f"{place}: {self.sentence.in_(language)}" if place else self.sentence.in_(language)

    def __str__(self) -> str:
        return self.in_("en")


class Unreadable(Exception):
    """The file cannot be brought in; `remarks` holds everything that is wrong with it, in the file's order."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self.remarks = tuple(sorted(remarks, key=lambda remark: remark.line))
        super().__init__("\n".join(map(str, self.remarks)))
