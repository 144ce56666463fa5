"""The review as a dialogue: alone first, then the verdict with the judgements side by side, dissent kept."""

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reviewing import BETTER, WORDS, hidden, join, judge, proposed, sheet, verdict
from tests.web.town import Town
from web.review.steps import steps_of
from workflow.governance.load import load

SECRET = "Det jag tänker säger jag här"


def page(client: FlaskClient, goal: int) -> str:
    return client.get(f"/mal/{goal}/granskning").get_data(as_text=True)


def test_the_goal_stands_beside_the_criteria_with_their_hints(town: Town, sign_in: SignIn) -> None:
    text = page(sign_in("Rut"), proposed(town))
    for expected in (WORDS, "Specifikt", "Tidsatt", "Elevenkäten", "Rektorerna", "Trivsel (procent)", "90 procent.",
                     "”Utveckla” säger vad någon gör", "Det finns ingen siffra", "Det här syns inte i orden",
                     "målets målår gäller"):  # fmt: skip
        assert expected in text, expected


def test_nobody_reads_a_judgement_before_having_given_their_own(town: Town, sign_in: SignIn) -> None:
    join(town, "Roy")
    goal, rut, roy = proposed(town), sign_in("Rut"), sign_in("Roy")
    assert judge(rut, goal, "nnyyy", **{"criteria-0-comment": SECRET}).status_code == 303
    assert SECRET in page(rut, goal)
    others = [page(roy, goal)] + [page(sign_in(name), goal) for name in ("Maja", "Olle", "Kia", "Stig")]
    for name in ("Roy", "Olle", "Kia"):
        for address in (f"/mal/{goal}", f"/mal/{goal}/correct", "/granskning", f"/mal/{goal}/judge"):
            others.append(sign_in(name).get(address, follow_redirects=True).get_data(as_text=True))
    for address in (f"/mal/{goal}/judge", f"/mal/{goal}/granskning"):
        others += [roy.post(address, data=sheet("judge", "yyyyy", version="1", reviewer=reviewer)).text
                   for reviewer in ("", "1", str(town.people["Rut"]), str(town.people["Roy"]))]  # fmt: skip
    assert not [text for text in others if SECRET in text]
    judge(roy, goal, "yyyyy")
    assert SECRET in page(roy, goal) and "Har inte bedömt än" not in page(roy, goal)


def test_the_verdict_begins_with_what_most_judged_and_keeps_the_dissent(town: Town, sign_in: SignIn) -> None:
    join(town, "Roy")
    join(town, "Gun", "review_chair")
    goal = proposed(town)
    judge(sign_in("Rut"), goal, "nnyyy", suggested_wording=BETTER)
    judge(sign_in("Roy"), goal, "nyyyy", **{"criteria-0-comment": "Vad blir annorlunda?"})
    gun = sign_in("Gun")
    judge(gun, goal, "nyyyn")
    text = page(gun, goal)
    assert text.count(BETTER) == 2 and "Vad blir annorlunda?" in text
    checked = [line for line in text.split("<input") if "checked" in line]
    assert len(checked) == 6 and 'value="returned"' in checked[-1]
    assert verdict(gun, goal, "nyyyy", "returned", remarks="Tänk på måttet").status_code == 303
    for name in ("Rut", "Olle", "Stig"):
        text = " ".join(page(sign_in(name), goal).split())
        assert "Tyckte annorlunda" in text and "Rut Prov: Mätbart – håller inte" in text and "Roy Prov: " not in text
        assert "Tänk på måttet" in text and "Återlämnat" in text


def test_where_the_members_are_evenly_divided_nothing_is_chosen(town: Town, sign_in: SignIn) -> None:
    join(town, "Roy")
    goal = proposed(town)
    judge(sign_in("Rut"), goal, "nyyyy")
    roy = sign_in("Roy")
    judge(roy, goal, "yyyyy")
    text = page(roy, goal)
    assert text.count("checked") == 4 and "Ge beskedet" in text


def test_where_there_is_a_chair_nobody_else_sets_the_verdict(town: Town, sign_in: SignIn) -> None:
    join(town, "Gun", "review_chair")
    goal, rut = proposed(town), sign_in("Rut")
    judge(rut, goal, "yyyyy")
    text = page(rut, goal)
    assert "Beskedet ges av gruppens ordförande, Gun Prov." in text and "Ge beskedet" not in text
    answer = verdict(rut, goal, "yyyyy", "passed")
    assert answer.status_code == 409 and "Gun Prov" in answer.get_data(as_text=True)


def test_an_author_never_judges(town: Town, sign_in: SignIn) -> None:
    join(town, "Olle")
    goal, olle = proposed(town), sign_in("Olle")
    assert "Du har själv skrivit målet" in page(olle, goal)
    answer = judge(olle, goal, "yyyyy", reviewer=str(town.people["Olle"]), about="")
    assert answer.status_code == 409


def test_nobody_judges_in_anothers_name(town: Town, sign_in: SignIn) -> None:
    answer = judge(sign_in("Rut"), proposed(town), "yyyyy", reviewer=str(town.people["Maja"]))
    assert answer.status_code == 409 and "i eget namn" in answer.get_data(as_text=True)


