"""Everybody is down for a day, a week, forty days: what was missed is told as it stands, one letter to each (T17)."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.notifications.ways import House
from tests.people import Town, moment
from tests.stories.ways import forecast, planned
from workflow.cycle.timetable import default_timetable
from workflow.records.sql import run

BEFORE = date(2027, 4, 7)
"""The last day before everything is down: the first forecast, due on 12 April, has been asked for once."""


@pytest.fixture
def house(town: Town) -> House:
    """The town in its first round, with two goals."""
    planned(town)
    town.tick(date(2027, 3, 30))
    house = House(town)
    house.settle()
    house.days(date(2027, 3, 31), BEFORE)
    house.relay.taken.clear()
    return house


def comes_back(house: House, days: int) -> date:
    """The day on which everybody is up again: the clock ticks, and somebody lets the letters go if they are held."""
    house.town.today = day = BEFORE + timedelta(days=days + 1)
    house.turn(moment(day, 5))
    house.release(moment(day, 7))
    house.turn(moment(day, 7))
    return day


@pytest.mark.parametrize("days", [1, 7, 40])
def test_after_an_outage_everybody_has_one_letter(house: House, days: int) -> None:
    comes_back(house, days)
    assert house.relay.taken and max(Counter(house.letters()).values()) == 1


def test_after_more_than_two_days_somebody_has_to_look_first(house: House) -> None:
    house.turn(moment(BEFORE + timedelta(days=5)))
    assert not house.relay.taken
    house.release(moment(BEFORE + timedelta(days=5), 10))
    house.turn(moment(BEFORE + timedelta(days=5), 10))
    assert house.relay.taken


def test_only_the_highest_reminder_is_told(house: House) -> None:
    goal = house.town.find("goal")[0].id
    day = comes_back(house, 7)
    assert house.told(goal, "forecast/R1", day) == [("2027-04-15", "maja", "reminder+1")]


def test_nobody_is_escalated_before_the_reminder_has_been_out(house: House) -> None:
    goal = house.town.find("goal")[0].id
    house.days(comes_back(house, 7) + timedelta(days=1), date(2027, 4, 23))
    assert house.told(goal, "forecast/R1", date(2027, 4, 14)) == [
        ("2027-04-15", "maja", "reminder+1"), ("2027-04-19", "cora", "escalation+3"), ("2027-04-19", "dina", "escalation+3"),
        ("2027-04-21", "kia", "escalation+5"),
    ]  # fmt: skip


def test_it_is_counted_from_when_the_reminder_was_sent_not_from_when_it_was_told(house: House) -> None:
    """The clock ran all the time; only the relay was down."""
    goal = house.town.find("goal")[0].id
    day = BEFORE
    while day < date(2027, 4, 20):
        day += timedelta(days=1)
        house.town.today = day
        house.town.tick(day)
    house.days(date(2027, 4, 21), date(2027, 4, 28))
    assert house.told(goal, "forecast/R1", BEFORE) == [
        ("2027-04-21", "maja", "reminder+1"), ("2027-04-23", "cora", "escalation+3"), ("2027-04-23", "dina", "escalation+3"),
        ("2027-04-27", "kia", "escalation+5"),
    ]  # fmt: skip


def test_a_round_that_closed_meanwhile_is_open_for_as_long_as_it_was_silent(house: House) -> None:
    goal = house.town.find("goal")[0].id
    day = comes_back(house, 40)
    assert house.told(goal, "forecast/R1", day) == [("2027-05-18", "maja", "reminder+1")]
    forecast(house.town, goal, "R1")
    house.days(day + timedelta(days=1), day + timedelta(days=20))
    assert len(house.told(goal, "forecast/R1", day)) == 1


def test_what_people_decided_is_told_however_late(house: House) -> None:
    """The web was up, and only the letters stood still."""
    town = house.town
    town.do(
        "set_timetable",
        town.find("goal_year")[0].id,
        town.kia,
        rounds=default_timetable(town.model, 2027),
        why="Samma dagar",
    )
    comes_back(house, 7)
    with town.database.reading() as session:
        sql = "SELECT outcome, count(*) FROM mail WHERE kind = 'goal_year.set_timetable' GROUP BY outcome"
        assert {row[0] for row in run(session, sql).all()} == {"sent"}
