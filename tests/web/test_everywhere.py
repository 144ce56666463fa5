"""Every page there is, on PostgreSQL too: nothing in our SQL is one database's alone."""

import pytest
from flask import Flask

from tests.web.conftest import SETTINGS
from tests.web.places import PLACES
from tests.web.town import NOW, Town, built
from web.app import create_app
from workflow.records.database import Database


@pytest.fixture
def anywhere(database: Database) -> Town:
    """The town, built on the database of the run: SQLite and PostgreSQL in turn."""
    return built(database)


def test_every_page_is_there_on_every_database(anywhere: Town) -> None:
    app: Flask = create_app(SETTINGS, anywhere.database, lambda: NOW, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    for who, address in sorted({place for places in PLACES.values() for place in places}):
        client = app.test_client()
        if who != "-":
            key = f"{anywhere.organisation}/{anywhere.people[who]}"
            assert client.post("/logga-in", data={"person": key}).status_code == 303
        path = address.format(**anywhere.people, **anywhere.cases)
        assert client.get(path).status_code in (200, 302, 303, 404), path
