"""A person says which letters to get, from a letter or by a mail program, without signing in."""

import pytest
from flask import Flask

from tests.web.conftest import SETTINGS
from tests.web.town import Town
from workflow.exchange.addresses import of_letters
from workflow.records.organisation import Person


def letters(town: Town, name: str) -> str:
    """Which letters the person gets."""
    with town.database.reading() as session:
        found = session.get(Person, town.people[name])
        return found.letters if found else ""


def test_one_post_is_enough_and_the_page_takes_it_back(app: Flask, town: Town) -> None:
    address = of_letters(town.organisation, town.people["Maja"], SETTINGS.secret_key)
    client = app.test_client()
    assert "Bara det jag ska göra" in client.get(address).text
    assert client.post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert letters(town, "Maja") == "duties"
    assert "Bara det jag ska göra" in client.post(address, data={"letters": "all"}).text
    assert letters(town, "Maja") == "all"


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_was_made_up_is_nobodys(app: Flask, town: Town, method: str) -> None:
    right = of_letters(town.organisation, town.people["Maja"], SETTINGS.secret_key)
    other = of_letters(town.organisation, town.people["Dina"], SETTINGS.secret_key)
    made_up = right.rsplit("-", 1)[0] + "-" + other.rsplit("-", 1)[1]
    for address in (right[:-1] + ("0" if right[-1] != "0" else "1"), made_up, "/brev/1-99999-x"):
        assert getattr(app.test_client(), method)(address).status_code == 404
    assert letters(town, "Maja") == "all"
