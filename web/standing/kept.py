"""Läget as it was drawn, remembered as long as nothing has happened in the organisation and the day is the same. Where some
goal is not open to all, two people may see two different pages, and each is drawn for whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from web.language import language
from web.session import around, session
from web.standing.choice import Choice
from workflow.records.unchanged import unless_changed


@dataclass(frozen=True)
class Drawn:
    """A page's title and content, and whether it is the same for everybody."""

    title: str
    content: Markup
    is_for_all: bool


def kept(choice: Choice, draw: Callable[[], Drawn]) -> Drawn:
    """What was drawn for the choice, else drawn now."""
    ctx = around()
    chain, key = (ctx.head.organisation, ctx.head.seal), ("standing", bool(ctx.seats), language(), choice)
    drawn = unless_changed(session(), chain, ctx.today, key, draw)
    return drawn if drawn.is_for_all else draw()
