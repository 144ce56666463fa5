"""Days as a calendar reads them (RFC 5545): all-day events, the same from a feed and in a letter."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import icalendar

MADE_BY = "-//Malhjulet//Malhjulet//SV"
HOST = "malhjulet"
"""What ends every UID."""


def event(uid: str, title: str, on: date, url: str, at: datetime) -> icalendar.Event:
    """A whole day, that makes nobody busy: a day and no moment, so that no change of clocks can move it.

    `uid` is what it is known by and never changes (see `uid_of`); `at` the moment at which it was last said so.
    """
    made = icalendar.Event()
    moment = at.astimezone(UTC).replace(microsecond=0)
    made.add("uid", uid)
    made.add("dtstamp", moment)
    made.add("last-modified", moment)
    made.add("dtstart", on)
    made.add("summary", " ".join(title.split()))
    made.add("url", url)
    made.add("transp", "TRANSPARENT")
    return made


def calendar(events: Iterable[icalendar.Event], name: str, method: str = "") -> bytes:
    """A calendar with the events, as bytes; `method` ("PUBLISH") for one that is sent in a letter."""
    made = icalendar.Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    made.add("name", name)
    made.add("x-wr-calname", name)
    for one in events:
        made.add_component(one)
    found: bytes = made.to_ical()
    return found


def uid_of(case: int, what: str) -> str:
    """What an event is known by: the case and the duty, whatever its day."""
    return f"{case}-{what}@{HOST}"
