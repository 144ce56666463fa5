"""The register of what is shown: guard → the sentence it objects with, and the two situations."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from tests.people import Town

Told = Iterator[str]
Showing = Callable[[Session, Town], Told]


class Shown(NamedTuple):
    """What a guard says: `showing` yields it twice, first when it should be silent."""

    sentence: str
    showing: Showing


SHOWN: dict[str, Shown] = {}


def shown(sentence: str) -> Callable[[Showing], Showing]:
    """Show the guard that the function is named after."""

    def register(showing: Showing) -> Showing:
        SHOWN[showing.__name__] = Shown(sentence, showing)
        return showing

    return register
