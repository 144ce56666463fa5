"""The bodies, the chair's work, search and what is new: the same pages on PostgreSQL as on SQLite."""

import pytest
from flask.testing import FlaskClient

from tests.people import Town
from tests.towns import town
from tests.web.conftest import SETTINGS
from web.app import create_app

__all__ = ["town"]

PAGES = (
    "/namnder?ar=2027", "/namnder/BUN?ar=2027", "/namnder/BUN/omraden?ar=2027", "/namnder/BUN/forslag?ar=2027",
    "/namnder/BUN/svar?ar=2027", "/sok?q=examen", "/sedan-sist", "/sedan-sist?namnd=BUN",
)  # fmt: skip


@pytest.fixture
def olle(town: Town) -> FlaskClient:
    """The chair's browser."""
    app = create_app(SETTINGS, town.database, lambda: town.now, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    client.post("/logga-in", data={"person": f"{town.clock.organisation}/{town.olle.person}"})
    return client


def test_every_page_is_there(town: Town, olle: FlaskClient) -> None:
    goal = town.goal()
    for address in PAGES:
        assert olle.get(address).status_code == 200, address
    assert f"/mal/{goal}" in olle.get("/sok?q=examen").text


def test_what_is_refused_is_told_and_the_rest_is_kept(town: Town, olle: FlaskClient) -> None:
    good, poor = town.goal(), town.goal("Ett mål som saknar fokusområde")
    town.do("reword", poor, town.maja, goal="Ett mål som saknar fokusområde", no_area_motive="Eget")
    said = {"val": [str(good), str(poor)], "all-measurability": "Betygsdatabasen", "all-followed_how": "I juni"}
    answer = olle.post("/namnder/BUN/forslag?ar=2027", data=said)
    assert answer.status_code == 409 and "Klart: 1" in answer.text
    assert (town.case(good).state, town.case(poor).state) == ("proposed", "draft")
    areas = {"new-0-area": "Fler tar examen", "act": "add"}
    assert olle.post("/namnder/BUN/omraden?ar=2027", data=areas).status_code == 303
    assert olle.post("/sedan-sist").status_code == 303
