"""Jag är borta: noted and ended by oneself, for others by an administrator, with every fault told."""

import re

from tests.web.conftest import SignIn
from tests.web.reading import owed
from tests.web.town import Town
from workflow.records.sql import run
from workflow.states.replay import verify


def noted(town: Town) -> list[tuple[int, str, str]]:
    """(person, since, until) of every absence there is."""
    with town.database.reading() as session:
        return [tuple(row) for row in run(session, "SELECT person, since, until FROM absence ORDER BY id")]


def test_one_notes_that_one_is_away_and_that_one_is_back(town: Town, sign_in: SignIn) -> None:
    maja = sign_in("Maja")
    assert 'value="2026-09-14"' in maja.get("/borta").text
    sent = {"since": "14/9 2026", "until": "den 2 okt 2026", "instead": str(town.people["Rut"])}
    page = maja.post("/borta", data=sent, follow_redirects=True).text
    assert "Frånvaron är noterad" in page and "2 okt. 2026" in page and "ersättare Rut Prov" in page
    assert noted(town) == [(town.people["Maja"], "2026-09-14", "2026-10-02")]
    assert "Du är borta till och med 2 okt. 2026" in maja.get("/").text
    assert "Lämna prognos" in owed(sign_in("Rut").get("/")) and "Lämna prognos" not in owed(maja.get("/"))
    address = re.findall(r'action="(/borta/\d+/tillbaka)"', page)[0]
    assert "Jag är tillbaka" in page
    assert "Frånvaron är avslutad" in maja.post(address, follow_redirects=True).text
    assert "Lämna prognos" in owed(maja.get("/")) and "Lämna prognos" not in owed(sign_in("Rut").get("/"))
    with town.database.reading() as session:
        assert verify(session, town.organisation).faults == []


def test_a_coming_absence_is_taken_away(town: Town, sign_in: SignIn) -> None:
    maja = sign_in("Maja")
    page = maja.post("/borta", data={"since": "2026-10-01", "until": "2026-10-02"}, follow_redirects=True).text
    assert "Ta bort" in page and "Jag är tillbaka" not in page
    maja.post(re.findall(r'action="(/borta/\d+/tillbaka)"', page)[0])
    assert "Noterad frånvaro" not in maja.get("/borta").text


def test_what_cannot_be_read_is_told_and_kept(town: Town, sign_in: SignIn) -> None:
    answer = sign_in("Maja").post("/borta", data={"since": "i morgon", "until": ""})
    assert answer.status_code == 422 and 'value="i morgon"' in answer.text and "Fel: " in answer.text
    assert "Skriv ”Första dagen borta” som ett datum" in answer.text and "Fyll i ”Sista dagen borta”" in answer.text
    assert noted(town) == []


def test_what_the_rules_refuse_is_told_and_kept(town: Town, sign_in: SignIn) -> None:
    sent = {"since": "2026-10-02", "until": "2026-10-01", "instead": str(town.people["Olle"])}
    answer = sign_in("Maja").post("/borta", data=sent)
    assert answer.status_code == 409 and "Frånvaron skulle sluta innan den börjar." in answer.text
    assert 'value="2026-10-02"' in answer.text and re.search(rf'value="{town.people["Olle"]}" selected', answer.text)
    answer = sign_in("Olle").post("/borta", data=sent | {"until": "2026-10-09", "instead": str(town.people["Nils"])})
    assert "ersättare för förtroendevalda väljs av fullmäktige" in answer.text
    assert noted(town) == []


def test_a_form_sent_twice_is_one_absence(town: Town, sign_in: SignIn) -> None:
    maja = sign_in("Maja")
    once = re.findall(r'name="once" value="([^"]+)"', maja.get("/borta").text)[0]
    for _ in range(2):
        sent = {"since": "2026-10-01", "until": "2026-10-02", "once": once}
        assert maja.post("/borta", data=sent).status_code == 303
    assert len(noted(town)) == 1


def test_an_administrator_notes_it_for_others_and_sees_everybodys(town: Town, sign_in: SignIn) -> None:
    sent = {"person": str(town.people["Maja"]), "since": "2026-09-14", "until": "2026-09-18"}
    assert 'name="person"' not in sign_in("Dina").get("/borta").text
    assert sign_in("Dina").post("/borta", data=sent).status_code == 409
    ada = sign_in("Ada")
    page = ada.post("/borta", data=sent, follow_redirects=True).text
    assert "Maja Prov: " in page and 'name="person"' in page
    address = re.findall(r'action="(/borta/\d+/tillbaka)"', page)[0]
    for name in ("Dina", "Charlie"):
        assert sign_in(name).post(address).status_code == 404
    assert "Maja Prov: " not in sign_in("Kia").get("/borta").text
    assert ada.post(address).status_code == 303


def test_the_absences_of_others_are_not_there(town: Town, sign_in: SignIn) -> None:
    for number in ("0", "999", "9" * 30):
        assert sign_in("Ada").post(f"/borta/{number}/tillbaka").status_code == 404


def test_whoever_owes_a_task_is_one_press_from_handing_it_over_and_from_being_away(
    town: Town, sign_in: SignIn
) -> None:  # fmt: skip
    over, form = f"/mal/{town.cases['other']}/hand_over", f"/mal/{town.cases['other']}/forecast?omgang=R3"
    maja = sign_in("Maja")
    for page in (maja.get("/").text, maja.get(form, follow_redirects=True).text):
        assert f'href="{over}"' in page and 'href="/borta"' in page
    assert f'href="{over}"' not in sign_in("Dina").get(form, follow_redirects=True).text
    assert "Till vem" in maja.get(over).text


def test_handing_over_does_not_offer_itself(sign_in: SignIn, town: Town) -> None:
    page = sign_in("Maja").get(f"/mal/{town.cases['other']}/hand_over").text
    assert "Lämna över till någon annan" not in page
