"""The values of an indicator, wherever they were said, and which of them the year is judged by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.facts.indicator import Indicator
from workflow.measuring.attainment import MET, NOT_MET, PARTLY_MET, UNKNOWN
from workflow.measuring.values import Value, at_closing, before, judged, latest, outcome, terms, values

Facts = dict[str, dict[str, Any]]
FORECASTS: Facts = {
    "forecast/R1": {
        "seq": 5, "at": "2027-04-08",
        "measured": [{"indicator": 7, "value": 70.0, "expected": 80.0}, {"indicator": 8, "value": 1}],
    },
    "forecast/R3": {"seq": 9, "at": "2027-09-08", "measured": [{"indicator": 7, "missing": "not_measured"}]},
}  # fmt: skip
CHANGED: Facts = {
    "indicator": {"seq": 1, "comparator": "more_than_before", "target": 2.0, "baseline": 60.0},
    "measurement/2026-11": {"seq": 3, "period": "november 2026", "value": 71.4, "women": 73.0, "men": 69.8},
    "measurement/2025": {"seq": 2, "period": "2025", "value": 68.0},
    "measurement": {"seq": 8, "at": "2027-09-02", "period": "aug 2027", "value": 74.0},
}
LABELS = ("Q1 2027", "T2 2027", "oktober 2027", "Q4", "december 2027", "Helår 2027", "läsåret 2026/27", "v. 40 2027")
"""Periods of one year; the last of them is that which covers it."""


def measured(*periods: str, **more: Any) -> Facts:
    """An indicator with a value for each period, reported in that order: 1, 2, 3 …"""
    said: Facts = {"indicator": {"seq": 0, "comparator": "at_least", "target": 85.0} | more}
    for place, period in enumerate(periods, 1):
        said[f"measurement/{period}"] = {
            "seq": place, "at": f"2027-12-{place:02}", "period": period, "value": float(place),
        }  # fmt: skip
    return said


def closed(said: dict[str, Any], on: str = "2028-01-20", seq: int = 50) -> Facts:
    """A goal that was closed with this said of the indicator."""
    return {**FORECASTS, "closing": {"seq": seq, "at": on, "measured": [{"indicator": 7} | said]}}


def judge_of(indicator: Facts, goal: Facts, year: int = 2027) -> str:
    """What the figures say of the year."""
    found = values(indicator, goal, 7, year)
    last = outcome(found, year)
    return judged(terms(indicator, found, year, last), last).code


def test_they_come_by_the_days_of_which_they_tell() -> None:
    found = values(CHANGED, FORECASTS, 7, 2027)
    assert [(one.round or one.period, one.value) for one in found] == [
        ("2025", 68.0), ("november 2026", 71.4), ("R1", 70.0), ("aug 2027", 74.0), ("R3", None),
    ]  # fmt: skip
    assert (found[2].expected, found[4].missing) == (80.0, "not_measured")
    assert [one.year for one in found] == [2025, 2026, 2027, 2027, 2027]


def test_the_closing_judges_the_year_else_the_latest_of_it() -> None:
    last = outcome(values(CHANGED, FORECASTS, 7, 2027), 2027)
    assert last and (last.value, last.period) == (74.0, "aug 2027")
    last = outcome(values(CHANGED, closed({"value": 73.4}), 7, 2027), 2027)
    assert last and (last.value, last.round) == (73.4, "closing")


@pytest.mark.parametrize(
    ("partial", "whole"), [("Q4 2024", "Helår 2024"), ("T2 2024", "Bokslut 2024"), ("december 2024", "2024"),
                           ("rullande 12 mån t.o.m. nov 2024", "R12 dec 2024")],
)  # fmt: skip
def test_what_covers_the_year_goes_before_a_part_of_it(partial: str, whole: str) -> None:
    for first, second in ((partial, whole), (whole, partial)):
        last = outcome(values(measured(first, second), {}, 7, 2024), 2024)
        assert last and last.period == whole


def test_of_parts_the_latest_counts_and_not_the_last_in_the_alphabet() -> None:
    last = outcome(values(measured("december 2024", "oktober 2024"), {}, 7, 2024), 2024)
    assert last and last.period == "december 2024"


def test_a_mean_of_several_years_does_not_go_before_the_year_itself() -> None:
    last = outcome(values(measured("2024", "2022–2024"), {}, 7, 2024), 2024)
    assert last and last.period == "2024"


def test_a_school_year_is_the_second_years() -> None:
    found = values(measured("läsåret 2023/24"), {}, 7, 2024)
    assert outcome(found, 2024) and outcome(found, 2023) is None


@given(st.permutations(LABELS), st.permutations(LABELS))
def test_in_whatever_order_they_are_kept_and_reported_there_is_one_answer(kept: list[str], said: list[str]) -> None:
    facts = measured(*said)
    shuffled = {key: facts[key] for key in ("indicator", *(f"measurement/{name}" for name in kept))}
    found = values(shuffled, {}, 7, 2027)
    last, newest = outcome(found, 2027), latest(found)
    assert last and newest and last.period == newest.period == "Helår 2027"
    assert [one.period for one in found] == [one.period for one in values(facts, {}, 7, 2027)]
    without = {key: said for key, said in shuffled.items() if "Helår" not in key}
    last = outcome(values(without, {}, 7, 2027), 2027)
    assert last and last.period == "Q4"


def test_the_same_period_again_is_a_correction() -> None:
    last = outcome(values(measured("2027", "Helår 2027"), {}, 7, 2027), 2027)
    assert last and last.value == 2.0


def test_a_value_on_its_own_counts_after_an_older_forecast_and_not_before_a_newer() -> None:
    own = measured("april 2027")
    last = outcome(values(own, {"forecast/R1": FORECASTS["forecast/R1"]}, 7, 2027), 2027)
    assert last and last.period == "april 2027"
    later = {"forecast/R2": {"seq": 7, "at": "2027-05-20", "measured": [{"indicator": 7, "value": 81}]}}
    last = outcome(values(own, later, 7, 2027), 2027)
    assert last and last.round == "R2"


def test_a_closing_without_a_value_beats_what_was_said_before_and_not_what_comes_after() -> None:
    goal = closed({"missing": "not_yet_measurable"})
    last = outcome(values(measured(), goal, 7, 2027), 2027)
    assert last and (last.round, last.value) == ("closing", None)
    own = measured()
    own["measurement/2027"] = {"seq": 60, "at": "2028-03-01", "period": "2027", "value": 90.0}
    assert judge_of(own, goal) == MET


def test_what_comes_after_the_closing_counts_is_told_as_late_and_leaves_the_closing_as_it_was() -> None:
    own = measured()
    own["measurement/2027"] = {"seq": 60, "at": "2028-05-15", "period": "2027", "value": 90.0}
    found = values(own, closed({"value": 80.0}), 7, 2027)
    last, then = outcome(found, 2027), at_closing(found, 2027)
    assert last and then and (last.value, last.is_late, then.value, then.is_late) == (90.0, True, 80.0, False)
    assert judged(terms(own, found, 2027, then), then).code == NOT_MET
    assert judged(terms(own, found, 2027, last), last).code == MET


def test_a_late_value_of_a_part_of_the_year_does_not_beat_the_closings() -> None:
    own = measured()
    own["measurement/oktober 2027"] = {"seq": 60, "at": "2028-05-15", "period": "oktober 2027", "value": 90.0}
    last = outcome(values(own, closed({"value": 80.0}), 7, 2027), 2027)
    assert last and last.value == 80.0


def test_a_period_that_cannot_be_read_never_judges() -> None:
    found = values(measured("december 2027", "efter sommaren"), {}, 7, 2027)
    last = outcome(found, 2027)
    assert last and last.period == "december 2027"
    alone = measured("efter sommaren")
    last = outcome(values(alone, {}, 7, 2027), 2027)
    assert last and not last.is_readable and last.period == "efter sommaren"
    assert judge_of(alone, {}) == UNKNOWN


def test_without_a_period_a_value_tells_of_the_day_on_which_it_was_said() -> None:
    own: Facts = {"measurement": {"seq": 3, "at": "2027-10-02", "value": 4.0}}
    assert [one.year for one in values(own, {}, 7, 2027)] == [2027]
    own = {"measurement/source-1": {"seq": 3, "at": "2030-10-02", "value": 4.0}}
    last = outcome(values(own, {}, 7, 2027), 2027)
    assert last and (last.value, last.period) == (4.0, "")


def test_the_year_before_is_that_of_the_ranges_else_the_baseline() -> None:
    found = values(CHANGED, FORECASTS, 7, 2027)
    assert before(found, Indicator.of(CHANGED["indicator"]), 2027) == 71.4
    assert before([], Indicator.of(CHANGED["indicator"]), 2027) == 60.0
    assert terms(CHANGED, found, 2027, found[-1]).bound == 73.4
    earlier = values(measured("Helår 2026", "Q4 2026", "2024"), {}, 7, 2027)
    assert before(earlier, Indicator.of({}), 2027) == 1.0
    assert (
        before(values(measured("2024"), {}, 7, 2027), Indicator.of({"baseline": 60.0, "baseline_date": "2026"}), 2027)
        == 60.0
    )


def test_a_target_judges_its_own_year() -> None:
    own = measured("2027")
    own["measurement/2027"]["value"] = 80.0
    own["target/2028"] = {"seq": 40, "value": 70.0, "year": 2028}
    assert judge_of(own, {}) == NOT_MET
    own["target/2027"] = {"seq": 41, "value": 75.0, "year": 2027}
    own["target/2028"]["seq"] = 42
    assert judge_of(own, {}) == MET


@pytest.mark.parametrize(
    ("wanted", "comparator", "said", "code"),
    [
        ("Ja", "", "ja", MET), ("Ja", "", "Nej", NOT_MET), ("Nej", "", "no", MET), ("Ja", "", "delvis", UNKNOWN),
        ("2027-06-30", "at_most", "2027-06-15", MET), ("2027-06-30", "at_most", "1 juli 2027", NOT_MET),
        ("senast 30 juni 2027", "", "2027-06-30", MET), ("före den 1 juli 2027", "", "2027-07-01", NOT_MET),
        ("2027-06-30", "", "2027-06-15", UNKNOWN), ("2027-06-30", "", "30 juni 2027", MET),
        ("Antagen", "", "antagen.", MET), ("", "", "Ja", UNKNOWN),
    ],
)  # fmt: skip
def test_a_word_or_a_day_is_an_outcome_and_judged_where_that_is_sound(
    wanted: str, comparator: str, said: str, code: str
) -> None:
    own: Facts = {
        "indicator": {"seq": 0, "comparator": comparator, "target_text": wanted},
        "measurement/2027": {"seq": 1, "at": "2027-12-01", "period": "2027", "text": said},
    }
    last = outcome(values(own, {}, 7, 2027), 2027)
    assert last and last.is_said and last.text == said
    assert judge_of(own, {}) == code
    before_there_was_a_field = {**own, "measurement/2027": {"seq": 1, "period": "2027", "comment": said}}
    assert judge_of(before_there_was_a_field, {}) == code


@pytest.mark.parametrize(
    ("women", "men", "code"), [(90, 85, MET), (90, 60, NOT_MET), (90, 76, PARTLY_MET), (90, None, UNKNOWN)]
)
def test_women_and_men_meet_it_when_each_do(women: float, men: float | None, code: str) -> None:
    own = measured(partly_from=85.0)
    own["measurement/2027"] = {"seq": 1, "period": "2027", "women": women, "men": men, "comment": "Enkät"}
    last = outcome(values(own, {}, 7, 2027), 2027)
    assert isinstance(last, Value) and last.is_said and last.text == ""
    assert judge_of(own, {}) == code
