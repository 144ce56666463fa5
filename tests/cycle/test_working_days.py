"""Working days: weekends, holidays, rest weeks, leap days, and the days when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.small import REST
from workflow.cycle.working_days import WorkingDays, day_of, local_day, working_days
from workflow.governance.model import Rest

SWEDEN = ZoneInfo("Europe/Stockholm")
PLAIN, RESTING = WorkingDays(), WorkingDays(REST)
any_day = st.dates(date(2024, 1, 1), date(2040, 12, 31))
any_days = st.sampled_from([PLAIN, RESTING])


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 6, 25), "Midsummer Eve"),
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 31), "New Year's Eve"),
        (date(2027, 4, 10), "Saturday"),
        (date(2027, 4, 11), "Sunday"),
    ],
)
def test_nobody_works_on(day: date, why: str) -> None:
    assert not PLAIN.is_working(day), why


def test_weeks_of_rest_begin_on_their_monday_and_end_on_their_sunday() -> None:
    inside, outside = (date(2027, 7, 12), date(2027, 8, 6)), (date(2027, 7, 9), date(2027, 8, 9))
    assert [RESTING.is_working(day) for day in (*inside, *outside)] == [False, False, True, True]


def test_a_span_of_rest_goes_over_the_new_year() -> None:
    assert RESTING.later(date(2026, 12, 23)) == date(2027, 1, 7)
    assert RESTING.earlier(date(2027, 1, 6)) == date(2026, 12, 22)


def test_a_span_of_rest_within_a_year_and_weeks_over_the_new_year() -> None:
    days = WorkingDays((Rest(days=("02-15", "02-19")), Rest(weeks=(52, 1))))
    assert days.later(date(2027, 2, 15)) == date(2027, 2, 22)
    assert days.later(date(2026, 12, 21)) == date(2027, 1, 11)


def test_the_day_itself_when_it_is_a_working_day() -> None:
    monday = date(2027, 4, 12)
    assert RESTING.later(monday) == RESTING.earlier(monday) == RESTING.add(monday, 0) == monday


def test_working_days_are_counted_over_easter() -> None:
    assert PLAIN.add(date(2027, 3, 25), 1) == date(2027, 3, 30)
    assert PLAIN.add(date(2027, 3, 30), -1) == date(2027, 3, 25)
    assert PLAIN.between(date(2027, 3, 25), date(2027, 3, 30)) == 1


def test_ten_working_days_before_the_summer_end_after_it() -> None:
    assert RESTING.add(date(2027, 7, 2), 10) == date(2027, 8, 13)


def test_a_leap_day_is_a_day_like_others() -> None:
    assert PLAIN.add(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert PLAIN.between(date(2028, 2, 28), date(2028, 3, 1)) == 2


def test_the_twenty_ninth_of_february_is_the_last_of_february() -> None:
    assert (day_of(2027, "02-29"), day_of(2028, "02-29")) == (date(2027, 2, 28), date(2028, 2, 29))
    assert day_of(2028, "02-28") == date(2028, 2, 28)


def test_a_day_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="day is out of range"):
        day_of(2027, "04-31")


@given(any_days, any_day)
def test_earlier_is_not_after_and_later_not_before(days: WorkingDays, day: date) -> None:
    assert days.earlier(day) <= day <= days.later(day)
    assert days.is_working(days.earlier(day)) and days.is_working(days.later(day))


@given(any_days, any_day, st.integers(-40, 40).filter(bool))
def test_between_counts_what_add_added(days: WorkingDays, day: date, n: int) -> None:
    there = days.add(day, n)
    assert days.is_working(there)
    assert days.between(day, there) == n


@given(any_days, any_day, st.integers(1, 40))
def test_adding_and_taking_away_comes_back(days: WorkingDays, day: date, n: int) -> None:
    start = days.later(day)
    assert days.add(days.add(start, n), -n) == start


@given(any_days, any_day, st.integers(1, 20), st.integers(1, 20))
def test_adding_twice_is_adding_the_sum(days: WorkingDays, day: date, a: int, b: int) -> None:
    assert days.add(days.add(day, a), b) == days.add(day, a + b)


@given(any_days, any_day, st.integers(0, 120))
def test_there_and_back_between_working_days_is_the_same_number(days: WorkingDays, day: date, more: int) -> None:
    a, b = days.later(day), days.later(day + timedelta(days=more))
    assert days.between(a, b) == -days.between(b, a)


def test_the_working_days_of_a_model_are_made_once() -> None:
    assert working_days(REST) is working_days(tuple(REST))


def last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


@pytest.mark.parametrize("year", range(2024, 2046))
@pytest.mark.parametrize("month", [3, 10])
def test_the_date_is_the_swedish_one_on_the_days_when_the_clocks_change(year: int, month: int) -> None:
    day = last_sunday(year, month)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=SWEDEN)
    assert noon.utcoffset() != (noon - timedelta(days=1)).utcoffset(), "the clocks do change"
    for hour in (0, 23):
        at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=SWEDEN)
        assert local_day(at) == local_day(at.astimezone(UTC)) == day


def test_late_evening_in_utc_is_tomorrow_in_sweden() -> None:
    assert local_day(datetime(2027, 4, 12, 22, 30, tzinfo=UTC)) == date(2027, 4, 13)
    assert local_day(datetime(2027, 1, 31, 22, 30, tzinfo=UTC)) == date(2027, 1, 31)


def test_a_moment_without_a_zone_has_no_date() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        local_day(datetime(2027, 4, 12, 12))
