"""The pages around letters on both databases: they count, sort out and show the same."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.cycle.test_reminder_requests import late
from tests.people import Town
from tests.towns import town
from tests.web.conftest import SETTINGS
from web.app import create_app
from workflow.records.mail import Mail
from workflow.records.sql import run
from workflow.states.context import Who

__all__ = ["town"]


@pytest.fixture
def clients(town: Town) -> Iterator[dict[str, FlaskClient]]:
    """The quality chief's browser and the administrator's, with letters that were sent and one that is held."""
    late(town)
    with town.database.writing() as session:
        others = "SELECT max(number) FROM mail WHERE person <> ?"
        last = run(session, others, (town.maja.person,)).scalar_one()
        mail = session.get_one(Mail, (town.clock.organisation, last))
        mail.done_at, mail.outcome, mail.next_at = None, "", datetime(9999, 12, 31, tzinfo=UTC)
    app = create_app(SETTINGS, town.database, lambda: town.now, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield {name: _signed_in(app.test_client(), who) for name, who in (("Kia", town.kia), ("Ada", town.ada))}


def _signed_in(client: FlaskClient, who: Who) -> FlaskClient:
    client.post("/logga-in", data={"person": f"{who.organisation}/{who.person}"})
    return client


def test_letters_are_counted_and_sorted_out_by_state(clients: dict[str, FlaskClient]) -> None:
    ada = clients["Ada"]
    assert "Hålls kvar (1)" in ada.get("/post").text
    assert ada.get("/post?lage=held").text.count("<tr>") == 2
    assert "Maja" in ada.get("/post?lage=sent").text


def test_what_was_told_is_listed_and_what_is_asked_for_is_sent(town: Town, clients: dict[str, FlaskClient]) -> None:
    kia = clients["Kia"]
    page = kia.get("/saknas").text
    assert "/forecast?omgang=R1" not in page and "Barn- och utbildningsnämnden" in page
    assert "Påminnelse" in kia.get("/paminnelser").text
    value = f"{town.find('goal')[0].id}:forecast/R1"
    assert "maja@mariestad.invalid" in kia.post("/saknas", data={"val": value}).text
    assert "Breven går ut nu" in kia.post("/saknas/skicka", data={"val": value}, follow_redirects=True).text
    assert "Påminnelse från kvalitetschefen" in kia.get("/saknas").text
    assert "Maja" in kia.get("/dev/mail").text
