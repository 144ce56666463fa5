"""Läget as it was drawn, remembered as long as nothing has happened in the organisation and the day is the same.

Whatever the page shows changes by an event alone, so the chain's seal says whether what was drawn still holds. Where some
goal is not open to all, two people may see two different pages, and nothing is remembered.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from markupsafe import Markup
from sqlalchemy import Engine

from web.language import language
from web.session import around, session
from web.standing.choice import Choice

MOST = 64
"""So many pages are remembered: about thirty kilobytes each."""
_remembered: WeakKeyDictionary[Engine, dict[Hashable, "Drawn"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Drawn:
    """A page's title and content, and whether it is the same for everybody."""

    title: str
    content: Markup
    is_for_all: bool


def kept(choice: Choice, draw: Callable[[], Drawn]) -> Drawn:
    """What was drawn for the choice, else drawn now."""
    now = around()
    pages = _remembered.setdefault(session().get_bind().engine, {})
    key = (now.head.organisation, now.head.seal, now.today, bool(now.seats), language(), choice)
    if found := pages.get(key):
        return found
    drawn = draw()
    if drawn.is_for_all:
        pages[key] = drawn
    while len(pages) > MOST:
        pages.pop(next(iter(pages)), None)
    return drawn
