"""The measurability forecast: what can be known by which round, and what cannot be judged in time."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.facts.indicator import Indicator
from workflow.measuring.freshness import MONTHS, can_be_judged, freshness

ROUNDS = [("R1", date(2027, 4, 12)), ("R2", date(2027, 5, 28)), ("R3", date(2027, 9, 10)), ("R4", date(2027, 11, 10)),
          ("closing", date(2028, 1, 31))]  # fmt: skip


def months(indicator: dict[str, Any]) -> list[int]:
    """The month of the fresh value in each round, 0 where there is none."""
    return [fresh.period.month if fresh.period else 0 for fresh in freshness(Indicator.of(indicator), 2027, ROUNDS)]


@pytest.mark.parametrize(("indicator", "told"), [
    ({"frequency": "monthly", "lag_days": 10}, [3, 4, 8, 10, 12]),
    ({"frequency": "monthly", "lag_days": 13}, [2, 4, 7, 9, 12]),
    ({"frequency": "quarterly", "month": 3, "lag_days": 30}, [0, 3, 6, 9, 12]),
    ({"frequency": "every_four_months", "month": 8}, [0, 4, 8, 0, 12]),
    ({"frequency": "half_yearly", "month": 6, "lag_days": 45}, [0, 0, 6, 0, 0]),
    ({"frequency": "yearly", "month": 10}, [0, 0, 0, 10, 0]),
    ({"frequency": "yearly", "month": 12, "lag_days": 60}, [0, 0, 0, 0, 0]),
    ({"frequency": "every_other_year", "month": 5, "baseline_date": "2025"}, [0, 0, 5, 0, 0]),
    ({"frequency": "every_other_year", "month": 5, "baseline_date": "2026-05"}, [0, 0, 0, 0, 0]),
])  # fmt: skip
def test_a_value_is_fresh_once(indicator: dict[str, Any], told: list[int]) -> None:
    assert months(indicator) == told
    assert can_be_judged(Indicator.of(indicator), 2027, ROUNDS) == any(told)


def test_what_nobody_has_said_is_not_known() -> None:
    assert (freshness(Indicator.of({}), 2027, ROUNDS), can_be_judged(Indicator.of({}), 2027, ROUNDS)) == ([], None)


@given(st.sampled_from(sorted(MONTHS)), st.integers(1, 12), st.integers(0, 400))
def test_no_value_is_promised_before_it_is_known_and_none_twice(frequency: str, month: int, lag: int) -> None:
    said = Indicator(name="Köer", frequency=frequency, month=month, lag_days=lag)
    found = freshness(said, 2027, ROUNDS)
    periods = [fresh.period for fresh in found if fresh.period]
    assert periods == sorted(set(periods))
    assert all(fresh.period is None or (fresh.on - fresh.period).days >= lag for fresh in found)
