"""What is improbable is asked about, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.measuring.plausibility import doubt


@pytest.mark.parametrize(
    ("value", "last", "unit", "written", "asked"),
    [
        (1234.5, 85.9, "procent", "1 234,5", "Förra värdet var 85,9. Stämmer 1 234,5?"),
        (8.2, 85.9, "dagar", "8,2", "Förra värdet var 85,9. Stämmer 8,2?"),
        (120, 85.9, "%", "120", "120 procent är mer än allt. Stämmer det?"),
        (0.85, None, "%", "0,85", "Enheten är procent. Stämmer 0,85, eller ska det vara 85?"),
        (1.234, 900, "kr", "1.234", "”1.234” läses som 1,234. Stämmer det? Ett tusental skrivs 1 000."),
    ],
)
def test_what_is_asked(value: float, last: float | None, unit: str, written: str, asked: str) -> None:
    found = doubt(value, last=last, unit=unit, written=written)
    assert found and found.in_("sv").replace("\u00a0", " ") == asked


@pytest.mark.parametrize(
    ("value", "last", "unit", "written"),
    [(86, 85.9, "%", "86"), (112, 108, "%", "112"), (0.7, 0.6, "%", "0,7"), (0.85, None, "kvot", "0.85"), (0, 12, "%", "0"),
     (1234, None, "kr", "1 234"), (0.234, 0.2, "kvot", "0.234"), (12, 0, "st", "12")],
)  # fmt: skip
def test_what_is_not_asked(value: float, last: float | None, unit: str, written: str) -> None:
    assert doubt(value, last=last, unit=unit, written=written) is None


def test_a_share_that_was_to_be_above_a_hundred_may_be() -> None:
    assert doubt(110, unit="procent", known=(105, None)) is None


@given(st.floats(0.01, 1e6), st.floats(0.11, 9.9))
def test_a_value_of_the_same_size_is_never_asked_about(last: float, part: float) -> None:
    assert doubt(last * part, last=last, unit="dagar") is None
