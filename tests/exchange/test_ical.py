"""Days as calendars read them: whole, escaped, folded, and the same when they are read back."""

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest

from workflow.exchange.ical import calendar, event, uid_of

AT = datetime(2026, 11, 24, 13, 0, 59, 123456, tzinfo=timezone(timedelta(hours=1)))
TITLES = (
    "Godkänn, signera; skicka",
    'Bakåt\\streck och "citat"',
    "Två\nrader\r\nblir en",
    "Å" * 200,
    "BEGIN:VALARM",
)


def read(made: bytes) -> icalendar.Calendar:
    """The calendar, read strictly."""
    return icalendar.Calendar.from_ical(made)  # type: ignore[return-value]


def one(title: str = "Lämna prognos", on: date = date(2027, 4, 12)) -> icalendar.Event:
    """An event."""
    return event(uid_of(7, "forecast/R1"), title, on, "https://mal.example.se/mal/7/forecast?omgang=R1", AT)


@pytest.mark.parametrize("title", TITLES)
def test_what_is_read_back_is_what_was_written(title: str) -> None:
    [found] = read(calendar([one(title)], "Mina, dagar")).walk("VEVENT")
    assert found["SUMMARY"] == " ".join(title.split())
    assert found["UID"] == "7-forecast/R1@malhjulet"
    assert found.decoded("DTSTART") == date(2027, 4, 12)
    assert found.decoded("DTSTAMP") == datetime(2026, 11, 24, 12, 0, 59, tzinfo=UTC)
    assert found["URL"] == "https://mal.example.se/mal/7/forecast?omgang=R1"
    assert not found.errors and len(found.subcomponents) == 0


@pytest.mark.parametrize("title", TITLES)
def test_lines_end_as_they_should_and_are_never_longer_than_75_bytes(title: str) -> None:
    made = calendar([one(title)], "Mina dagar " * 20)
    assert made.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"") and b"\r" not in made.replace(b"\r\n", b"")
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert made.count(b"BEGIN:VEVENT") == 1


@pytest.mark.parametrize("on", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2027, 12, 31)])
def test_a_day_is_a_day_whatever_the_clocks_do(on: date) -> None:
    made = calendar([one(on=on)], "Mina dagar")
    assert f"DTSTART;VALUE=DATE:{on:%Y%m%d}\r\n".encode() in made
    assert b"TZID" not in made and b"DTEND" not in made


def test_a_calendar_of_a_letter_says_what_it_is_for_and_a_feed_does_not() -> None:
    assert read(calendar([one()], "Mina dagar", "PUBLISH"))["METHOD"] == "PUBLISH"
    feed = read(calendar([], "Mina dagar"))
    assert "METHOD" not in feed and feed["X-WR-CALNAME"] == "Mina dagar" and feed["VERSION"] == "2.0"
