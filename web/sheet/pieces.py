"""A drawing cut into pieces: one that is the same for many is drawn once, and each has its own names and texts put in."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

Pieces = tuple[str, ...]
"""What is drawn, and after each part of it the name of the text that follows."""
BEFORE, OPEN, CLOSE = "\ue000", "\ue001", "\ue002"
"""What stands in the drawing for how the names of fields begin, and around the name of a text: Unicode's private use."""
GAPS = re.compile(r"\s*\n\s*")
TEXT = re.compile(f"{OPEN}(.*?){CLOSE}")


def mark(name: str) -> str:
    """What stands in the drawing for a text."""
    return f"{OPEN}{name}{CLOSE}"


def cut(drawing: str) -> Pieces:
    """The drawing in pieces, without the room between its lines."""
    return tuple(TEXT.split(GAPS.sub("\n", drawing)))


def filled(pieces: Pieces, before: str, texts: Mapping[str, str]) -> Markup:
    """The drawing with names that begin so, and with the texts; one that is not there is empty."""
    drawn = [piece.replace(BEFORE, before) for piece in pieces]
    for place in range(1, len(pieces), 2):
        text = texts.get(pieces[place])
        drawn[place] = escape(text) if text else ""
    return Markup("".join(drawn))
