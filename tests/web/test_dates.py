"""Dates as people write them."""

import pytest

from web.forms.dates import iso


@pytest.mark.parametrize(
    "written",
    ["2026-09-04", "2026-9-4", "2026/9/4", "20260904", "4/9 2026", "4.9.2026", "04-09-2026",
     "4 sep 2026", "4 sept. 2026", "den 4 september 2026", "4:e sep 2026", " 4  SEP  2026 "],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert iso(written) == "2026-09-04"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 maj 2026", "2026-05-01"),
        ("1 mars 2026", "2026-03-01"),
        ("3 okt 2026", "2026-10-03"),
        ("3 oct 2026", "2026-10-03"),
    ],
)
def test_months_are_read_in_swedish_and_english(written: str, read: str) -> None:
    assert iso(written) == read


@pytest.mark.parametrize("written", ["31/2 2026", "nästa vecka", "4/9", "2026", "", "4 xyz 2026", "2026-13-01"])
def test_what_is_no_date_is_left_as_it_was_written(written: str) -> None:
    assert iso(written) == written
