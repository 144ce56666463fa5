"""Drafts: what is written is kept under the form's address until the step is taken, for nobody but the writer."""

from datetime import timedelta

import pytest

from tests.web.conftest import SignIn
from tests.web.reading import form, words
from tests.web.round import goal_with, report_of
from tests.web.town import NOW, Town
from workflow.draft_disposal import clear
from workflow.records.sql import run

CONSEQUENCE = "/mal/{goal}/describe_consequence?omgang=R3"


def kept(town: Town) -> list[tuple[int, str]]:
    """Whose drafts there are, and where."""
    with town.database.reading() as session:
        return [
            (person, place) for person, place in run(session, "SELECT person, place FROM draft ORDER BY person, place")
        ]


def test_a_draft_is_there_when_the_form_is_opened_again_and_gone_when_the_step_is_taken(
    town: Town, sign_in: SignIn
) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    sent = form(client.get(address)).fields | {"cause": "Brist på lärare"}
    answer = client.post("/utkast", data=sent)
    assert answer.status_code == 303 and answer.headers["Location"] == address
    page = client.get(address)
    assert "Utkastet är sparat." in words(page) and "Ditt utkast från 14 sep. 2026 10:00 är ifyllt." in words(page)
    assert form(page).fields["cause"] == "Brist på lärare"
    assert "Brist på lärare" not in sign_in("Dina").get(address).text
    assert kept(town) == [(town.people["Maja"], address)]
    assert client.post(address, data=form(page).fields | {"consequence": "Färre får examen."}).status_code == 303
    assert kept(town) == []


def test_a_draft_is_saved_by_the_page_itself_while_one_writes(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    assert 'data-saves="/utkast"' in client.get(address).text
    sent = {"place": address, "cause": "Brist", "csrf_token": "x", "once": "form/x"}
    answer = client.post("/utkast", data=sent, headers={"Accept": "text/plain"})
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/plain", "Utkast sparat 10:00")
    with town.database.reading() as session:
        assert run(session, "SELECT body FROM draft").scalar_one() == '[["cause", "Brist"]]'


def test_a_draft_is_thrown_away_when_asked(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), CONSEQUENCE.format(**town.cases)
    client.post("/utkast", data={"place": address, "cause": "Brist"})
    answer = client.post("/utkast", data={"place": address, "act": "throw"}, follow_redirects=True)
    assert "Utkastet är kastat." in words(answer) and "Brist" not in answer.text and kept(town) == []


def test_a_draft_of_what_somebody_has_changed_meanwhile_does_not_go_over_it(town: Town, sign_in: SignIn) -> None:
    client, address = sign_in("Maja"), f"/mal/{town.cases['draft']}/reword"
    old = form(client.get(address)).fields | {"goal": "Den andres ord"}
    client.post("/utkast", data=old)
    dina = sign_in("Dina")
    assert dina.post(address, data=form(dina.get(address)).fields | {"goal": "Den enes ord"}).status_code == 303
    answer = client.post(address, data=form(client.get(address)).fields)
    assert answer.status_code == 409 and "Den enes ord" in answer.text and "Den andres ord" in answer.text


def test_the_sheet_keeps_a_draft_too(town: Town, sign_in: SignIn) -> None:
    client, sheet, g = sign_in("Maja"), f"/rapporter/{report_of(town)}/blad", f"g{town.cases['other']}-"
    sent = {"place": sheet, f"{g}version": "1", f"{g}outlook": "partly", f"{g}comment": "Halvskrivet"}
    assert client.post("/utkast", data=sent).status_code == 303
    page = client.get(sheet)
    assert "Halvskrivet" in page.text and "Ditt utkast från" in words(page)
    sent = {f"{g}version": form(page).fields[f"{g}version"], f"{g}outlook": "will_be_met"}
    assert client.post(sheet, data=sent).status_code == 303
    assert kept(town) == []


@pytest.mark.parametrize(
    "place", ["", "https://evil.se/", "//evil.se", "/nowhere", "/utkast", "/" + "a" * 300, "/mal\\..\\x", "x"]
)
def test_a_draft_lies_nowhere_else_than_at_a_form_of_the_house(town: Town, sign_in: SignIn, place: str) -> None:
    assert sign_in("Maja").post("/utkast", data={"place": place, "cause": "x"}).status_code == 404
    assert kept(town) == []


def test_a_draft_of_ninety_days_is_thrown_away_in_the_morning(town: Town, sign_in: SignIn) -> None:
    sign_in("Maja").post("/utkast", data={"place": CONSEQUENCE.format(**town.cases), "cause": "Brist"})
    assert clear(town.database, NOW + timedelta(days=90)) == 0 and len(kept(town)) == 1
    assert clear(town.database, NOW + timedelta(days=91)) == 1 and kept(town) == []


def test_an_answer_about_a_measure_is_kept_in_a_draft_of_the_sheet(town: Town, sign_in: SignIn) -> None:
    client, new = sign_in("Maja"), goal_with(town, "Fler ska läsa vidare", measure="started")
    sheet, name = f"/rapporter/{report_of(town)}/blad", f"g{new['goal']}-p-{new['measure']}-comment"
    client.post("/utkast", data={"place": sheet, name: "Ja, men"})
    page = client.get(sheet)
    assert form(page).fields[name] == "Ja, men" and "Ditt utkast från" in words(page)
