"""Saknas: what is missing is seen, asked for politely, and told of - by the quality chief; each committee's for all."""

import html
import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from notifications import enqueue_letters
from tests.web.conftest import SignIn
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.perform import perform

LATER = NOW + timedelta(days=1)
"""A day on which the clock has told nothing."""


def at(app: Flask, moment: datetime) -> None:
    """Let it be another moment."""
    app.extensions["clock"] = lambda: moment


@pytest.fixture
def kia(app: Flask, sign_in: SignIn) -> FlaskClient:
    """The quality chief's browser, the day after."""
    at(app, LATER)
    return sign_in("Kia")


def choices(page: str) -> list[str]:
    """What can be chosen."""
    return re.findall(r'type="checkbox" name="val" value="([^"]+)"', page)


def forecast(town: Town) -> str:
    """The forecast that is missing, as it is chosen."""
    return f"{town.cases['other']}:forecast/R3"


def chased(town: Town) -> list[str]:
    """What has been asked for."""
    with town.database.reading() as session:
        return list(run(session, "SELECT short FROM event WHERE fact = 'chased' ORDER BY seq").scalars())


def test_what_is_missing_stands_under_its_committee_with_who_owes_it(town: Town, kia: FlaskClient) -> None:
    page = kia.get("/saknas").text
    unit = page.index("Utbildningsnämnden (8)")
    assert unit < page.index("Frånvaron i gymnasieskolan ska minska", unit)
    for text in ("Lämna prognos, Prognos 3", "Maja Prov", "5 dagar försenat", "Påminnelse", "1 av 2 lämnade"):
        assert text in page, text
    assert forecast(town) in choices(page)


def test_one_may_look_at_a_round_a_year_or_a_committee(town: Town, kia: FlaskClient) -> None:
    assert choices(kia.get("/saknas?omgang=R3&ar=2026&namnd=UN").text)
    assert forecast(town) not in choices(kia.get("/saknas?namnd=KS").text)
    assert forecast(town) not in choices(kia.get("/saknas?ar=2027").text)
    assert "Inget saknas" in kia.get("/saknas?omgang=R9").text


