"""A hint: the criterion, a sentence that says why, and the words it looks at."""

from dataclasses import dataclass

from workflow.words import Sentence

CRITERIA = ("specific", "measurable", "realistic", "time_bound")
"""What can be seen in a wording, in the order of the letters."""


@dataclass(frozen=True)
class Hint:
    """Something to think of. `asks`: a question only, the wording may be right as it is."""

    criterion: str
    sentence: Sentence
    words: tuple[str, ...] = ()
    asks: bool = False
