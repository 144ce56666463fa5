"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.forms.dates import iso, read


@pytest.mark.parametrize(
    "written",
    ["2026-09-04", "2026-9-4", "2026/9/4", "20260904", "4/9 2026", "4.9.2026", "04-09-2026",
     "4 sep 2026", "4 sept. 2026", "den 4 september 2026", "4:e sep 2026", " 4  SEP  2026 "],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert iso(written) == "2026-09-04"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1 maj 2026", "2026-05-01"),
        ("1 mars 2026", "2026-03-01"),
        ("3 okt 2026", "2026-10-03"),
        ("3 oct 2026", "2026-10-03"),
    ],
)
def test_months_are_read_in_swedish_and_english(written: str, found: str) -> None:
    assert iso(written) == found


@pytest.mark.parametrize("written", ["31/2 2026", "nästa vecka", "4/9", "2026", "", "4 xyz 2026", "2026-13-01"])
def test_what_is_no_date_is_left_as_it_was_written(written: str) -> None:
    assert iso(written) == written


NAMES = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
         "december")  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_however_swedes_write_it(day: date) -> None:
    year, month, name = day.year, day.month, NAMES[day.month - 1]
    ways = (
        day.isoformat(), f"{year}{month:02}{day.day:02}", f"{day.day}/{month} {year}", f"{day.day}.{month}.{year}",
        f"{day.day} {name} {year}",
        f"den {day.day}:e {name} {year}", f"{day.day} {name[:3]}. {year}", f" {year}-{month}-{day.day} ",
    )  # fmt: skip
    assert {read(text) for text in ways} == {day}


@given(st.text(max_size=20))
def test_what_is_no_day_is_none_and_never_a_fault(text: str) -> None:
    found = read(text)
    assert found is None or iso(text.strip()) == found.isoformat()
