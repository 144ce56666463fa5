"""No session leaves a transaction open behind it, and a reader cannot write."""

import sqlite3
from datetime import date
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.races.crew import url_of
from web.app import create_app
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.records.database import Database
from workflow.records.organisation import Person
from workflow.records.sql import quick, run
from workflow.settings import Settings
from workflow.states.command import Command
from workflow.states.perform import Refused, perform

IDLE = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
INSERT = "INSERT INTO heartbeat (name, at, held) VALUES ('x', '2026-01-01T00:00:00+00:00', '')"


def assert_nothing_is_open(database: Database) -> None:
    """Every connection is back, none holds a transaction, and the next writer need not wait."""
    pools: list[Any] = [database.writer.pool, database.reader.pool]
    assert [pool.checkedout() for pool in pools] == [0, 0]
    if database.writer.dialect.name == "postgresql":
        with psycopg.connect(url_of(database)) as connection:
            assert connection.execute(IDLE).fetchone() == (0,)
        return
    file = database.writer.url.database
    assert file
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.fixture
def app(town: Town) -> Flask:
    settings = Settings(secret_key="prov" * 12, _env_file=None)
    app = create_app(settings, town.database, lambda: moment(town.today), demo=True)
    app.config.update(WTF_CSRF_ENABLED=False)

    @app.get("/brister")
    def fails() -> str:
        from web.session import session

        session().execute(text("SELECT 1"))
        raise ArithmeticError

    return app


def test_the_web_leaves_nothing_open_whatever_it_is_asked(town: Town, app: Flask) -> None:
    goal, client = town.goal(), app.test_client()
    assert_nothing_is_open(town.database)
    maja = {"person": f"{town.maja.organisation}/{town.maja.person}"}
    asked: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", "/", {}), ("GET", "/logga-in", {}), ("POST", "/logga-in", {"person": "nobody"}),
        ("POST", "/logga-in", maja), ("GET", "/", {}), ("GET", f"/mal/{goal}", {}), ("GET", "/mal/999999", {}),
        ("GET", "/finns-inte", {}), ("POST", f"/mal/{goal}/propose", {}), ("POST", "/", {}), ("HEAD", "/", {}),
        ("GET", "/brister", {}),
    ]  # fmt: skip
    statuses = []
    for method, address, data in asked:
        statuses.append(client.open(address, method=method, data=data).status_code)
        assert_nothing_is_open(town.database)
    assert {200, 303, 404, 500} <= set(statuses), "yes and no were both said"


def test_the_tick_leaves_nothing_open_not_even_when_it_breaks(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.goal()
    monkeypatch.setattr("workflow.cycle.tick.append", lambda *_: 1 / 0)
    town.beat(date(2026, 3, 30))
    assert tick(town.database, moment(date(2026, 3, 31), 5)).failed
    assert_nothing_is_open(town.database)
    monkeypatch.undo()
    for day in (date(2026, 3, 31), date(2026, 3, 31), date(2026, 4, 1)):
        town.tick(day)
        assert_nothing_is_open(town.database)


def test_a_session_that_is_open_would_be_seen(town: Town) -> None:
    for door in (town.database.reading, town.database.writing):
        with door() as session:
            run(session, "SELECT 1")
            with pytest.raises(AssertionError):
                assert_nothing_is_open(town.database)


def test_a_step_that_is_refused_leaves_nothing_open(town: Town) -> None:
    goal = town.goal()
    with pytest.raises(Refused), town.database.writing() as session:
        perform(session, Command("propose", goal, town.rut, fact_of("proposal", {}), at=moment(town.today)))
    assert_nothing_is_open(town.database)


def _by_row(session: Session) -> None:
    session.add(Person(organisation=1, name="Ingen", email="ingen@kommun.invalid", language="sv"))
    session.flush()


def _by_run(session: Session) -> None:
    run(session, INSERT)


def _by_driver(session: Session) -> None:
    quick(session, INSERT)


@pytest.mark.parametrize("write", [_by_run, _by_driver, _by_row])
def test_a_reading_session_cannot_write(town: Town, write: Any) -> None:
    with pytest.raises(Exception, match=r"read-?only"), town.database.reading() as session:
        write(session)
    assert_nothing_is_open(town.database)
    with town.database.writing() as session:
        assert run(session, "SELECT count(*) FROM heartbeat WHERE name = 'x'").scalar_one() == 0
        run(session, INSERT)
        assert run(session, "SELECT count(*) FROM heartbeat WHERE name = 'x'").scalar_one() == 1
        run(session, "DELETE FROM heartbeat WHERE name = 'x'")
