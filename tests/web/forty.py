"""Forty goals that wait for the council on 16 June 2026, in a town of their own, and browsers for its people."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people import Town, mariestad, moment
from tests.web.conftest import SETTINGS
from web.app import create_app
from workflow.facts import fact_of
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.states.command import ImportedCase
from workflow.states.context import Who
from workflow.states.perform import bring_in

TODAY = date(2026, 6, 16)
COUNCIL = date(2026, 6, 15)
SHARES = (("BUN", 16), ("SN", 14), ("KS", 10))
WORDS = "Andelen brukare som är nöjda med verksamhet {number} ska vara minst 85 procent år 2027"
Enter = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def model_forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, Path]:
    """The town, built once in a file."""
    file = tmp_path_factory.mktemp("forty") / "town.db"
    database = connect(f"sqlite:///{file}")
    migrate(database)
    town = built(database)
    database.dispose()
    return town, file


def built(database: Database) -> Town:
    """The town on its day, with its goals reviewed and their indicators planned."""
    town = mariestad(database)
    town.tick(TODAY)
    years = {code: town.find("committee_year", unit=code)[0].id for code, _ in SHARES}
    bodies = [code for code, share in SHARES for _ in range(share)]
    with database.writing() as session:
        for number, code in enumerate(bodies, start=1):
            _goal(session, town, number, years[code])
    return town


def _goal(session: Session, town: Town, number: int, year: int) -> None:
    said = {"goal": WORDS.format(number=number), "focus_areas": town.focus_areas()[:1]}
    facts = [(fact_of("wording", said), ""), (fact_of("proposal", {"realism": "Ja"}), "")]
    goal = bring_in(
        session,
        ImportedCase(
            "goal",
            "smart_reviewed",
            facts,
            town.clock,
            at=town.now,
            parent=year,
            year=2027,
            title=WORDS.format(number=number),
        ),
    ).case.id
    aim = {"name": f"Nöjda brukare {number}", "unit": "procent", "target": 85, "direction": "up"}
    bring_in(
        session,
        ImportedCase(
            "indicator",
            "planned",
            [(fact_of("indicator", aim), "")],
            town.clock,
            at=town.now,
            parent=goal,
            year=2027,
            title=aim["name"],
        ),
    )


def web_of(town: Town) -> Flask:
    """The web of a town on the day."""
    app = create_app(SETTINGS, town.database, lambda: moment(TODAY), demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def signed_in(app: Flask, who: Who) -> FlaskClient:
    """A browser in which somebody is signed in."""
    client = app.test_client()
    assert client.post("/logga-in", data={"person": f"{who.organisation}/{who.person}"}).status_code == 303
    return client


@pytest.fixture
def forty(model_forty: tuple[Town, Path], tmp_path: Path) -> Iterator[Town]:
    """A copy of the town of one's own."""
    known, file = model_forty
    copy = tmp_path / "forty.db"
    copy.write_bytes(file.read_bytes())
    database = connect(f"sqlite:///{copy}")
    yield Town(database, known.model, known.clock, known.unit, known.people, TODAY, known.charlie)
    database.dispose()


@pytest.fixture
def forty_app(forty: Town) -> Flask:
    """Its web."""
    return web_of(forty)


@pytest.fixture
def enter(forty_app: Flask, forty: Town) -> Enter:
    """A browser in which somebody is signed in."""
    return lambda name: signed_in(forty_app, forty.charlie if name == "charlie" else forty.people[name])
