"""What a letter lists, sorted as the reader will want it: late first, others' last, then what has happened."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from notifications.content import Content, Item
from workflow.cycle.reminders import ESCALATION, OPENED
from workflow.words import Sentence, sentence


class Group(NamedTuple):
    """Things under a heading; without one when there is a single group."""

    title: Sentence | None
    items: tuple[Item, ...]


def groups(content: Content) -> list[Group]:
    """The groups that have something in them."""
    found = [Group(title, items) for title, items in _sorted(content) if items]
    return [Group(None, found[0].items)] if len(found) == 1 else found


def _sorted(content: Content) -> Iterator[tuple[Sentence, tuple[Item, ...]]]:
    def among(fits: Callable[[Item], bool]) -> tuple[Item, ...]:
        return tuple(item for item in content.duties if fits(item))

    def is_late(item: Item) -> bool:
        return item.due is not None and item.due < content.today

    yield sentence("Overdue"), among(lambda item: item.rung != ESCALATION and is_late(item))
    yield sentence("To do"), among(lambda i: i.rung not in (ESCALATION, OPENED.name) and not is_late(i))
    yield sentence("New to do"), among(lambda item: item.rung == OPENED.name and not is_late(item))
    yield sentence("Not done by others"), among(lambda item: item.rung == ESCALATION)
    yield sentence("This has happened"), content.happened
