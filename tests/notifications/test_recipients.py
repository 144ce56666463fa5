"""Who hears: a committee's letter goes to its mailbox, its chair and its secretary, and is kept as it was sent; a person
gets letters in their own language, and only those they want."""

import zlib
from datetime import date, timedelta

import pytest

from tests.notifications.ways import House
from tests.people import Town
from tests.stories.ways import planned
from workflow.records.sql import run

MAILBOX = "bun@mariestad.invalid"


@pytest.fixture
def house(town: Town) -> House:
    """The town on the day before forecast 1 closes; the committee has a mailbox, and Olle reads English."""
    with town.database.writing() as session:
        run(session, "UPDATE unit SET email = ? WHERE id = ?", (MAILBOX, town.unit["BUN"]))
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.olle.person,))
    planned(town)
    house = House(town)
    town.tick(date(2027, 5, 5))
    house.settle()
    return house


def test_a_committees_letter_goes_to_its_mailbox_its_chair_and_its_secretary(house: House) -> None:
    house.days(date(2027, 5, 6), date(2027, 5, 7))
    with house.town.database.reading() as session:
        sent = run(session, "SELECT address, subject, source FROM mail WHERE outcome = 'sent' AND kind = 'morning' "
                   "AND at LIKE '2027-05-07%' ORDER BY address").all()  # fmt: skip
    told = {address.partition("@")[0]: (subject, zlib.decompress(source)) for address, subject, source in sent}
    assert {"bun", "nils", "olle", "dina"} <= told.keys()
    assert told["bun"][0] == told["nils"][0] == "Uppföljningen är stängd: Barn- och utbildningsnämnden"
    assert told["olle"][0] == "The round has closed: Barn- och utbildningsnämnden"
    taken = dict(house.relay.taken)
    assert taken[MAILBOX] == told["bun"][1] and b"Content-Language: sv" in taken[MAILBOX]


def test_a_committee_without_a_mailbox_is_its_chair_and_secretary(house: House) -> None:
    with house.town.database.writing() as session:
        run(session, "UPDATE unit SET email = ''")
    house.days(date(2027, 5, 6), date(2027, 5, 7))
    assert {"nils", "olle"} <= set(house.letters()) and "bun" not in house.letters()


def test_who_wants_only_what_is_to_be_done_hears_of_nothing_else(house: House) -> None:
    with house.town.database.writing() as session:
        run(session, "UPDATE person SET letters = 'duties' WHERE id = ?", (house.town.olle.person,))
    house.days(date(2027, 5, 6), date(2027, 5, 7))
    assert "olle" not in house.letters() and "nils" in house.letters()


def test_whose_seat_has_ended_hears_no_more(house: House) -> None:
    house.town.today = date(2027, 5, 5)
    house.town.leave("olle", date(2027, 5, 5))
    house.days(date(2027, 5, 6), date(2027, 5, 7) + timedelta(days=3))
    assert "olle" not in house.letters() and "bun" in house.letters()


def test_a_letter_to_what_is_no_address_is_the_registrars_to_see_to(house: House) -> None:
    town = house.town
    with town.database.writing() as session:
        run(session, "UPDATE person SET email = 'nils at the office' WHERE id = ?", (town.nils.person,))
    house.days(date(2027, 5, 6), date(2027, 5, 7))
    [case] = town.find("undelivered", None)
    assert case.state == "open" and case.facts["undelivered"]["person"] == town.nils.person
    town.do("handle", case.id, town.ada, text="Adressen är rättad.")
    assert town.case(case.id).state == "handled"
