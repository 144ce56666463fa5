"""Search: what one may see is found and marked, by kind; signs are words, and an empty answer says what to do."""

import pytest

from tests.web.conftest import SignIn
from tests.web.counting import MOST, statements
from tests.web.reading import words
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.sql import run
from workflow.search import keep_up
from workflow.states.command import Note
from workflow.states.perform import note


def test_what_is_found_stands_under_its_kind_and_is_marked(town: Town, sign_in: SignIn) -> None:
    keep_up(town.database)
    answer = sign_in("Maja").get("/sok?q=frånvaron+minska")
    assert "<mark>Frånvaron</mark>" in answer.text and "<mark>minska</mark>" in answer.text
    page = words(answer)
    assert "Nämndmål (1)" in page and "Hittade: 1" in page and "Utbildningsnämnden · 2026" in page
    assert f'href="/mal/{town.cases["other"]}"' in answer.text


@pytest.mark.parametrize("made", [False, True])
def test_an_excerpt_shows_the_words_around_it(town: Town, sign_in: SignIn, made: bool) -> None:
    with town.database.writing() as session:
        said = fact_of("comment", {"text": "Rektorerna menar att <b>lovskolan</b> behöver fler lärare i matematik."})
        note(session, Note(town.cases["goal"], town.who("Maja"), said, at=NOW))
    if made:
        keep_up(town.database)
    page = sign_in("Olle").get("/sok?q=lovskolan").text
    assert "Rektorerna menar att &lt;b&gt;<mark>lovskolan</mark>&lt;/b&gt; behöver" in page


def test_a_decision_is_found_by_its_paragraph_and_number(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Stig")
    for query in ("§ 84", "UN 2026/00123"):
        answer = client.get("/sok", query_string={"q": query})
        assert f'href="/beslut/{town.cases["meeting §"]}"' in answer.text, query


@pytest.mark.parametrize(("query", "text"), [("", "Skriv ett eller flera ord"), ("finnsinte", "Inget innehåller")])
def test_an_empty_answer_says_what_to_do(sign_in: SignIn, query: str, text: str) -> None:
    assert text in sign_in("Maja").get("/sok", query_string={"q": query}).text


@pytest.mark.parametrize("query", ["<script>", "100%", "(", "\\", "[a", "§", "a" * 900, "\0"])
def test_whatever_is_written_is_only_words(sign_in: SignIn, query: str) -> None:
    answer = sign_in("Maja").get("/sok", query_string={"q": query})
    assert answer.status_code == 200 and "<script>" not in answer.text


def test_what_one_may_not_see_is_not_found(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE cases SET secrecy = 'secret' WHERE id = ?", (town.cases["other"],))
        run(session, "UPDATE seat SET until = '2026-09-01' WHERE person = ?", (town.people["Rut"],))
    assert "Hittade: 1" in sign_in("Dina").get("/sok?q=frånvaron").text
    for name in ("Rut", "Charlie"):
        assert "Inget innehåller" in sign_in(name).get("/sok?q=frånvaron").text, name


def test_a_search_asks_no_more_than_eight_times(town: Town, sign_in: SignIn) -> None:
    client = sign_in("Kia")
    for made in (False, True):
        if made:
            keep_up(town.database)
        with statements(town.database) as asked:
            assert "Nämndmål" in client.get("/sok?q=skolan").text
        assert len(asked) <= MOST, "\n".join(asked)
