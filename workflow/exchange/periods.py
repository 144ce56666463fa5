"""What a file means by a period: a day, a month, a year, or one of the goal year's rounds."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime

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
        self.used: set[str] = set()

    def take(self, period: str) -> str:
        """The round of the period; each is taken once, and what has no period is numbered."""
        month = period[:7] if day(period) else period
        wanted = [self.known.get(plain(period)), self.known.get(plain(month)), period[:LONGEST] or None]
        numbered = (f"{SOURCE}{count}" for count in range(1, len(self.used) + 2))
        found = next(name for name in (*wanted, *numbered) if name and name not in self.used)
        self.used.add(found)
        return found
