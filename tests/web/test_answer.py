"""The committee's answer: the suggestion taken and the goal proposed anew, or the goal stood by."""

from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.reviewing import BETTER, hidden, judge, proposed, verdict
from tests.web.town import NOW, Town
from workflow.states.context import read


def returned(town: Town, sign_in: SignIn, suggestion: str = BETTER) -> int:
    goal, rut = proposed(town), sign_in("Rut")
    judge(rut, goal, "nyyyy")
    assert verdict(rut, goal, "nnyyy", "returned", suggested_wording=suggestion).status_code == 303
    return goal


def state(town: Town, goal: int) -> tuple[str, str]:
    with town.database.reading() as session:
        case = read(session, goal, town.clock, NOW).case
    assert case
    return case.state, case.title


def send(client: FlaskClient, number: int, **said: str) -> tuple[int, str]:
    address = f"/mal/{number}/svar"
    answer = client.post(address, data=hidden(client, address) | said)
    return answer.status_code, answer.get_data(as_text=True)


def test_the_suggestion_is_taken_and_the_goal_proposed_anew(town: Town, sign_in: SignIn) -> None:
    goal, olle = returned(town, sign_in), sign_in("Olle")
    text = olle.get(f"/mal/{goal}/svar").get_data(as_text=True)
    assert text.count(BETTER) == 2 and "Elevenkäten" in text
    assert (
        send(olle, goal, act="accept", goal=BETTER, met_when="När nio av tio trivs", measurability="Elevenkäten")[0]
        == 303
    )
    assert state(town, goal) == ("proposed", BETTER)
    text = sign_in("Rut").get(f"/mal/{goal}/granskning").get_data(as_text=True)
    assert "Granskningsomgång 2" in text and "Besked, omgång 1" in text and "formulerat om målet" in text
    assert "Lämna din bedömning" in text


def test_the_committee_stands_by_its_goal(town: Town, sign_in: SignIn) -> None:
    goal, olle = returned(town, sign_in), sign_in("Olle")
    assert send(olle, goal, act="stand", why="Så vill nämnden")[0] == 303
    assert state(town, goal)[0] == "smart_reviewed"
    text = sign_in("Stig").get(f"/mal/{goal}/granskning").get_data(as_text=True)
    assert "Så vill nämnden" in text and "Återlämnat" in text
    assert "Nämnden står fast" in sign_in("Rut").get("/granskning").get_data(as_text=True)


def test_an_answer_without_its_words_is_told_and_kept(town: Town, sign_in: SignIn) -> None:
    goal, olle = returned(town, sign_in), sign_in("Olle")
    status, text = send(olle, goal, act="stand", why="")
    assert status == 422 and "#f-why" in text and "Fel: " in text
    status, text = send(olle, goal, act="accept", goal="", met_when="När det är gjort")
    assert status == 422 and "#f-goal" in text and "När det är gjort" in text
    assert state(town, goal)[0] == "draft"


def test_it_is_all_or_nothing(town: Town, sign_in: SignIn) -> None:
    goal, maja = returned(town, sign_in), sign_in("Maja")
    status, text = send(maja, goal, act="accept", goal="Nya ord", version="", once="form/abc")
    assert status == 409 and "Sektorchef" in text
    assert "Nya ord" not in state(town, goal)[1]


def test_who_may_not_answer_is_told_why(town: Town, sign_in: SignIn) -> None:
    goal = returned(town, sign_in)
    text = sign_in("Dina").get(f"/mal/{goal}/svar").get_data(as_text=True)
    assert "Godta och föreslå på nytt" in text and "Nämndens ordförande" in text


def test_an_old_form_is_stopped(town: Town, sign_in: SignIn) -> None:
    goal, olle = returned(town, sign_in), sign_in("Olle")
    status, _ = send(olle, goal, act="stand", why="Så vill nämnden", version="1")
    assert status == 409 and state(town, goal)[0] == "draft"


def test_what_was_not_returned_needs_no_answer(town: Town, sign_in: SignIn) -> None:
    goal, olle = proposed(town), sign_in("Olle")
    assert "inget att svara på" in olle.get(f"/mal/{goal}/svar").get_data(as_text=True)
    assert send(olle, goal, act="stand", why="Så vill nämnden")[0] == 409


def test_goals_that_pull_against_each_other_are_named_on_both(town: Town, sign_in: SignIn) -> None:
    goal, rut = proposed(town), sign_in("Rut")
    other = town.cases["goal"]
    assert rut.post(f"/mal/{goal}/conflict", data={"goal": str(other), "why": "Samma lärartimmar"}).status_code == 303
    here, there = (sign_in("Olle").get(f"/mal/{number}/granskning").get_data(as_text=True) for number in (goal, other))
    assert "Samma lärartimmar" in here and f'href="/mal/{other}"' in here and f'href="/mal/{goal}"' in there
    assert rut.post(f"/mal/{goal}/conflict", data={"goal": str(goal), "why": "Sig självt"}).status_code == 409
    assert "Drar emot" in sign_in("Olle").get(f"/mal/{other}").text
    assert f"/mal/{other}/granskning" in sign_in("Olle").get(f"/mal/{other}").text
