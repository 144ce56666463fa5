"""The pages that show: a case, the lists, the years - and to whom they are there at all."""

import re

import pytest
from sqlalchemy import text

from tests.web.conftest import SignIn
from tests.web.town import Town


def test_the_page_of_a_goal_shows_what_it_is_and_what_has_happened(town: Town, sign_in: SignIn) -> None:
    page = sign_in("Maja").get(f"/mal/{town.cases['goal']}").text
    for text_ in ("Utbildningsnämnden", "Gymnasieskolan", "Fler klarar sig.", "Nås delvis", "Examen inom tre år",
                  "Det går trögt.", "Lärande", "Följs upp", "Maja Prov"):  # fmt: skip
        assert text_ in page, text_


def test_what_is_owed_is_a_button_and_the_rest_says_why_not(town: Town, sign_in: SignIn) -> None:
    page = sign_in("Maja").get(f"/mal/{town.cases['goal']}").text
    assert re.search(r'data-variant="primary"\s+href="[^"]+/describe_consequence\?omgang=R3"', page)
    assert re.search(r"<dt>Logga beslut om ändrat mål</dt>\s*<dd>[^<]*Kommunsekreterare", page)


@pytest.mark.parametrize("name", ["goal", "indicator", "meeting", "meeting §", "committee_year", "focus"])
@pytest.mark.parametrize("prefix", ["mal", "beslut", "sammantraden"])
def test_charlie_is_told_that_there_is_no_such_page(town: Town, sign_in: SignIn, name: str, prefix: str) -> None:
    client = sign_in("Charlie")
    assert client.get(f"/{prefix}/{town.cases[name]}").status_code == 404
    assert client.get(f"/{prefix}/{town.cases[name]}/comment").status_code == 404
    assert client.post(f"/{prefix}/{town.cases[name]}/comment", data={"text": "hej"}).status_code == 404


def test_charlie_sees_nothing_in_the_lists(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Charlie")
    for address in ("/", "/mal?ar=2026", "/sammantraden", "/beslut", "/arshjul"):
        page = client.get(address).text
        assert "gymnasie" not in page and "KF 2026" not in page and "Målår 2026" not in page
    assert client.get("/arshjul/2026").status_code == 404


def test_what_is_not_open_is_there_for_those_whose_role_reaches_it_only(town: Town, sign_in: SignIn) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET secrecy = 'internal' WHERE id = :id"), {"id": town.cases["goal"]})
        connection.execute(text("UPDATE seat SET unit = :unit WHERE person = :person"),
                           {"unit": town.units["KS"], "person": town.people["Olle"]})  # fmt: skip
    assert sign_in("Maja").get(f"/mal/{town.cases['goal']}").status_code == 200
    assert sign_in("Olle").get(f"/mal/{town.cases['goal']}").status_code == 404
    assert "gymnasieexamen" not in sign_in("Olle").get("/mal?ar=2026").text
    assert sign_in("Olle").get(f"/mal/{town.cases['other']}").status_code == 200


def test_somebody_without_a_seat_is_told_so(town: Town, sign_in: SignIn) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(
            text("UPDATE seat SET until = '2026-01-01' WHERE person = :who"), {"who": town.people["Maja"]}
        )
    client = sign_in("Maja")
    assert "ingen roll" in client.get("/").text
    assert client.get(f"/mal/{town.cases['goal']}").status_code == 404


def test_the_tasks_are_sorted_by_when_they_are_due(sign_in: SignIn) -> None:
    page = sign_in("Maja").get("/").text
    assert (
        page.index("Försenat")
        < page.index("Frånvaron")
        < page.index("Denna vecka")
        < page.index("Beskriv konsekvensen")
    )
    assert "4 dagar försenat" in page


def test_a_case_under_the_wrong_address_is_shown_under_its_own(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    assert client.get(f"/mal/{town.cases['meeting']}").headers["Location"] == f"/sammantraden/{town.cases['meeting']}"
    assert client.get(f"/beslut/{town.cases['goal']}").headers["Location"] == f"/mal/{town.cases['goal']}"


def test_the_year_shows_its_phases_rounds_and_how_far_the_committees_are(sign_in: SignIn) -> None:
    page = sign_in("Maja").get("/arshjul/2026").text
    for words in (
        "Prognos 3 öppnar",
        "1 sep. 2026",
        "10 sep. 2026",
        "Utbildningsnämnden",
        "Handlingsplan beslutad",
        "Nu",
    ):
        assert words in page, words


def test_a_fault_of_ours_is_a_sentence(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("Maja")
    client.application.testing = False
    monkeypatch.setitem(client.application.view_functions, "tasks.mine", lambda: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500 and "Något gick fel" in answer.text
