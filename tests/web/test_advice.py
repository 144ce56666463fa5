"""Hints while a goal is written: under its words, nothing saved, what was written kept."""

import pytest

from tests.web.conftest import SignIn
from tests.web.town import Town


@pytest.mark.parametrize("at", ["reword", "goal.draft"])
def test_hints_are_shown_under_the_words_and_nothing_is_saved(town: Town, sign_in: SignIn, at: str) -> None:
    case = town.cases["draft" if at == "reword" else "committee_year"]
    client, address = sign_in("Olle"), f"/mal/{case}/{at}"
    assert "Visa råd" in client.get(address).text
    text = client.post(address, data={"act": "hints", "goal": "Utveckla en god skola", "background": "Kvar"}).text
    assert "”Utveckla” säger vad någon gör" in text and "Det finns ingen siffra" in text
    assert "Utveckla en god skola</textarea>" in text and "Kvar" in text and "Fel: " not in text
    assert "inget årtal" not in text, "the goal year is known"
    assert "Utveckla en god skola" not in client.get(f"/mal/{case}").text


def test_words_that_need_none_are_told_so(town: Town, sign_in: SignIn) -> None:
    address = f"/mal/{town.cases['draft']}/reword"
    sent = {"act": "hints", "goal": "Andelen elever som trivs ska öka från 82 till 90 procent"}
    assert "Inget i orden ger anledning till råd." in sign_in("Olle").post(address, data=sent).text


def test_other_forms_have_no_hints(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Maja")
    assert "Visa råd" not in client.get(f"/mal/{town.cases['goal']}/comment").text
