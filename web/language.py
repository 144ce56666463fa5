"""Texts, dates and numbers in the reader's language."""

from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask, current_app

from workflow.cycle.working_days import SWEDEN
from workflow.measuring.rounding import DIGITS
from workflow.words import Sentence, catalogue, said

LOCALES = {"sv": "sv", "en": "en_GB"}
NUMBER = "#,##0." + "#" * DIGITS
SWEDISH = str.maketrans("åäö", "{|}")
"""The three letters after z."""
_reads: ContextVar[str] = ContextVar("reads", default="")
"""The language of who is signed in. (Not in `g`: it is asked for hundreds of times a page.)"""


def init(app: Flask) -> None:
    """What templates may say."""
    app.jinja_env.globals |= {"_": say, "language": language}
    app.context_processor(_saying)
    app.teardown_request(lambda _: read_in(""))
    app.jinja_env.filters |= {
        "say": say,
        "day": day,
        "time": time,
        "clock": clock,
        "number": number,
        "upper_first": upper_first,
    }


def language() -> str:
    """The language of the reader, or of the installation while nobody is signed in."""
    return _reads.get() or str(current_app.config["LANGUAGE"])


def read_in(code: str) -> None:
    """From now on, until the request ends, texts are for somebody who reads the language."""
    _reads.set(code)


def say(value: Any, /, **values: object) -> str:
    """A message id with its values, a sentence or a title, in the reader's language."""
    return _say(language(), value, values)


def day(value: date | datetime | str) -> str:
    """A date as people write it: 11 sep. 2026."""
    if isinstance(value, datetime):
        value = value.astimezone(SWEDEN).date()
    return _day(value, LOCALES[language()])


def time(value: datetime) -> str:
    """Day and time of day in Sweden."""
    return _time(value, LOCALES[language()])


@lru_cache(maxsize=4096)
def clock(value: datetime | str) -> str:
    """The time of day in Sweden: 14:32."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return f"{value.astimezone(SWEDEN):%H:%M}"


def number(value: float) -> str:
    """A number with the language's own decimal sign."""
    return _number(value, LOCALES[language()])


def upper_first(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def sorting(text: str) -> str:
    """A key that sorts as Swedish does: å, ä and ö last, in that order."""
    return text.casefold().translate(SWEDISH)


def _saying() -> dict[str, object]:
    """What a template says in, once the reader is known: a page says hundreds of things."""
    reads = language()
    return {"_": lambda value, /, **values: _say(reads, value, values)}


def _say(reads: str, value: Any, values: dict[str, object]) -> str:
    if not isinstance(value, str):
        return said(value, reads)
    text = catalogue(reads).get(value, value)
    return text if "%" not in text else Sentence(value, values).in_(reads)


@lru_cache(maxsize=4096)
def _day(value: date | str, locale: str) -> str:
    return format_date(date.fromisoformat(value) if isinstance(value, str) else value, "d MMM y", locale=locale)


@lru_cache(maxsize=4096)
def _time(value: datetime, locale: str) -> str:
    return format_datetime(value, "d MMM y HH:mm", tzinfo=SWEDEN, locale=locale)


@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> str:
    return format_decimal(value, NUMBER, locale=locale)
