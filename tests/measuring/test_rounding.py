"""A figure is never rounded over the bound that it is judged by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.measuring.attainment import Terms, judge
from workflow.measuring.rounding import DIGITS, beside, decimals, number

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(("value", "needed"), [(79.996, 3), (79.9, 1), (80, 1), (80.04, 2), (79.99999, 5), (12.345, 1)])
def test_as_many_decimals_as_the_bound_needs(value: float, needed: int) -> None:
    assert decimals(value, 80) == needed


@given(NUMBERS, st.integers(0, 8).map(lambda digits: 10**-digits), st.sampled_from([1, -1]))
def test_a_value_stays_on_its_own_side(bound: float, distance: float, side: int) -> None:
    value = bound + side * distance
    shown = beside(value, bound)
    assert (shown - bound) * side > 0 or round(value, DIGITS) == round(bound, DIGITS)


@given(st.floats(1, 1000), st.floats(0.9, 1.1), st.sampled_from(["at_least", "at_most"]))
def test_a_share_is_a_hundred_only_where_the_target_is_met(bound: float, part: float, comparator: str) -> None:
    said = judge(Terms(comparator, bound), bound * part)
    assert said.share is not None
    assert (said.share >= 100) == (said.code == "met") or round(bound * part, DIGITS) == round(bound, DIGITS)


def test_a_value_near_its_target_is_shown_as_it_is() -> None:
    assert (number(79.996, "sv"), number(79.99999999, "sv"), number(0.1 + 0.2, "sv")) == (
        "79,996",
        "79,99999999",
        "0,3",
    )
    assert judge(Terms("at_least", 80), 79.996).share == 99.99