def test_who_comes_from_the_goals_department_is_marked(town: Town, sign_in: SignIn) -> None:
    join(town, "Maja")
    goal, maja = proposed(town), sign_in("Maja")
    judge(maja, goal, "yyyyy")
    assert "målets egen avdelning" in page(maja, goal)


def test_what_one_has_begun_is_kept_until_it_is_given(town: Town, sign_in: SignIn) -> None:
    goal, rut = proposed(town), sign_in("Rut")
    address = f"/mal/{goal}/granskning"
    begun = hidden(rut, address) | sheet("judge", "n----", place=address, comment=SECRET)
    assert rut.post("/utkast", data=begun).status_code == 303
    text = page(rut, goal)
    assert SECRET in text and "Ditt utkast från" in text and text.count("checked") == 1
    assert SECRET not in page(sign_in("Kia"), goal)
    assert rut.post(address, data=begun | sheet("judge", "nyyyy", comment=SECRET)).status_code == 303
    assert "Ditt utkast" not in rut.get(f"{address}?andra=1").text


def test_one_may_change_ones_judgement_until_the_verdict(town: Town, sign_in: SignIn) -> None:
    goal, rut = proposed(town), sign_in("Rut")
    judge(rut, goal, "nnnnn", comment="Första tanken")
    address = f"/mal/{goal}/granskning?andra=1"
    assert "Första tanken" in rut.get(address).get_data(as_text=True)
    sent = hidden(rut, address) | sheet("judge", "yyyyy", comment="Andra tanken")
    assert rut.post(f"/mal/{goal}/granskning", data=sent).status_code == 303
    assert "Första tanken" not in page(rut, goal)


def test_what_is_wrong_is_told_and_what_was_written_is_kept(town: Town, sign_in: SignIn) -> None:
    goal, rut = proposed(town), sign_in("Rut")
    answer = judge(rut, goal, "yyyy-", **{"criteria-4-comment": "Vet inte"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Fel: " in text and "#f-criteria-4-holds" in text and "Vet inte" in text
    text = verdict(rut, goal, "-yyy-", "").get_data(as_text=True)
    assert "Säg om målet håller: ”Specifikt”." in text and "#f-verdict" in text


def test_a_judgement_of_words_that_have_changed_is_stopped(town: Town, sign_in: SignIn) -> None:
    goal, rut = proposed(town), sign_in("Rut")
    answer = judge(rut, goal, "yyyyy", about="1-1", comment="Bra")
    assert answer.status_code == 409 and "Bra" in answer.get_data(as_text=True)


def test_the_list_tells_what_waits_what_was_returned_and_what_is_done(town: Town, sign_in: SignIn) -> None:
    first, second, third = (proposed(town, text) for text in ("Första målet", "Andra målet", "Tredje målet"))
    rut = sign_in("Rut")
    for goal in (first, second, third):
        judge(rut, goal, "yyyyy")
    verdict(rut, second, "nyyyy", "returned")
    verdict(rut, third, "yyyyy", "passed")
    text = rut.get("/granskning").get_data(as_text=True)
    places = [text.index(part) for part in ("Väntar på granskning", "Första målet", "väntar på nämndens svar", "Andra målet",
                                            "Granskade", "Tredje målet")]  # fmt: skip
    assert places == sorted(places) and "Du har bedömt" in text
    assert "Svara på granskningen" in sign_in("Olle").get("/granskning").get_data(as_text=True)
    assert "Du har" not in sign_in("Kia").get("/granskning").get_data(as_text=True)


@pytest.mark.parametrize("many", [1, 8])
def test_the_pages_ask_few_questions(town: Town, sign_in: SignIn, many: int) -> None:
    join(town, "Roy")
    join(town, "Gun", "review_chair")
    goals = [proposed(town, f"Mål nummer {number}") for number in range(many)]
    rut, gun = sign_in("Rut"), sign_in("Gun")
    for client in (rut, gun):
        for address in ("/granskning", f"/mal/{goals[0]}/granskning", f"/mal/{goals[0]}/svar"):
            client.get(address)
            with statements(town.database) as asked:
                assert client.get(address).status_code == 200
            assert len(asked) <= 8, (address, asked)
        judge(client, goals[0], "yyyyy")
        with statements(town.database) as asked:
            client.get(f"/mal/{goals[0]}/granskning")
        assert len(asked) <= 8, asked


def test_none_of_it_is_there_for_the_neighbour(town: Town, sign_in: SignIn) -> None:
    goal, charlie = proposed(town), sign_in("Charlie")
    for address in (f"/mal/{goal}/granskning", f"/mal/{goal}/svar"):
        assert (
            charlie.get(address).status_code == charlie.post(address, data=sheet("judge", "yyyyy")).status_code == 404
        )
    assert WORDS not in charlie.get("/granskning").get_data(as_text=True)


def test_what_is_no_goal_has_no_review(town: Town, sign_in: SignIn) -> None:
    assert sign_in("Rut").get(f"/mal/{town.cases['indicator']}/granskning").status_code == 404


def test_only_a_review_on_the_way_has_this_page() -> None:
    assert steps_of(load("haparanda-2012").levels["goal"]) is None
    found = steps_of(load("mariestad-2016").levels["goal"])
    assert found and found.alone and found.stand_by and found.roles == ("reviewer", "review_chair")