def test_of_much_each_committee_s_is_told_on_a_page_of_its_own(
    town: Town, kia: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.missing.AT_ONCE", 3)
    page = kia.get("/saknas").text
    assert "Utbildningsnämnden (8)" in page and not choices(page)
    [address] = re.findall(r'href="(/saknas\?namnd=UN[^"]*)"', page)
    assert forecast(town) in choices(kia.get(html.unescape(address)).text)
    assert "Frånvaron i gymnasieskolan ska minska" in kia.post("/saknas", data={"alla": "1"}).text, (
        "all can be asked for"
    )


def test_a_duty_that_is_nobody_s_says_so(town: Town, app: Flask, kia: FlaskClient) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE seat SET until = '2026-09-01' WHERE role IN ('manager', 'director')")
        run(session, "UPDATE seat SET substitute = ? WHERE role = 'quality_chief'", (True,))
        run(session, "UPDATE cases SET responsible = NULL")
        run(session, "INSERT INTO absence (organisation, person, since, until) VALUES (?, ?, '2026-09-01', '2026-12-31')",
            (town.organisation, town.people["Kia"]))  # fmt: skip
    page = kia.get("/saknas").text
    assert "Ansvarig saknas" in page and forecast(town) not in choices(page)


def test_what_was_told_today_cannot_be_chosen(app: Flask, town: Town, sign_in: SignIn) -> None:
    assert forecast(town) not in choices(sign_in("Kia").get("/saknas").text)
    page = sign_in("Kia").post("/saknas", data={"val": forecast(town)}).text
    assert "En påminnelse har redan gått i dag" in page and "Skicka breven" not in page


def test_the_letters_are_seen_before_they_are_sent(town: Town, kia: FlaskClient) -> None:
    page = kia.post("/saknas", data={"val": forecast(town)}).text
    assert "maja@example.org" in page and f"/mal/{town.cases['other']}/forecast?omgang=R3" in html.unescape(page)
    frame = html.unescape(re.search(r'<iframe[^>]* src="([^"]+)"', page)[1])  # type: ignore[index]
    shown = kia.get(frame)
    assert shown.status_code == 200 and "Frånvaron" in html.unescape(shown.text)
    assert (
        "sandbox" in shown.headers["Content-Security-Policy"]
        and "script" not in shown.headers["Content-Security-Policy"]
    )
    assert not chased(town)


def test_what_is_chosen_is_sent_and_logged(app: Flask, town: Town, kia: FlaskClient) -> None:
    answer = kia.post("/saknas/skicka", data={"val": forecast(town)}, follow_redirects=True)
    assert "Breven går ut nu" in answer.text and len(chased(town)) == 1
    enqueue_letters(town.database, LATER, town.organisation)
    page = kia.get(f"/paminnelser?arende={town.cases['other']}&uppgift=forecast/R3").text
    assert "Maja Prov" in page and "Påminnelse från kvalitetschefen" in page and "Väntar" in page
    assert "Maja Prov" in kia.get("/saknas").text
    again = kia.post("/saknas/skicka", data={"val": forecast(town)}, follow_redirects=True)
    assert "En påminnelse har redan gått i dag" in again.text and len(chased(town)) == 1


def test_all_that_is_shown_can_be_taken_at_once(town: Town, kia: FlaskClient) -> None:
    page = kia.post("/saknas", data={"alla": "1", "namnd": "UN"}).text
    going = re.findall(r'type="hidden" name="val" value="([^"]+)"', page)
    assert sorted(going) == sorted(choices(kia.get("/saknas?namnd=UN").text)) and len(going) > 3
    kia.post("/saknas/skicka", data={"val": going})
    assert len(chased(town)) == len(going)


def test_nothing_chosen_is_a_fault_that_says_so(kia: FlaskClient) -> None:
    answer = kia.post("/saknas", data={"namnd": "UN"})
    assert answer.status_code == 422 and "Välj minst en" in answer.text
    assert 'value="UN" selected' in answer.text


@pytest.mark.parametrize("name", ["Maja", "Ada", "Olle"])
def test_nobody_else_asks(app: Flask, town: Town, sign_in: SignIn, name: str) -> None:
    at(app, LATER)
    client, said = sign_in(name), {"val": forecast(town)}
    assert ">Saknas</a>" not in client.get("/").text
    for address in ("/saknas", f"/saknas/brev/p{town.people['Maja']}?val={forecast(town)}", "/paminnelser"):
        assert client.get(address).status_code == 404, address
    assert client.post("/saknas", data=said).status_code == 404
    assert client.post("/saknas/skicka", data=said).status_code == 404
    assert not chased(town)


def test_charlie_sees_and_asks_for_nothing_here(app: Flask, town: Town, sign_in: SignIn) -> None:
    at(app, LATER)
    client, said = sign_in("Charlie"), {"val": forecast(town)}
    assert "Frånvaron" not in client.get("/saknas").text + client.get("/paminnelser").text
    assert client.get("/saknas/UN").status_code == client.get(f"/saknas/{town.units['UN']}").status_code == 404
    assert "Frånvaron" not in client.post("/saknas", data=said).text
    assert "Frånvaron" not in client.post("/saknas/skicka", data=said, follow_redirects=True).text
    assert client.get(f"/saknas/brev/p{town.people['Maja']}?val={forecast(town)}").status_code == 404
    assert not chased(town)


def test_a_committee_s_page_names_roles_and_nobody(town: Town, sign_in: SignIn) -> None:
    for code in ("UN", town.units["UN"]):
        page = sign_in("Olle").get(f"/saknas/{code}").text
        body = page[page.index("<main") :]
        assert "Frånvaron i gymnasieskolan ska minska" in body and "Verksamhets- eller enhetschef" in body
        assert "1 av 2 lämnade" in body and "Maja" not in body and "Dina" not in body
    assert sign_in("Olle").get("/saknas/NIX").status_code == 404


def test_what_lapsed_with_its_round_is_missing_for_good(app: Flask, town: Town, sign_in: SignIn) -> None:
    at(app, NOW + timedelta(days=60))
    page = sign_in("Olle").get("/saknas/UN").text
    good = page.index("Saknas, tillfället är stängt")
    assert "Frånvaron i gymnasieskolan ska minska" in page[good:]
    assert forecast(town) not in choices(sign_in("Kia").get("/saknas").text)


def test_what_is_not_open_to_all_is_not_on_the_committee_s_page(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE cases SET secrecy = 'internal' WHERE id = ?", (town.cases["other"],))
    assert "Frånvaron" not in sign_in("Olle").get("/saknas/UN").text


def test_what_is_not_known_has_words_of_its_own(town: Town, app: Flask, kia: FlaskClient) -> None:
    assert "Det vi inte vet" not in kia.get("/saknas/UN").text
    said = {"outlook": "will_be_met", "measured": [
        {"indicator": town.cases["indicator"], "missing": "not_yet_measurable", "reason": "Enkäten är i oktober"}
    ]}  # fmt: skip
    with town.database.writing() as session:
        run(session, "UPDATE cases SET state = 'adopted', born = '2025-06-01' WHERE id = ?", (town.cases["other"],))
        perform(
            session,
            Command(
                "goal.forecast",
                town.cases["goal"],
                town.who("Maja"),
                fact_of("forecast", said),
                at=NOW,
                round="R3",
            ),
        )
    for page in ("/saknas", "/saknas/UN"):
        text = re.sub(r"<[^>]+>|\s+", " ", kia.get(page).text)
        text = re.sub(" +", " ", text)
        assert "Handlingsplan saknas 1 (2026)" in text and "– Kan inte mätas än 1 (Prognos 3 (delår) 2026)" in text, (
            page
        )
    assert "Handlingsplan saknas" not in kia.get("/saknas/KS").text
