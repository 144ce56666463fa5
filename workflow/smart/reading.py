"""A wording as the rules see it: its levels, the years in which it ends, and the goal year if that is known."""

import re
from dataclasses import dataclass

from workflow.smart import lexicon

YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,]\d|\d)")
NUMBER = re.compile(r"\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?")
COUNTED = re.compile(r"\s+(?!ska\b|skall\b|är\b|har\b|och\b)[a-zåäö]")
AMOUNT = re.compile(r"(?:^|\b(?:minst|högst|omkring|ca|cirka|drygt|nästan|ytterligare)\s+)$", re.IGNORECASE)
"""What stands after and before a number that only looks like a year: "2000 nya bostäder"."""
NUMERALS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "tjugo", "femtio", "hundra", "tusen")
LEVELS = "|".join((*lexicon.LEVELS, *NUMERALS))
TIMES = "|".join(lexicon.TIMES)


@dataclass(frozen=True)
class Read:
    """The wording, the levels in it as they are written, the years by which something shall be reached, and the goal
    year."""

    text: str
    levels: tuple[str, ...]
    ends: tuple[int, ...]
    year: int | None = None


def read(text: str, year: int | None = None) -> Read:
    """Read a wording."""
    text = " ".join(text.split())
    years = [found for found in YEAR.finditer(text) if _is_year(text, found)]
    spans = {found.start() for found in years}
    dates = {found.start() for found in re.finditer(TIMES, text, re.IGNORECASE)}
    counted = (found for found in NUMBER.finditer(text) if found.start() not in spans | dates)
    numbers = tuple(found.group() for found in counted if not _named(text, found))
    said = tuple(found.group() for found in re.finditer(rf"\b(?:{LEVELS})\b", text, re.IGNORECASE))
    ends = tuple(int(found.group()) for found in years if not _compared(text, found))
    return Read(text, numbers + said, ends, year)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", text) if part]


def _is_year(text: str, found: re.Match[str]) -> bool:
    """True for a year; a number of something that merely has four digits is none."""
    amount = AMOUNT.search(text[: found.start()]) and COUNTED.match(text[found.end() :])
    return not amount


def _compared(text: str, found: re.Match[str]) -> bool:
    """True for the year that is compared with, "från 1990" or the first of "2009-2020"."""
    before = re.search(lexicon.BEFORE_BASE, text[: found.start()], re.IGNORECASE)
    return bool(before) or bool(re.match(r"\s*[-–]\s*(?:19|20)\d\d", text[found.end() :]))


def _named(text: str, found: re.Match[str]) -> bool:
    """True for a digit inside a name: PM10, CO2, Vision 2030."""
    return bool(re.search(r"[A-Za-zÅÄÖåäö]$|\b[Vv]ision\s$|\b[Aa]genda\s$", text[: found.start()]))
