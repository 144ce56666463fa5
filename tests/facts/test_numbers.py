"""Numbers as people write them in Sweden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workflow.facts import fact_of
from workflow.facts.base import swedish_number


def read(value: object) -> float:
    return float(fact_of("target", {"value": value, "year": 2027, "decision": 1}).whole()["value"])


def swedish(number: float, thousands: str = "\u00a0", minus: str = "\u2212") -> str:
    """A number as a Swedish page writes it."""
    return f"{number:,.3f}".replace(",", thousands).replace(".", ",").replace("-", minus)


@given(
    st.integers(-(10**12), 10**12).map(lambda thousandths: thousandths / 1000),
    st.sampled_from(["\u00a0", "\u202f", " ", ""]),
    st.sampled_from(["-", "\u2212"]),
)
def test_what_a_swedish_page_writes_is_read_as_the_same_number(number: float, thousands: str, minus: str) -> None:
    assert read(swedish(number, thousands, minus)) == pytest.approx(number, abs=1e-9)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_program_writes_is_read_as_it_is(number: float) -> None:
    assert read(number) == number and read(repr(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("71,5", 71.5), ("1 234,5", 1234.5), ("−3", -3), (" 85 ", 85), ("1e3", 1000)]
)
def test_for_example(text: str, number: float) -> None:
    assert read(text) == number


@pytest.mark.parametrize("text", ["", "många", "1.234,5", "1,2,3", "12 %", "nan", "inf", "-inf", "Infinity"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, [], {}])
def test_what_json_cannot_say_is_no_number_either(value: object) -> None:
    with pytest.raises(ValidationError):
        read(value)


def test_what_is_no_text_is_left_alone() -> None:
    assert swedish_number(3) == 3 and swedish_number(None) is None
