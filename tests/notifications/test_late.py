"""What a slow worker has told is not told again: its letter was taken into the next one while it was handed over."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask_mail import Message

from notifications.enqueue import enqueue
from tests.notifications.ways import House, Relay
from tests.people import Town, moment
from tests.stories.ways import forecast, planned
from workflow.records.sql import run

DAY, NEXT = date(2027, 4, 8), date(2027, 4, 9)
"""Thursday, and Friday, on which Maja is reminded of the first forecast, due on the 12th."""
MONDAY, TUESDAY = date(2027, 4, 12), date(2027, 4, 13)
MORE = "Andelen behöriga lärare ska vara minst 90 % år 2027"


@dataclass
class SlowRelay(Relay):
    """Takes a letter at once, and answers the first one to somebody only when something else has happened."""

    to: str = ""
    meanwhile: Callable[[], None] | None = None

    def send(self, message: Message) -> None:
        """Take a letter."""
        super().send(message)
        if self.meanwhile and str(message.recipients[0]).startswith(self.to):
            happens, self.meanwhile = self.meanwhile, None
            happens()


@pytest.fixture
def house(town: Town) -> House:
    """The town on Thursday morning, with two goals; all that has happened so far has been told."""
    planned(town)
    planned(town, MORE)
    town.tick(date(2027, 4, 7))
    house = House(town)
    house.settle()
    house.days(DAY, DAY)
    house.relay.taken.clear()
    return house


def slow(house: House, at: datetime, to: str, meanwhile: Callable[[], None]) -> None:
    """A worker sends what may be sent at the moment; while it hands over a letter to somebody, something happens."""
    house.relay = SlowRelay(house.relay.taken, to, meanwhile)
    house.send(at)
    assert house.relay.meanwhile is None, f"no letter went to {to}"


def one_by_one(house: House, at: datetime, until: Callable[[], bool]) -> None:
    """Another worker sends one letter after the other, until something has come of it."""
    for _ in range(20):
        if until():
            return
        house.send(at, 1)
    raise AssertionError("it never came")


def wakes(house: House, at: datetime) -> None:
    """The clock ticks and letters are made; nobody sends them."""
    town = house.town
    town.today = at.date()
    town.tick_at(town.today, at.hour)
    enqueue(town.database, at)


def letters(house: House, to: str) -> list[tuple[str, list[Any]]]:
    """(outcome, lines) of the morning's letters to somebody since the story began, in order."""
    sql = (
        "SELECT m.number, m.outcome, l.event FROM mail m LEFT JOIN mail_line l ON l.organisation = m.organisation "
        "AND l.mail = m.number WHERE m.organisation = ? AND m.person = ? AND m.at >= ? ORDER BY m.number, l.event"
    )
    values = (house.town.clock.organisation, house.town.people[to].person, f"{DAY}T08")
    found: dict[int, tuple[str, list[Any]]] = {}
    with house.town.database.reading() as session:
        for number, outcome, event in run(session, sql, values).all():
            found.setdefault(number, (outcome, []))[1].extend([event] * (event is not None))
    return list(found.values())


def told_twice(house: House, to: str) -> list[int]:
    """The events that more than one letter told somebody, of those that were sent."""
    events = Counter(event for outcome, lines in letters(house, to) if outcome == "sent" for event in lines)
    return [event for event, times in events.items() if times > 1]


def test_what_a_slow_worker_told_is_not_told_in_the_letter_that_took_its_lines(house: House) -> None:
    forecast(house.town, house.town.find("goal")[0].id, "R1", "partly")
    enqueue(house.town.database, moment(DAY, 10))
    slow(house, moment(NEXT, 5), "dina", lambda: wakes(house, moment(NEXT, 6)))
    house.send(moment(NEXT, 7))
    assert house.letters().count("dina") == 1
    house.days(NEXT + timedelta(days=1), NEXT + timedelta(days=3))
    assert [outcome for outcome, lines in letters(house, "dina") if lines] == ["sent", "sent"]
    assert not told_twice(house, "dina")


def test_a_reminder_that_a_slow_worker_handed_over_is_not_given_again(house: House) -> None:
    wakes(house, moment(NEXT, 2))
    slow(house, moment(NEXT, 5), "maja", lambda: wakes(house, moment(TUESDAY, 2)))
    house.release(moment(TUESDAY, 3))
    house.send(moment(TUESDAY, 6))
    assert [outcome for outcome, _ in letters(house, "maja")] == ["sent", "sent"]
    assert not told_twice(house, "maja")


def test_what_a_letter_that_gave_way_told_all_the_same_is_not_told_again(house: House) -> None:
    first, second = house.town.find("goal")
    forecast(house.town, first.id, "R1", "partly")
    enqueue(house.town.database, moment(DAY, 10))

    def gives_way() -> None:
        forecast(house.town, second.id, "R1", "partly")
        enqueue(house.town.database, moment(NEXT, 5))
        for days in (1, 2, 3):
            house.town.beat(NEXT + timedelta(days=days))
        one_by_one(house, moment(MONDAY, 5), lambda: letters(house, "dina")[0][0] == "superseded")

    slow(house, moment(NEXT, 5), "dina", gives_way)
    house.send(moment(MONDAY, 6))
    assert [(outcome, len(lines)) for outcome, lines in letters(house, "dina")] == [("sent", 5), ("sent", 1)]
    assert not told_twice(house, "dina")
