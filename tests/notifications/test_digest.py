"""One letter a morning whatever becomes of it: lent to the dead, put off by a wrong clock."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from notifications.enqueue import enqueue
from notifications.outbox import ClaimedMessage, claim, put_off
from tests.notifications.ways import House
from tests.people import Town, moment
from tests.stories.ways import forecast, planned
from workflow.records.sql import run

OUT = date(2027, 4, 9)
"""The day on which Maja is reminded of the first forecast, due on the 12th."""


@pytest.fixture
def house(town: Town) -> House:
    """The town on the night before, when the letters have been made."""
    planned(town)
    town.tick(date(2027, 4, 7))
    house = House(town)
    house.settle()
    house.days(date(2027, 4, 8), date(2027, 4, 8))
    house.relay.taken.clear()
    house.turn(moment(OUT, 2))
    return house


def lent(house: House, at: datetime) -> ClaimedMessage:
    """Maja's letter, lent to a worker that is never heard of again."""
    with house.town.database.writing() as session:
        [letter] = [one for one in claim(session, at, 100, "dead") if one.recipient.person == house.town.maja.person]
    return letter


def outcomes(house: House) -> list[tuple[str, str]]:
    """(day of the key, outcome) of Maja's morning letters since, in order."""
    sql = "SELECT key, outcome FROM mail WHERE person = ? AND kind = 'morning' AND key >= ? ORDER BY number"
    with house.town.database.reading() as session:
        rows = run(session, sql, (house.town.maja.person, f"morning/{OUT}")).all()
    return [(key.split("/")[1], outcome) for key, outcome in rows]


def test_what_a_dead_worker_was_lent_is_told_in_the_next_letter(house: House) -> None:
    lent(house, moment(OUT, 5))
    house.days(date(2027, 4, 13), date(2027, 4, 13))
    house.release(moment(date(2027, 4, 13), 7))
    house.turn(moment(date(2027, 4, 13), 7))
    assert outcomes(house) == [("2027-04-09", "superseded"), ("2027-04-13", "sent")]
    assert house.letters().count("maja") == 1


def test_who_has_had_a_letter_today_has_the_next_on_the_next_working_day(house: House) -> None:
    """Friday: what is told in the course of the day waits until Monday."""
    house.send(moment(OUT, 6))
    town, goal = house.town, house.town.find("goal")[0].id
    town.today = OUT
    forecast(town, goal, "R1", "partly")
    house.turn(moment(OUT, 12))
    assert outcomes(house)[-1] == ("2027-04-12", "")
    house.days(OUT + timedelta(days=1), OUT + timedelta(days=3))
    assert [day for day, outcome in outcomes(house) if outcome == "sent"] == ["2027-04-09", "2027-04-12"]


def test_what_a_wrong_clock_put_off_goes_when_somebody_has_looked(house: House) -> None:
    letter = lent(house, moment(OUT, 5))
    with house.town.database.writing() as session:
        put_off(session, letter, moment(date(2027, 5, 9)), "451", "dead")
    house.send(moment(OUT, 8))
    assert "maja" not in house.letters()
    house.release(moment(OUT, 8))
    house.send(moment(OUT, 8))
    assert house.letters().count("maja") == 1


def test_two_who_make_letters_at_once_for_the_first_time_make_each_once(town: Town) -> None:
    with town.database.writing() as session:
        for table in ("mail_line", "mail", "letterbox"):
            run(session, f"DELETE FROM {table}")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: enqueue(town.database, town.now), range(4)))
    with town.database.reading() as session:
        assert sum(made) == run(session, "SELECT count(*) FROM mail").scalar_one() > 0
