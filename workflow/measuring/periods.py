"""Periods as people write them, each read once into the days that it spans."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class DaySpan(NamedTuple):
    """The first and the last day of a period."""

    first: date
    last: date

    @property
    def year(self) -> int:
        """The year that it belongs to: the one in which it ends. (A school year is judged in its second year.)"""
        return self.last.year

    @property
    def length(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1

    def covers(self, year: int) -> bool:
        """True when it holds every day of the year."""
        return self.first <= date(year, 1, 1) and date(year, 12, 31) <= self.last


def whole_year(year: int) -> DaySpan:
    """January to December."""
    return DaySpan(date(year, 1, 1), date(year, 12, 31))


@lru_cache(maxsize=4096)
def span_of(text: str, year: int | None = None) -> DaySpan | None:
    """The days that a period spans: "Q4 2024", "december", "läsåret 2023/24", "rullande 12 mån t.o.m. okt 2024".

    `year` is the goal's, for a label that names none. None for what cannot be read: such a period is shown as it was
    written, and orders and judges nothing.
    """
    return _read(_plain(text), year)


def day_of(text: str) -> date | None:
    """The day that the text names, year and all; None when it is not one day."""
    found = span_of(text)
    return found.first if found and found.first == found.last else None


DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may", "juni june jun",
            "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
ORDINALS = {
    "första": "1", "andra": "2", "tredje": "3", "fjärde": "4", "first": "1", "second": "2", "third": "3", "fourth": "4",
}  # fmt: skip
IDLE = frozenset(
    (
        "utfall", "utfallet", "resultat", "resultatet", "mätning", "mätningen", "mätvärde", "värde", "värdet", "enkät",
        "enkäten", "undersökning", "undersökningen", "brukarundersökning", "brukarundersökningen", "outcome", "result",
        "value", "survey", "avser", "för", "per", "den", "vid", "i", "på", "av", "the", "of", "for", "at", "on", "in",
    )
)  # fmt: skip
"""Words beside a period that change nothing of it."""
WHOLE = frozenset(
    (
        "", "år", "året", "helår", "helåret", "hela", "hela år", "hela året", "kalenderår", "kalenderåret", "bokslut",
        "bokslutet", "årsbokslut", "årsbokslutet", "årsutfall", "year", "full year", "whole year", "calendar year",
        "year-end", "closing", "annual",
    )
)  # fmt: skip
THROUGH = re.compile(r"^(?:till och med|t o m|tom|till|up to|through|until|to)\s+(.+)$")
ROLLING = re.compile(
    r"^(?:r\s?12|(?:rullande|rolling|senaste|latest|last)\s?(\d{1,2}|ett|fyra|tolv|four|twelve)?[\s-]?"
    r"(månaderna|månaders|månader|månad|mån|months|month|kvartal|quarters|quarter|året|år|years|year)?)\b\s*(.*)$"
)
NUMBERS = {"ett": 1, "fyra": 4, "four": 4, "tolv": 12, "twelve": 12}
UNITS = {"år": 12, "year": 12, "kv": 3, "qu": 3}
SCHOOL = re.compile(
    r"^(läsåret|läsår|skolåret|skolår|school year|academic year)?\s*(\d{4}|\d{2})\s?([/-])\s?(\d{4}|\d{2})$"
)
SPRING = frozenset(("vt", "vårterminen", "vårtermin", "våren", "vår", "spring term", "spring"))
AUTUMN = frozenset(("ht", "höstterminen", "hösttermin", "hösten", "höst", "autumn term", "autumn"))
INTERIM = frozenset(
    ("delår", "delåret", "delårsbokslut", "delårsbokslutet", "delårsrapport", "delårsrapporten", "interim")
)
INTERIM_MONTHS = {"": 8, "1": 4, "2": 8}
"""The law's interim report is of at most two thirds of the year (LKBR 13:1), and so are those we know."""
PARTS = {
    6: r"(?:h|hå|halvår|halvåret|half|half-year|half year)",
    4: r"(?:t|tertial|tertialet)",
    3: r"(?:q|k|kv|kvartal|kvartalet|quarter)",
}
"""What the parts of a year are called, by their months."""
NUMBERED = {
    months: re.compile(rf"^(?:{name}\s?-?\s?(\d)|(\d)\s?-?\s?{name})(?:\s?-\s?(?:{name})?\s?(\d))?$")
    for months, name in PARTS.items()
}
WEEK = re.compile(r"^(?:v|vecka|veckan|veckorna|week|weeks|wk|w)\s?(\d{1,2})(?:\s?-\s?(?:v|w)?\s?(\d{1,2}))?$")
NAMED_MONTHS = re.compile(r"^([^\W\d]+)(?:\s?-\s?([^\W\d]+))?$")
DAY = re.compile(r"^(\d{1,2})\s?([^\W\d]+)$|^(\d{1,2})\s?/\s?(\d{1,2})$|^([^\W\d]+) (\d{1,2})$")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _plain(text: str) -> str:
    """Small letters, one sort of dash, no full stops of abbreviations, no idle words."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).casefold()
    plain = re.sub(r"\bt\s?\.\s?o\s?\.\s?m\b\.?", "tom", plain)
    plain = re.sub(r"(?<=[^\W\d])\.|[,;()\"”]", " ", plain)
    plain = re.sub(r"\b(\d)(?::[ae]|st|nd|rd|th)\b", r"\1", plain)
    words = (ORDINALS.get(word, word) for word in plain.split())
    return " ".join(word for word in words if word not in IDLE)


def _read(text: str, year: int | None) -> DaySpan | None:
    try:
        return next((found for reader in READERS if (found := reader(text, year))), None)
    except (ValueError, OverflowError):
        return None


def _date(text: str, year: int | None) -> DaySpan | None:
    """2024-11-30, 20241130, 30.11.2024, 30/11-2024, and the moment that a spreadsheet makes of a day."""
    if found := re.fullmatch(r"(\d{4})([-/. ]?)(\d\d)\2(\d\d)(?:[t ]00:00(?::00)?)?", text):
        whole, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", text):
        day, month, whole = map(int, found.groups())
    else:
        return None
    only = date(whole, month, day)
    return DaySpan(only, only)


def _months_of_number(text: str, year: int | None) -> DaySpan | None:
    """2024-11, 202411, 2024/11, 11/2024: what cannot be a month is left for the school years."""
    found = re.fullmatch(r"((?:19|20)\d\d)\s?[-/m]?\s?(\d\d?)", text)
    turned = None if found else re.fullmatch(r"(\d\d?)\s?[-/]\s?((?:19|20)\d\d)", text)
    if turned:
        return _months(int(turned[2]), int(turned[1]), int(turned[1]))
    if not found or ("/" in text and _follows(found[1], found[2])):
        return None
    month = int(found[2])
    return _months(int(found[1]), month, month) if 1 <= month <= 12 else None


def _school_year(text: str, year: int | None) -> DaySpan | None:
    """2023/24, 2023-2024, läsåret 23/24: July to June. Years further apart are whole years."""
    found = SCHOOL.match(text)
    if not found:
        return None
    named, one, _, other = found.groups()
    first = int(one) if len(one) == 4 else 2000 + int(one) if named else 0
    last = int(other) if len(other) == 4 else first // 100 * 100 + int(other)
    if _follows(str(first), other):
        return DaySpan(date(first, 7, 1), date(first + 1, 6, 30))
    is_years = not named and len(one) == len(other) == 4 and 1900 <= first < last <= 2100
    return DaySpan(date(first, 1, 1), date(last, 12, 31)) if is_years else None


def _rolling(text: str, year: int | None) -> DaySpan | None:
    """So many months back from the end of a period."""
    found = ROLLING.match(text)
    if not found:
        return None
    count, unit, rest = found[1] or "", found[2] or "", found[3]
    through = THROUGH.match(rest)
    end = _read(through[1] if through else rest, year)
    if end is None:
        return None
    size = next((months for word, months in UNITS.items() if unit.startswith(word)), 1)
    months = size * int(NUMBERS.get(count, count) or 12 // size)
    after = end.last + timedelta(1)
    place = after.year * 12 + after.month - 1 - months
    day = min(after.day, monthrange(place // 12, place % 12 + 1)[1])
    return DaySpan(date(place // 12, place % 12 + 1, day), end.last)


def _through(text: str, year: int | None) -> DaySpan | None:
    """From the beginning of the year to the end of a period."""
    found = THROUGH.match(text)
    end = _read(found[1], year) if found else None
    return DaySpan(date(end.last.year, 1, 1), end.last) if end else None


def _part_of_a_year(text: str, year: int | None) -> DaySpan | None:
    """Everything that is a part of one year, which stands before it, after it, or is the goal's."""
    years = set(YEAR.findall(text))
    if len(years) > 1:
        return None
    whole = int(next(iter(years))) if years else year
    rest = YEAR.sub(" ", text) if years else text
    rest = " ".join(rest.split()).strip(" -/")
    if whole is None or (not rest and not years):
        return None
    if rest in WHOLE:
        return whole_year(whole)
    return next((found for reader in WITHIN if (found := reader(rest, whole))), None)


