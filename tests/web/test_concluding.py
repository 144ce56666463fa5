"""The end of the year: fifty tasks are one, what was met is concluded at once, what nobody closed is closed with why."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import SETTINGS, SignIn
from tests.web.counting import statements
from tests.web.ending import ended, entered, state, told_to_the_end, web_in_march
from tests.web.reading import form, owed, words
from tests.web.town import Town

PLACE = "/mal/avsluta?ar=2026"
MOST = 8


@pytest.fixture
def march(town: Town) -> Flask:
    """The town's web on a day in March."""
    return web_in_march(town, SETTINGS)


@pytest.fixture
def kia(march: Flask, town: Town) -> FlaskClient:
    """The quality chief in March."""
    return entered(march, town, "Kia")


def versions(town: Town, goals: list[int]) -> dict[str, str]:
    """The hidden fields beside the checkboxes."""
    return {f"version-{goal}": str(state(town, goal).version) for goal in goals}


def test_many_goals_to_conclude_are_one_task_that_leads_to_them_all(kia: FlaskClient, town: Town) -> None:
    goals = ended(town, met=12)
    page = owed(kia.get("/"))
    assert page.count("Avsluta målet") == 1 and f"Avsluta målet ({len(goals)} mål)" in page
    assert f"och {len(goals) - 8} till" in page
    address = re.search(r'href="(/mal/\d+/conclude[^"]*)"', page)
    assert address
    answer = kia.get(address[1])
    assert answer.status_code == 303 and answer.location == PLACE


def test_all_that_was_met_is_chosen_and_concluded_in_one(kia: FlaskClient, town: Town) -> None:
    goals = ended(town)
    page = kia.get(PLACE)
    chosen = re.findall(r'name="val" value="(\d+)" checked', page.text)
    assert sorted(map(int, chosen)) == sorted(goals)
    once = form(page).fields["once"]
    data = {"act": "conclude", "once": once, "val": chosen, **versions(town, goals)}
    answer = kia.post(PLACE, data=data, follow_redirects=True)
    assert f"Avslutade mål: {len(goals)}." in words(answer)
    assert {state(town, goal).state for goal in goals} == {"analysed"} and state(
        town, town.cases["partly"]
    ).state == "closed"
    assert "Avsluta målet" not in owed(kia.get("/"))
    events = state(town, goals[0]).seq
    assert kia.post(PLACE, data=data).status_code == 422
    assert state(town, goals[0]).seq == events


def test_what_is_refused_is_told_and_the_rest_is_taken(kia: FlaskClient, town: Town) -> None:
    first, second, *_ = ended(town)
    data = {"act": "conclude", "val": [first, second], **versions(town, [second]), f"version-{first}": "1"}
    answer = kia.post(PLACE, data=data)
    assert answer.status_code == 409 and "Det här gick inte" in words(answer)
    assert "Mål 1 är nått" in answer.text.partition('role="alert"')[2][:800]
    assert state(town, first).state == "closed" and state(town, second).state == "analysed"


def test_the_page_shows_values_against_targets_and_what_is_lacking(kia: FlaskClient, town: Town) -> None:
    ended(town)
    read = words(kia.get(PLACE))
    assert "Examen inom tre år: 76,5 procent, målvärde 75 procent" in read and "Fler tog examen." in read
    assert "Mål som nåddes delvis" in read and "Analysen saknas" in read
    assert "Frånvaron i gymnasieskolan ska minska" in read and "Sista dag:" in read
    assert "Stäng valda mål utan redovisning" not in read


def test_what_nobody_closed_is_closed_with_one_motive_when_all_have_been_told(kia: FlaskClient, town: Town) -> None:
    ended(town)
    other = town.cases["other"]
    refused = kia.post(PLACE, data={"act": "close_unreported", "val": other, "motive": "Ingen svarar."})
    assert refused.status_code == 409 and state(town, other).state != "closed"
    told_to_the_end(town, other)
    assert "Stäng valda mål utan redovisning" in words(kia.get(PLACE))
    data = {"act": "close_unreported", "val": other, **versions(town, [other])}
    without = kia.post(PLACE, data=data | {"motive": "  "})
    assert without.status_code == 422 and "<title>Fel: " in without.text and 'id="f-motive"' in without.text
    done = kia.post(PLACE, data=data | {"motive": "Enheten är nedlagd."}, follow_redirects=True)
    assert "Mål stängda utan redovisning: 1." in words(done)
    assert state(town, other).fact("closing")["attainment"] == "not_reported"
    assert "Enheten är nedlagd." in words(kia.get(f"/mal/{other}"))


@pytest.mark.parametrize("motive", ["", "x" * 5001])
def test_a_motive_is_neither_empty_nor_a_book(kia: FlaskClient, town: Town, motive: str) -> None:
    ended(town)
    answer = kia.post(PLACE, data={"act": "close_unreported", "val": "1", "motive": motive})
    assert answer.status_code == 422 and "Välj minst ett mål." in words(answer)


def test_nobody_else_has_the_page(march: Flask, town: Town, sign_in: SignIn) -> None:
    [goal, *_] = ended(town)
    for name in ("Maja", "Olle", "Stig", "Ada"):
        client = entered(march, town, name)
        assert client.get(PLACE).status_code == client.post(PLACE, data={"act": "conclude"}).status_code == 404
        assert "Avsluta ett års mål" not in client.get("/laget").text
        assert client.get(f"/mal/{goal}/conclude").status_code == 200
    assert "Mål 1 är nått" not in sign_in("Charlie").get(PLACE).text


def test_the_standing_leads_to_it_and_an_empty_year_says_so(kia: FlaskClient) -> None:
    assert f'href="{PLACE}"' in kia.get("/laget?ar=2026").text
    assert "Det finns inga antagna mål det här året." in words(kia.get("/mal/avsluta?ar=2019"))
    for strange in ("/mal/avsluta", "/mal/avsluta?ar=9999", "/mal/avsluta?ar=%3Cb%3E"):
        assert kia.get(strange).status_code == 200
    assert kia.post(PLACE, data={"act": "adopt"}).status_code == 404


def test_many_goals_cost_no_more_than_few(kia: FlaskClient, town: Town) -> None:
    ended(town, met=30)
    kia.get(PLACE)
    with statements(town.database) as asked:
        kia.get(PLACE)
    assert len(asked) <= MOST, asked


def test_before_the_closing_opens_nobody_lacks_anything(app: Flask, sign_in: SignIn) -> None:
    page = words(sign_in("Kia").get(PLACE))
    assert "Målbokslutet öppnar" in page and "Målbokslutet saknas" not in page and "inte påmints" not in page
