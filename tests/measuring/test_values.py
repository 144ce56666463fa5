"""The values of an indicator, wherever they were said, and which of them the year is judged by."""

from typing import Any

from workflow.measuring.values import before, outcome, terms, values

GOAL: dict[str, dict[str, Any]] = {
    "forecast/R1": {
        "seq": 5,
        "measured": [{"indicator": 7, "value": 70.0, "expected": 80.0}, {"indicator": 8, "value": 1}],
    },
    "forecast/R3": {"seq": 9, "measured": [{"indicator": 7, "missing": "not_measured"}]},
}
INDICATOR: dict[str, dict[str, Any]] = {
    "indicator": {"seq": 1, "comparator": "more_than_before", "target": 2.0, "baseline": 60.0},
    "measurement/2026-11": {"seq": 3, "period": "november 2026", "value": 71.4, "women": 73.0, "men": 69.8},
    "measurement/2025": {"seq": 2, "period": "2025", "value": 68.0},
    "measurement": {"seq": 8, "period": "aug 2027", "value": 74.0},
}


def test_they_come_in_the_order_in_which_they_were_measured_and_said() -> None:
    found = values(INDICATOR, GOAL, 7, ["R1", "R2", "R3"])
    assert [(one.round or one.period, one.value) for one in found] == [
        ("2025", 68.0), ("november 2026", 71.4), ("aug 2027", 74.0), ("R1", 70.0), ("R3", None),
    ]  # fmt: skip
    assert (found[3].expected, found[4].missing) == (80.0, "not_measured")


def test_the_closing_judges_the_year_else_the_last_value_of_the_year() -> None:
    found = values(INDICATOR, GOAL, 7, ["R1", "R3"])
    last = outcome(found, 2027)
    assert last and last.value == 70.0
    closed = GOAL | {"closing": {"seq": 20, "measured": [{"indicator": 7, "value": 73.4}]}}
    last = outcome(values(INDICATOR, closed, 7, ["R1", "R3"]), 2027)
    assert last and (last.value, last.round) == (73.4, "closing")


def test_the_year_before_is_the_last_value_of_an_earlier_year_else_the_baseline() -> None:
    found = values(INDICATOR, GOAL, 7, ["R1"])
    assert before(found, INDICATOR["indicator"], 2027) == 71.4
    assert before([], INDICATOR["indicator"], 2027) == 60.0
    assert terms(INDICATOR, found, 2027, found[-1]).bound == 73.4
