"""Dates as people write them, read leniently: 2026-09-04, 2026-9-4, 4/9 2026, 4 sep 2026; 4/9 or 4-sep where the year
is known from what stands around it."""

import re
from datetime import date

from workflow.words import sentence

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""How the months begin, in Swedish and English."""
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
WORDED = re.compile(r"(?:den )?(\d{1,2})(?::?e)? ([a-zåäö]+)\.? (\d{4})")
SHORT = re.compile(r"(?:den )?(\d{1,2})(?::?e)?[-/. ]+(\d{1,2}|[a-zåäö]+)\.?(?:[-/. ]+'?(\d{2}))?")
"""A day and a month, and perhaps the last two digits of a year."""
WEEKDAY = re.compile(r"(?:mån|tis|ons|tor|fre|lör|sön|mon|tue|wed|thu|fri|sat|sun)[a-zåäö]*\.?,? +")
CENTURY = 100
NO_DAY = sentence("Write the day as 2026-10-14.")
"""What is said of a day that cannot be read."""


def iso(text: str) -> str:
    """The date as YYYY-MM-DD; the text itself when it cannot be read as a date."""
    found = _numbers(" ".join(text.lower().split()))
    if found is None:
        return text
    try:
        return date(*found).isoformat()
    except ValueError:
        return text


def read(text: str) -> date | None:
    """The date that is written, None when it cannot be read as one."""
    try:
        return date.fromisoformat(iso(text.strip()))
    except ValueError:
        return None


def near(text: str, day: date) -> date | None:
    """The date that is written, in the year that brings it nearest to `day` where none is; None when it cannot be
    read."""
    plain = WEEKDAY.sub("", " ".join(text.lower().split()), count=1)
    try:
        return date.fromisoformat(iso(plain))
    except ValueError:
        found = SHORT.fullmatch(plain)
    if found is None:
        return None
    month = int(found[2]) if found[2].isdecimal() else MONTHS.get(found[2][:3], 0)
    dates = (_date(year, month, int(found[1])) for year in range(day.year - 1, day.year + 2))
    known = [on for on in dates if on and (not found[3] or on.year % CENTURY == int(found[3]))]
    return min(known, key=lambda on: abs(on - day), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    for pattern in (YEAR_FIRST, TOGETHER):
        if found := pattern.fullmatch(text):
            return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := WORDED.fullmatch(text)) and (month := MONTHS.get(found[2][:3])):
        return int(found[3]), month, int(found[1])
    return None
