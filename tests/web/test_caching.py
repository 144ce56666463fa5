"""What anybody may read is kept until something happens; what somebody reads who is signed in never is."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import SETTINGS, SignIn
from tests.web.town import NOW, Town
from web.app import create_app
from workflow.facts import fact_of
from workflow.states.command import Note
from workflow.states.perform import note

ADDRESSES = ("/oppet", "/oppet/1493", "/oppet/1493/2026", "/oppet/1493/2026.json", "/oppet/1493/2026.csv")
COMPRESSED = {"Accept-Encoding": "zstd"}


class Days:
    """A clock that a test moves."""

    at = NOW


@pytest.fixture
def days() -> Days:
    """Today."""
    return Days()


@pytest.fixture
def anybody(town: Town, days: Days) -> FlaskClient:
    """Somebody who is not signed in, where it is no demonstration."""
    app = create_app(SETTINGS, town.database, lambda: days.at)
    app.config.update(TESTING=True)
    return app.test_client()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("headers", [{}, COMPRESSED])
def test_an_open_page_is_not_sent_twice(anybody: FlaskClient, address: str, headers: dict[str, str]) -> None:
    first = anybody.get(address, headers=headers)
    assert first.headers["Cache-Control"] == "public, max-age=300" and "Cookie" in first.headers["Vary"]
    assert "Set-Cookie" not in first.headers
    again = anybody.get(address, headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    assert again.headers["ETag"] == first.headers["ETag"] and again.headers["Cache-Control"] == "public, max-age=300"


def test_it_is_sent_anew_after_an_event_and_on_another_day(anybody: FlaskClient, town: Town, days: Days) -> None:
    def asked() -> tuple[int, str]:
        answer = anybody.get("/oppet/1493/2026", headers={"If-None-Match": tags[-1]} if tags else {})
        return answer.status_code, answer.headers["ETag"]

    tags: list[str] = []
    tags.append(asked()[1])
    with town.database.writing() as session:
        note(session, Note(town.cases["goal"], town.who("Maja"), fact_of("comment", {"text": "Nytt."}), at=NOW))
    status, tag = asked()
    assert status == 200 and tag != tags[-1]
    tags.append(tag)
    assert asked()[0] == 304
    days.at = NOW + timedelta(days=1)
    assert asked()[0] == 200


def test_what_was_kept_of_one_municipality_is_no_answer_about_another(anybody: FlaskClient) -> None:
    tag = anybody.get("/oppet/1493/2026").headers["ETag"]
    assert anybody.get("/oppet/0000/2026", headers={"If-None-Match": tag}).status_code == 404


def test_a_page_that_is_not_there_is_not_kept(anybody: FlaskClient) -> None:
    answer = anybody.get("/oppet/1493/1999")
    assert answer.status_code == 404 and answer.headers["Cache-Control"] == "no-store"


def test_nothing_is_kept_of_what_somebody_reads_who_is_signed_in(
    anybody: FlaskClient, app: Flask, sign_in: SignIn
) -> None:
    maja = sign_in("Maja")
    for address in ADDRESSES:
        tag = anybody.get(address).headers["ETag"]
        answer = maja.get(address, headers={"If-None-Match": tag})
        assert answer.status_code in (200, 302) and answer.headers["Cache-Control"] == "no-store", address
