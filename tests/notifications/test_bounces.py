"""An address that letters do not reach: one case, for whoever can put it right, and what was not told is told then."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from flask_mail import Message

from notifications.bounces import settle
from notifications.smtp import LetterRefused
from tests.notifications.ways import House, Relay
from tests.people import Town, moment
from tests.stories.ways import planned
from workflow.records.case import Case
from workflow.records.sql import run

BAD, GOOD = "maja@mariestad.invalid", "maja.ny@mariestad.invalid"
SENT_BACK = "550 5.1.1 No such reader"
DUE = date(2027, 4, 12)
"""The day on which the first forecast is due."""


class Picky(Relay):
    """Refuses what is to an address."""

    refuses = BAD

    def send(self, message: Message) -> None:
        """Take a letter, or not."""
        if message.recipients[0] == self.refuses:
            raise LetterRefused(SENT_BACK)
        super().send(message)


@pytest.fixture
def house(town: Town) -> House:
    """The town in the week before the forecast is due, with a relay that knows no Maja."""
    planned(town)
    town.tick(date(2027, 3, 30))
    house = House(town, Picky())
    house.settle()
    return house


def undelivered(house: House) -> list[Case]:
    """The cases of addresses."""
    return house.town.find("undelivered", None)


def becomes(house: House, address: str) -> None:
    """Somebody writes another address for Maja."""
    with house.town.database.writing() as session:
        run(session, "UPDATE person SET email = ? WHERE id = ?", (address, house.town.maja.person))


def bodies(house: House, to: str) -> list[str]:
    """The text of the letters that somebody was sent."""
    found = [message_from_bytes(source, policy=default) for recipient, source in house.relay.taken
             if recipient.startswith(f"{to}@")]  # fmt: skip
    return [body.get_content() for message in found if (body := message.get_body(("plain",)))]


def test_an_address_has_one_case_however_many_letters_come_back(house: House) -> None:
    house.days(date(2027, 3, 31), DUE + timedelta(days=3))
    with house.town.database.reading() as session:
        came_back = run(session, "SELECT count(*) FROM mail WHERE outcome = 'bounced'").scalar_one()
    assert came_back > 1
    [case] = undelivered(house)
    assert (case.state, case.facts["undelivered"]["person"]) == ("open", house.town.maja.person)


def test_it_is_told_to_who_can_put_it_right_and_says_whose_it_is_and_which(house: House) -> None:
    house.days(date(2027, 3, 31), date(2027, 4, 30))
    told = [
        name for name in ("ada", "dina", "kia", "kajsa", "olle") if any(BAD in body for body in bodies(house, name))
    ]
    assert told == ["ada"]
    assert all("Maja" in body for body in bodies(house, "ada") if BAD in body)


def test_nobody_is_escalated_whose_reminder_came_back_until_it_has_been_told(house: House) -> None:
    house.days(date(2027, 3, 31), date(2027, 4, 18))
    [goal] = [case for case in house.town.find("goal") if case.state == "action_planned"]
    assert not house.told(goal.id, "forecast/R1", DUE - timedelta(days=14)), "neither Maja nor anybody above her"
    becomes(house, GOOD)
    assert settle(house.town.database, moment(date(2027, 4, 19), 1)) == 1
    assert [case.state for case in undelivered(house)] == ["handled"]
    house.days(date(2027, 4, 19), date(2027, 4, 27))
    told = house.told(goal.id, "forecast/R1", date(2027, 4, 19))
    assert told[0][:2] == ("2027-04-19", "maja.ny") and told[1:], told
    assert all(day > "2027-04-19" for day, *_ in told[1:]), (
        "and then, after as long as the ladder says, those above her"
    )
    assert len([body for body in bodies(house, "maja.ny") if "rognos" in body]) == 1, (
        "one letter of all that did not come"
    )


def test_a_later_letter_that_arrives_closes_it(house: House) -> None:
    house.days(date(2027, 3, 31), date(2027, 4, 2))
    assert [case.state for case in undelivered(house)] == ["open"]
    assert settle(house.town.database, moment(date(2027, 4, 5), 1)) == 0
    house.relay.refuses = "nobody"
    house.days(date(2027, 4, 3), DUE)
    assert settle(house.town.database, moment(DUE, 7)) == 1
    assert [case.state for case in undelivered(house)] == ["handled"]


def test_once_it_is_closed_another_letter_that_comes_back_makes_another_case(house: House) -> None:
    house.days(date(2027, 3, 31), date(2027, 4, 2))
    [case] = undelivered(house)
    house.town.do("handle", case.id, house.town.ada, text="Adressen är rättad.")
    house.days(date(2027, 4, 3), DUE)
    assert sorted(case.state for case in undelivered(house)) == ["handled", "open"]
