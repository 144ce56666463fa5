"""The town and its web."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.door import Door
from tests.web.town import NOW, Town, built
from web.app import create_app
from workflow.records.database import connect
from workflow.records.migrate import migrate
from workflow.settings import Settings

SETTINGS = Settings(secret_key="prov" * 12, _env_file=None)
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def model_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Path]]:
    """The town, built once in a file."""
    file = tmp_path_factory.mktemp("town") / "town.db"
    database = connect(f"sqlite:///{file}")
    migrate(database)
    town = built(database)
    database.dispose()
    assert not file.with_name("town.db-wal").exists()
    yield town, file


@pytest.fixture
def town(model_town: tuple[Town, Path], tmp_path: Path) -> Iterator[Town]:
    """A copy of the town of one's own."""
    known, file = model_town
    copy = tmp_path / "town.db"
    copy.write_bytes(file.read_bytes())
    database = connect(f"sqlite:///{copy}")
    yield Town(database, known.organisation, known.clock, known.people, known.units, known.cases)
    database.dispose()


@pytest.fixture(scope="session")
def web_app() -> tuple[Flask, dict[str, Any]]:
    """The web, put together once, and how it is set: its hundred addresses take longer to compile than most pages."""
    app = create_app(SETTINGS, connect("sqlite://"), lambda: NOW, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app, dict(app.config)


@pytest.fixture
def app(web_app: tuple[Flask, dict[str, Any]], town: Town) -> Flask:
    """The web of the town, where one may sign in as anybody; forms need no token here (one test asks for it)."""
    app, config = web_app
    app.config.clear()
    app.config.update(config)
    app.extensions |= {"database": town.database, "clock": lambda: NOW}
    return app


@pytest.fixture
def sign_in(app: Flask, town: Town) -> SignIn:
    """A browser in which somebody is signed in."""

    def enter(name: str) -> FlaskClient:
        client = app.test_client()
        organisation = town.cases["neighbour"] if name == "Charlie" else town.organisation
        answer = client.post("/logga-in", data={"person": f"{organisation}/{town.people[name]}"})
        assert answer.status_code == 303
        return client

    return enter


@pytest.fixture
def door(town: Town) -> Door:
    """The web outside the demonstration, where one signs in by mail."""
    return Door(town)
