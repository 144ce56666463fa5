"""How earlier outlooks held against the closing."""

from datetime import date
from typing import Any

import pytest

from workflow.goals.reliability import Held, by_unit, rank, reliability
from workflow.governance.load import load
from workflow.records.case import Case

MODEL = load("mariestad-2016")
DAY = date(2027, 1, 1)


def goal(level: str = "goal", unit: int = 1, closing: str = "", **outlooks: str) -> Case:
    """A goal with its outlooks by round, and how it ended."""
    facts: dict[str, Any] = {f"forecast/{round}": {"seq": 1, "outlook": code} for round, code in outlooks.items()}
    facts |= {"closing": {"seq": 2, "attainment": closing}} if closing else {}
    return Case(
        id=1, organisation=1, level=level, year=2027, round="", unit=unit, department=None, responsible=None, parent=None,
        title="", state="closed", secrecy="open", facts=facts, taken={}, since=DAY, born=DAY, version=0, seq=0, model="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outlook", "closing", "expected"),
    [
        ("will_be_met", "met", "right"), ("partly", "partly_met", "right"), ("not_met", "not_met", "right"),
        ("will_be_met", "partly_met", "too_bright"), ("will_be_met", "not_met", "too_bright"),
        ("partly", "not_met", "too_bright"), ("partly", "met", "too_dark"), ("not_met", "partly_met", "too_dark"),
        ("cannot_be_assessed", "met", "unknown"), ("will_be_met", "cannot_be_assessed", "unknown"),
        ("will_be_met", "not_reported", "unknown"), ("will_be_met", "", "unknown"), ("", "met", "unknown"),
    ],
)  # fmt: skip
def test_an_outlook_is_right_too_bright_or_too_dark(outlook: str, closing: str, expected: str) -> None:
    [first, *_] = reliability(MODEL, [goal(closing=closing, **({"R1": outlook} if outlook else {}))])
    assert first == Held("R1", **{expected: 1})


def test_a_goal_counts_in_the_rounds_in_which_its_level_is_forecast() -> None:
    held = reliability(MODEL, [goal("municipal_goal", closing="met", R3="will_be_met")])
    assert held == (Held("R3", right=1),)
    assert [one.round for one in reliability(MODEL, [goal()])] == ["R1", "R2", "R3", "R4"]


def test_each_body_has_its_own() -> None:
    found = by_unit(
        MODEL, [goal(unit=1, closing="met", R4="will_be_met"), goal(unit=2, closing="not_met", R4="partly")]
    )
    assert (found[1][-1], found[2][-1]) == (Held("R4", right=1), Held("R4", too_bright=1))
    assert (found[1][-1].asked, found[1][0].compared) == (1, 0)


def test_a_value_that_is_not_in_the_scale_says_nothing() -> None:
    assert rank(MODEL, "outlook", "brilliant") is None
