"""The committees' reports by round, and several approved at once."""

import pytest

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import words
from tests.web.reporting import approved, case_of, earlier, handed_in, posted, report_of
from tests.web.town import Town

ALL = "/rapporter?ar=2026&omgang=alla"


def test_a_round_says_how_many_goals_are_handed_in_and_what_waits_for_whom(sign_in: SignIn, town: Town) -> None:
    said = words(sign_in("Kia").get("/rapporter"))
    assert "Prognos 3 (delår)" in said and "1 av 2 mål lämnade" in said
    assert "1 saknas" in said and "Konsekvens saknas: 1" in said
    assert "Verksamhets- eller enhetschef" in said and "Lämna nämndens uppföljning, senast 10 sep. 2026" in said


def test_the_worst_outlook_is_shown_with_sign_and_word(sign_in: SignIn, town: Town) -> None:
    handed_in(town)
    said = words(sign_in("Maja").get("/rapporter?ar=2026&omgang=R3&namnd=UN"))
    assert "2 av 2" in said and "✕ Nås inte" in said and "Kommunstyrelsen" not in said.partition("Visa")[2]


def test_only_who_may_approve_can_tick(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    for name in ("Maja", "Nils", "Kia", "Olle"):
        page = sign_in(name).get("/rapporter").text
        assert 'name="val"' not in page and "Godkänn uppföljningarna" not in page
    assert f'name="val" value="{report}"' in sign_in("Dina").get("/rapporter").text


def test_several_reports_are_approved_at_once(sign_in: SignIn, town: Town) -> None:
    ids = [*earlier(town), handed_in(town)]
    dina = sign_in("Dina")
    answer = posted(dina, ALL, val=[str(number) for number in ids])
    assert answer.status_code == 303 and answer.headers["Location"] == ALL
    assert "3 uppföljningar är godkända." in words(dina.get(ALL))
    assert {report_of(town, round).state for round in ("R1", "R2", "R3")} == {"approved"}
    assert case_of(town, "own measure").state == "proposed"


def test_measures_within_her_powers_go_along_when_she_says_so(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    answer = posted(sign_in("Dina"), "/rapporter", val=str(report), matt="yes")
    assert answer.status_code == 303
    assert case_of(town, "own measure").state == "decided" and case_of(town, "body's measure").state == "proposed"
    assert case_of(town, "goal").took("approve_measures", "R3")
    assert not case_of(town, "other").took("approve_measures", "R3")


def test_what_cannot_be_approved_is_told_and_the_rest_is_done(sign_in: SignIn, town: Town) -> None:
    ids = [*earlier(town), handed_in(town, described=False)]
    dina = sign_in("Dina")
    assert posted(dina, ALL, val=[str(number) for number in ids]).status_code == 303
    said = words(dina.get(ALL))
    assert "2 uppföljningar är godkända." in said and "Utbildningsnämnden: Ett mål som inte väntas nås saknar" in said
    assert report_of(town, "R1").state == "approved" and report_of(town).state == "reported"


def test_when_nothing_can_be_approved_the_page_says_why_and_keeps_the_ticks(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town, described=False)
    answer = posted(sign_in("Dina"), "/rapporter", val=str(report))
    assert answer.status_code == 409 and "Inget godkändes" in words(answer)
    assert f'value="{report}" checked' in answer.text


def test_nothing_ticked_is_told(sign_in: SignIn, town: Town) -> None:
    handed_in(town)
    answer = posted(sign_in("Dina"), "/rapporter")
    assert answer.status_code == 422 and "Kryssa minst en uppföljning" in words(answer)


def test_a_report_that_changed_meanwhile_is_not_approved_unseen(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    answer = sign_in("Dina").post("/rapporter", data={"val": str(report), f"v-{report}": "1", "once": "form/x"})
    assert answer.status_code == 409 and "har ändrat" in words(answer) and report_of(town).state == "reported"


def test_whoever_may_not_approve_approves_nothing(sign_in: SignIn, town: Town) -> None:
    report = handed_in(town)
    assert sign_in("Maja").post("/rapporter", data={"val": str(report)}).status_code == 422
    assert report_of(town).state == "reported"


@pytest.mark.parametrize("address", ["/rapporter", ALL])
def test_the_page_asks_the_database_at_most_eight_times(sign_in: SignIn, town: Town, address: str) -> None:
    handed_in(town)
    dina = sign_in("Dina")
    dina.get(address)
    with statements(town.database) as asked:
        assert dina.get(address).status_code == 200
    assert len(asked) <= 8, "\n".join(asked)


def test_another_municipality_sees_none_of_it(sign_in: SignIn, town: Town) -> None:
    handed_in(town)
    assert "Utbildningsnämnden" not in sign_in("Charlie").get("/rapporter").text


def test_whoever_it_waits_for_goes_on_from_the_row(sign_in: SignIn, town: Town) -> None:
    report = approved(town)
    assert f'href="/rapporter/{report}/send"' in sign_in("Nils").get("/rapporter").text
    assert f'href="/rapporter/{report}/send"' not in sign_in("Dina").get("/rapporter").text
    assert sign_in("Nils").get(f"/rapporter/{report}/send").headers["Location"] == f"/rapporter/{report}"
