"""Sedan sist: what others have done in one's cases since one was last here, by day and case; and it can be read."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.counting import MOST, statements
from tests.web.reading import words
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.sql import run
from workflow.states.command import Note
from workflow.states.perform import note

PAGE = "/sedan-sist"


def comment(town: Town, who: str, text: str = "Något nytt", case: str = "goal") -> None:
    """Somebody says something."""
    with town.database.writing() as session:
        note(
            session,
            Note(town.cases[case], town.who(who), fact_of("comment", {"text": text}), at=NOW + timedelta(hours=1)),
        )


def marks(town: Town, name: str) -> tuple[int, int, int]:
    """Since, seen and the head of the chain."""
    sql = "SELECT p.since, p.seen, c.seq FROM person p JOIN chain c ON c.organisation = p.organisation WHERE p.id = ?"
    with town.database.reading() as session:
        since, seen, head = run(session, sql, (town.people[name],)).one()
        return since, seen, head


@pytest.fixture
def maja(town: Town, sign_in: SignIn) -> FlaskClient:
    """Maja, here for the second time, and nothing has happened since."""
    sign_in("Maja")
    return sign_in("Maja")


def test_signing_in_remembers_how_far_it_had_come(town: Town, sign_in: SignIn) -> None:
    sign_in("Maja")
    since, seen, head = marks(town, "Maja")
    assert (since, seen) == (0, head)
    comment(town, "Dina")
    sign_in("Maja")
    assert marks(town, "Maja") == (head, head + 1, head + 1)


def test_what_others_did_is_told_and_what_oneself_did_is_not(town: Town, maja: FlaskClient) -> None:
    assert "Inget har hänt" in maja.get(PAGE).text
    comment(town, "Dina")
    comment(town, "Maja")
    page = words(maja.get(PAGE))
    assert "14 sep. 2026" in page and "Andelen elever" in page and "Kommentar Dina Prov" in page
    assert "Kommentar Maja Prov" not in page


def test_only_what_one_s_seats_reach_concerns_one(town: Town, maja: FlaskClient, sign_in: SignIn) -> None:
    sign_in("Kia")
    kia = sign_in("Kia")
    comment(town, "Stig", case="council")
    assert "Inget har hänt" in maja.get(PAGE).text
    assert "Kommunfullmäktige" in words(kia.get(PAGE)), "who answers for all hears of all"
    assert "Inget har hänt" in kia.get(f"{PAGE}?namnd=UN").text
    charlie = sign_in("Charlie")
    assert "Andelen elever" not in charlie.get(PAGE).text


def test_it_is_marked_as_read_as_far_as_it_was_shown(town: Town, maja: FlaskClient) -> None:
    comment(town, "Dina")
    until = marks(town, "Maja")[2]
    comment(town, "Nils")
    page = maja.post(PAGE, data={"until": str(until)}, follow_redirects=True)
    assert "Allt är markerat" in page.text and "Nils Prov" in page.text and "Kommentar Dina" not in words(page)
    maja.post(PAGE, data={"until": "nonsens"})
    assert "Inget har hänt" in maja.get(PAGE).text
    maja.post(PAGE, data={"until": "1"})
    assert marks(town, "Maja")[0] == marks(town, "Maja")[2], "never backwards"


@pytest.mark.parametrize("many", [1, 60])
def test_the_page_asks_few_times_however_much_has_happened(town: Town, maja: FlaskClient, many: int) -> None:
    for number in range(many):
        comment(town, "Dina", f"Nummer {number}", "goal" if number % 2 else "other")
    maja.get(PAGE)
    with statements(town.database) as asked:
        assert "Dina Prov" in maja.get(PAGE).text
    assert len(asked) <= MOST, "\n".join(asked)
