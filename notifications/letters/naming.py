"""Which letter it is: the name of the file that has its words."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from notifications.content import Content, Item

HERE = Path(__file__).parent
DIGEST, TOLD, REMINDER = "morning", "told", "reminder"
LATE = {"forecast": "forecast_missing", "consequence": "consequence_missing"}
"""What has a letter of its own when it is late, by what the step says."""


def name_of(content: Content) -> str:
    """The name of the letter: that of its kind, of the one thing it tells, or of the digest."""
    if content.kind in names():
        return content.kind if content.kind != DIGEST else _of_the_morning(content)
    return next(name for name in _of_a_step(content.items[0], content.kind) if name in names())


@lru_cache
def names() -> frozenset[str]:
    """Every letter there is."""
    return frozenset(file.name.removesuffix(".sv.txt") for file in HERE.glob("*.sv.txt"))


def _of_the_morning(content: Content) -> str:
    if len(content.items) != 1:
        return DIGEST
    item = content.items[0]
    if not item.rung:
        return next(name for name in _of_a_step(item, item.step) if name in names())
    late = item.due is not None and item.due < content.today
    if late and item.rung == REMINDER and item.says in LATE:
        return LATE[item.says]
    return item.rung if item.rung in names() else REMINDER


def _of_a_step(item: Item, step: str) -> Iterator[str]:
    """The names that a letter of a step may have, the most particular first: its level, its verdict, what it says."""
    bare = step.partition(".")[2]
    yield from (f"{step}.{item.code}", f"{bare}.{item.code}", step, bare, item.says, TOLD)
