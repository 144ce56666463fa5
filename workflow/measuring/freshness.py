"""The measurability forecast: in which rounds of a goal year can an indicator have a fresh value? (idea 7)

An annual survey of November is worth nothing in April. Whoever sets a goal sees it before it is adopted.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from workflow.facts.indicator import Indicator

MONTHS = {
    "monthly": 1, "quarterly": 3, "every_four_months": 4, "half_yearly": 6, "yearly": 12, "every_other_year": 24,
}  # fmt: skip
"""Months between two measurements, by the scale `frequency`."""


class Fresh(NamedTuple):
    """A round, the day by which it is reported, and the end of the last month in the goal year of which a value is known
    by then: None when there is none, or none newer than in the round before."""

    round: str
    on: date
    period: date | None


def is_said(indicator: Indicator) -> bool:
    """True when it is said how often the indicator is measured."""
    return indicator.frequency in MONTHS


def freshness(indicator: Indicator, year: int, rounds: Sequence[tuple[str, date]]) -> list[Fresh]:
    """For each round, in order, the last fresh period; [] when it is not said how often the indicator is measured."""
    if not is_said(indicator):
        return []
    ends = list(_measured(indicator, year))
    lag = timedelta(days=indicator.lag_days or 0)
    found, last = [], date.min
    for name, on in rounds:
        known = max((end for end in ends if end + lag <= on), default=date.min)
        found.append(Fresh(name, on, known if known > last else None))
        last = max(last, known)
    return found


def can_be_judged(indicator: Indicator, year: int, rounds: Sequence[tuple[str, date]]) -> bool | None:
    """True when a value for the goal year is known by the last round; None when it is not said how often it is measured."""
    found = freshness(indicator, year, rounds)
    return any(fresh.period for fresh in found) if found else None


def _measured(indicator: Indicator, year: int) -> Iterator[date]:
    """The ends of the goal year's months that are measured, in order."""
    step = MONTHS[indicator.frequency]
    month = indicator.month or 12
    if step == 24 and not _is_its_year(indicator, year):
        return
    for here in range(1, 13):
        if (here - month) % min(step, 12) == 0:
            yield date(year, here, monthrange(year, here)[1])


def _is_its_year(indicator: Indicator, year: int) -> bool:
    """For what is measured every other year: counted from the year of the baseline, when that is known."""
    known = indicator.baseline_date[:4]
    return not known.isdigit() or (year - int(known)) % 2 == 0
