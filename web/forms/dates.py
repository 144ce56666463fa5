"""Dates as people write them, read leniently: 2026-09-04, 2026-9-4, 4/9 2026, 4 sep 2026."""

import re
from datetime import date

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""How the months begin, in Swedish and English."""
YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")
WORDED = re.compile(r"(?:den )?(\d{1,2})(?::?e)? ([a-zåäö]+)\.? (\d{4})")


def iso(text: str) -> str:
    """The date as YYYY-MM-DD; the text itself when it cannot be read as a date."""
    found = _numbers(" ".join(text.lower().split()))
    if found is None:
        return text
    try:
        return date(*found).isoformat()
    except ValueError:
        return text


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