def _terms(rest: str, year: int) -> DaySpan | None:
    if rest in SPRING:
        return _months(year, 1, 6)
    return _months(year, 7, 12) if rest in AUTUMN else None


def _interim(rest: str, year: int) -> DaySpan | None:
    word, _, more = rest.partition(" ")
    if word not in INTERIM:
        return None
    month = INTERIM_MONTHS.get(more) or MONTHS.get(more)
    return _months(year, 1, month) if month else None


def _numbered(rest: str, year: int) -> DaySpan | None:
    for months, pattern in NUMBERED.items():
        if found := pattern.match(rest):
            first = int(found[1] or found[2])
            last = int(found[3] or first)
            if 1 <= first <= last <= 12 // months:
                return _months(year, (first - 1) * months + 1, last * months)
    return None


def _weeks(rest: str, year: int) -> DaySpan | None:
    found = WEEK.match(rest)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    begins, ends = date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7)
    return DaySpan(begins, ends) if begins < ends else None


def _named_months(rest: str, year: int) -> DaySpan | None:
    found = NAMED_MONTHS.match(rest.removeprefix("månad ").removeprefix("month "))
    if not found:
        return None
    first = MONTHS.get(found[1])
    last = MONTHS.get(found[2]) if found[2] else first
    return _months(year, first, last) if first and last and first <= last else None


def _day_of_year(rest: str, year: int) -> DaySpan | None:
    found = DAY.match(rest)
    if not found:
        return None
    number = found[1] or found[3] or found[6]
    month = int(found[4]) if found[4] else MONTHS.get(found[2] or found[5])
    only = date(year, month, int(number)) if month else None
    return DaySpan(only, only) if only else None


READERS: tuple[Callable[[str, int | None], DaySpan | None], ...] = (
    _date, _months_of_number, _school_year, _rolling, _through, _part_of_a_year,
)  # fmt: skip
WITHIN: tuple[Callable[[str, int], DaySpan | None], ...] = (
    _numbered, _terms, _interim, _weeks, _named_months, _day_of_year,
)  # fmt: skip


def _months(year: int, first: int, last: int) -> DaySpan:
    return DaySpan(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _follows(one: str, other: str) -> bool:
    """True when the second year, of two digits or four, is the one after the first."""
    return len(one) == 4 and len(other) in (2, 4) and str(int(one) + 1).endswith(other)
