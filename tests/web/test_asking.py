"""Tokens on both databases, and by many at a time: limits hold, and each is used once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from tests.people import governance
from web.auth.asking import A_PERSON, SIGN_IN, TRIES, Asking, ask, asked_in, is_right, known
from workflow.keys import code
from workflow.organisation.founding import add_person, found
from workflow.records.database import Database
from workflow.records.queries.tokens import use_token
from workflow.records.sql import run
from workflow.records.token import Token

AT = datetime(2026, 9, 14, 8, tzinfo=UTC)
SECRET = "hemlig" * 6
CROWD = 8


@pytest.fixture
def person(database: Database) -> int:
    """Somebody with an address, in an organisation of its own."""
    with database.writing() as session:
        clock = found(session, "1", "Kommunen", governance("base"), at=AT)
        return add_person(session, clock.organisation, "Maja", "Maja@example.org")


def asked(database: Database, address: str = "maja@EXAMPLE.org", at: datetime = AT) -> None:
    with database.writing() as session:
        ask(session, known(session, address), Asking("browser", "client", "/", at))


def counts(database: Database) -> tuple[int, int]:
    """How many tokens let somebody in, and how many letters there are."""
    with database.reading() as session:
        tokens = run(session, "SELECT count(*) FROM token WHERE purpose = 'sign_in'").scalar_one()
        return int(tokens), int(run(session, "SELECT count(*) FROM mail WHERE kind = 'sign_in'").scalar_one())


def together(database: Database, what: str) -> list[bool]:
    """Do the same from many threads at once."""
    barrier = Barrier(CROWD)

    def one(_: int) -> bool:
        barrier.wait(10)
        if what == "ask":
            asked(database)
            return True
        with database.writing() as session:
            token = session.get_one(Token, 1)
            if what == "use":
                return use_token(session, token.id, AT)
            return is_right(session, SECRET, token, "wrong", AT)

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def test_a_letter_is_posted_that_goes_first_and_lasts_ten_minutes(database: Database, person: int) -> None:
    asked(database)
    with database.reading() as session:
        row = run(session, "SELECT key, person, priority, at, next_at, valid_until, token FROM mail").one()
    at, until = "2026-09-14T08:00:00+00:00", "2026-09-14T08:10:00+00:00"
    assert tuple(row) == ("sign_in/1", person, 0, at, at, until, 1)


def test_nobody_s_asking_is_counted_and_posts_nothing(database: Database, person: int) -> None:
    for address in ("nobody@example.org", "", "%", "maja"):
        asked(database, address)
    assert counts(database) == (0, 0)


def test_of_many_who_ask_at_once_only_so_many_are_answered(database: Database, person: int) -> None:
    assert all(together(database, "ask"))
    assert counts(database) == (A_PERSON[0][1],) * 2


def test_of_many_who_use_it_at_once_one_gets_in(database: Database, person: int) -> None:
    asked(database)
    assert sorted(together(database, "use")) == [False] * (CROWD - 1) + [True]


def test_of_many_who_guess_at_once_only_so_many_are_heard(database: Database, person: int) -> None:
    asked(database)
    assert not any(together(database, "guess"))
    with database.writing() as session:
        token = session.get_one(Token, 1)
        assert token.tries == TRIES and asked_in(session, "browser", AT) == []
        assert not is_right(session, SECRET, token, code(SECRET, SIGN_IN, 1, token.salt), AT)


def test_the_code_is_right_until_it_is_too_old(database: Database, person: int) -> None:
    asked(database)
    with database.writing() as session:
        [token] = asked_in(session, "browser", AT)
        right = code(SECRET, SIGN_IN, token.id, token.salt)
        assert is_right(session, SECRET, token, right, AT + timedelta(minutes=9, seconds=59))
        assert not is_right(session, SECRET, token, right, AT + timedelta(minutes=10))
        assert not use_token(session, token.id, AT + timedelta(minutes=10)) and use_token(session, token.id, AT)
