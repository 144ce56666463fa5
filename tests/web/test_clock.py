"""The demonstration's clock: its day moved on by a press or a slider, the days worth going to, and beginning again."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.web.reading import words
from web import clock
from web.app import create_app
from web.demo.run import prepare
from workflow.records.database import Database, connect
from workflow.records.sql import run
from workflow.settings import Settings

FIRST = date(2024, 12, 2)


@pytest.fixture
def demonstration(tmp_path: Path) -> tuple[Flask, Database]:
    """A demonstration on an early day, made as the command makes it."""
    file = tmp_path / "demo.db"
    known = Settings(secret_key="prov" * 12, database_url=f"sqlite:///{file}", _env_file=None)
    prepare(file, FIRST, known)
    database = connect(known.database_url)
    app = create_app(known, database, clock.demonstration(database), demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app, database


def test_a_press_moves_the_day_and_the_clock_ticks_meanwhile(demonstration: tuple[Flask, Database]) -> None:
    app, database = demonstration
    client = app.test_client()
    answer = client.post("/demo/datum", data={"fram": "7", "vidare": "/demo"}, follow_redirects=True)
    assert "Nu är det 9 dec. 2024" in words(answer)
    with database.reading() as session:
        sql = "SELECT at FROM heartbeat ORDER BY at DESC"
        assert str(run(session, sql).scalars().first()).startswith("2024-12-09")


def test_there_are_days_worth_going_to(demonstration: tuple[Flask, Database]) -> None:
    app, _ = demonstration
    page = app.test_client().get("/demo")
    assert "Dagar att gå till" not in words(page) or "Till " in words(page)
    assert 'type="range"' in page.text and 'max="92"' in page.text


@pytest.mark.parametrize("wrong", [{"fram": "0"}, {"fram": "93"}, {"fram": "-1"}, {"datum": "2024-12-01"}, {}])
def test_it_is_never_moved_back_or_too_far(demonstration: tuple[Flask, Database], wrong: dict[str, str]) -> None:
    app, _ = demonstration
    client = app.test_client()
    answer = client.post("/demo/datum", data=wrong, follow_redirects=True)
    assert "Dagen kan flyttas fram till" in words(answer) and "2 dec. 2024" in client.get("/demo").text


def test_it_begins_again_while_it_runs(demonstration: tuple[Flask, Database]) -> None:
    app, database = demonstration
    client = app.test_client()
    count = "SELECT count(*) FROM event"
    with database.reading() as session:
        before = run(session, count).scalar_one()
    client.post("/demo/datum", data={"fram": "60"})
    with database.reading() as session:
        assert run(session, count).scalar_one() > before
    answer = client.post("/demo/borja-om", follow_redirects=True)
    assert "Demonstrationen börjar om den 2 dec. 2024" in words(answer)
    with database.reading() as session:
        assert run(session, count).scalar_one() == before
    assert "2 dec. 2024" in client.get("/demo").text


def test_it_is_nowhere_but_in_the_demonstration(demonstration: tuple[Flask, Database]) -> None:
    app, _ = demonstration
    app.config["DEMO"] = False
    client = app.test_client()
    for method, address in (("get", "/demo"), ("post", "/demo/datum"), ("post", "/demo/borja-om")):
        assert client.open(address, method=method).status_code == 404
