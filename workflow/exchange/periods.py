"""What a file means by a period: a day, a month, a year, or one of the goal year's rounds."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from workflow.exchange.scale_matching import plain
from workflow.exchange.shape import day

SOURCE = "source-"
"""What a forecast or measurement is kept under when the file gives it no period."""
LONGEST = 40
"""Characters of a period."""


def last_day(value: object) -> date | None:
    """The last day of a date, a month ("2019-06") or a year ("2019"); None for anything else."""
    if isinstance(value, datetime) or (found := day(value)) is not None:
        return day(value)
    parts = str(value).split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or not 1 <= len(parts) <= 2 or len(parts[0]) != 4:
        return found
    year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else 12
    return date(year, month, monthrange(year, month)[1]) if year and 1 <= month <= 12 else None


class Rounds:
    """Under which round a period is kept: one of the goal year's own when the period tells which, else as written."""

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        """`known` are (word or month, round) pairs; the first one that says a word counts."""
        self.known: dict[str, str] = {}
        for word, name in known:
            self.known.setdefault(plain(word), name)
        self.used: dict[str, str] = {}

    def take(self, period: str) -> str:
        """The round of the period: the same for the same period, however it is called. A day is taken for its month's
        round, unless the round has been said otherwise; what has no period is numbered."""
        if known := self.known.get(plain(period)):
            self.used.setdefault(known, period)
            return known
        month = self.known.get(plain(period[:7])) if day(period) else None
        if month and self.used.setdefault(month, period) == period:
            return month
        found = period[:LONGEST] or f"{SOURCE}{1 + sum(name.startswith(SOURCE) for name in self.used)}"
        self.used.setdefault(found, period)
        return found

    def rows(self, item: Mapping[str, Any], key: str, warn: Callable[..., None]) -> list[tuple[int, Any, str]]:
        """(place, row, round) of the rows under `key`. Of several for one round the last counts, with a warning."""
        found = ((getattr(row, "place", place), row) for place, row in enumerate(item.get(key, ())))
        taken = [(place, row, self.take(str(row.get("period", "")))) for place, row in found]
        last = {round: place for place, _, round in taken}
        for place, row, round in taken:
            if place != last[round]:
                text = "“%(period)s” stands here twice; the last one counts."
                warn(f"{key}[{place}].period", text, period=row.get("period", ""))
        return [(place, row, round) for place, row, round in taken if place == last[round]]
