"""Working days: which days people work, and how a date moves off one when nobody does."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from workflow.cycle.holidays import holidays
from workflow.governance.model import Model, Rest, Step

DAY = timedelta(days=1)
SATURDAY = 5
SWEDEN = ZoneInfo("Europe/Stockholm")
Place = TypeVar("Place", int, str)


@dataclass(frozen=True)
class WorkingDays:
    """The days on which something may be due, reminded or escalated: no weekend, no holiday, no rest."""

    rest: tuple[Rest, ...] = ()

    def is_working(self, day: date) -> bool:
        """True on a weekday that is neither a holiday nor in a span of rest."""
        if day.weekday() >= SATURDAY:
            return False
        free = self._free.get(day.year)
        if free is None:
            free = self._free[day.year] = holidays(day.year) | self._resting(day.year)
        return day not in free

    def later(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.is_working(day):
            day += DAY
        return day

    def earlier(self, day: date) -> date:
        """The day itself, or the working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add(self, day: date, n: int) -> date:
        """The working day that is `n` working days after the day, before it when `n` is negative."""
        found = self._added.get((day, n))
        if found is None:
            found = self._added[day, n] = self._add(day, n)
        return found

    def between(self, a: date, b: date) -> int:
        """Working days after `a` up to and including `b`; minus those from `b` up to `a` when `b` is before it.

        So `between(a, add(a, n))` is `n` whatever day `a` is (n ≠ 0).
        """
        if b < a:
            return -sum(self.is_working(b + DAY * i) for i in range((a - b).days))
        return sum(self.is_working(a + DAY * i) for i in range(1, (b - a).days + 1))

    def _add(self, day: date, n: int) -> date:
        if n == 0:
            return self.later(day)
        step, find = (DAY, self.later) if n > 0 else (-DAY, self.earlier)
        for _ in range(abs(n)):
            day = find(day + step)
        return day

    def _resting(self, year: int) -> frozenset[date]:
        first = date(year, 1, 1)
        days = (first + DAY * i for i in range((date(year + 1, 1, 1) - first).days))
        return frozenset(day for day in days if any(_rests(rest, day) for rest in self.rest))

    @cached_property
    def _free(self) -> dict[int, frozenset[date]]:
        """Holidays and rest by year, filled as years are asked for."""
        return {}

    @cached_property
    def _added(self) -> dict[tuple[date, int], date]:
        """What `add` has answered: a few days of a few years, asked for again and again."""
        return {}


@lru_cache
def working_days(rest: tuple[Rest, ...]) -> WorkingDays:
    """The working days of a model, made from its `rest`."""
    return WorkingDays(rest)


def days_of(model: Model, step: Step) -> WorkingDays:
    """The days that count for a step: the model's, or for a term of law every day that is no weekend and no holiday."""
    return working_days(() if step.by_law else model.rest)


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later, or the month's last when it has no such day (lag 1930:173, 1 §)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def local_day(at: datetime) -> date:
    """The Swedish date at a moment; ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(SWEDEN).date()


def day_of(year: int, text: str) -> date:
    """The day "MM-DD" of a year; "02-29" is the last day of February."""
    month, day = (int(part) for part in text.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]) if month == 2 else day)


def _rests(rest: Rest, day: date) -> bool:
    if rest.weeks and _within(day.isocalendar().week, *rest.weeks):
        return True
    return rest.days is not None and _within(f"{day:%m-%d}", *rest.days)


def _within(value: Place, first: Place, last: Place) -> bool:
    """True from first to last; over the turn of the year when first comes after last."""
    return first <= value <= last if first <= last else value >= first or value <= last
