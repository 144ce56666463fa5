"""Swedish holidays against an independent computation (lag 1989:253; the eves as in semesterlagen 3 a §)."""

from datetime import date, timedelta

import pytest

from workflow.cycle.holidays import holidays

FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
FROM_EASTER = {
    "Good Friday": -2,
    "Easter Sunday": 0,
    "Easter Monday": 1,
    "Ascension Day": 39,
    "Pentecost": 49,
}
SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday, by Gauss's algorithm with its two exceptions."""
    century = year // 100
    m = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    n = (4 + century - century // 4) % 7
    d = (19 * (year % 19) + m) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
    if e == 6 and (d == 29 or (d == 28 and year % 19 > 10)):
        e -= 7
    return date(year, 3, 22) + timedelta(days=d + e)


def saturday_from(year: int, month: int, day: int) -> date:
    """The first Saturday on or after a day."""
    start = date(year, month, day)
    return start + timedelta(days=(SATURDAY - start.weekday()) % 7)


def expected(year: int) -> set[date]:
    midsummer = saturday_from(year, 6, 20)
    movable = {easter(year) + timedelta(days=days) for days in FROM_EASTER.values()}
    saints = saturday_from(year, 10, 31)
    return {date(year, *day) for day in FIXED} | movable | {midsummer, midsummer - timedelta(days=1), saints}


@pytest.mark.parametrize("year", range(2024, 2041))
def test_every_holiday_is_there_and_no_other_day(year: int) -> None:
    assert holidays(year) == expected(year)


def test_easter_is_computed_right_in_known_years() -> None:
    known = [date(2024, 3, 31), date(2025, 4, 20), date(2027, 3, 28), date(2028, 4, 16), date(2038, 4, 25)]
    assert [easter(day.year) for day in known] == known


def test_holidays_are_computed_once_a_year() -> None:
    assert holidays(2027) is holidays(2027)
