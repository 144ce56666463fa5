"""Mariestad, built once on each database and copied: a town to a test, or to a file in which nothing is kept."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.people import Town, mariestad
from workflow.records.database import Database, connect

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def sqlite_town(schema: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Town]:
    """The file to copy from, and the town in it."""
    file = tmp_path_factory.mktemp("town") / "town.db"
    shutil.copy(schema, file)
    return file, _built(f"sqlite:///{file}")


@pytest.fixture(scope="session")
def postgres_town(postgres: str, template: str) -> tuple[str, Town]:
    """The name of the database to copy from, and the town in it."""
    name = f"{template}_town"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name, _built(make_url(postgres).set(database=name).render_as_string(hide_password=False))


@pytest.fixture(params=BOTH)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The town on the day goal year 2027 opens, on each database."""
    yield from _copy(request, request.param, tmp_path)


@pytest.fixture(scope="module", params=BOTH)
def standing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same for a whole file: what a test does in it is undone again (`trying`)."""
    yield from _copy(request, request.param, tmp_path_factory.mktemp("standing"))


@pytest.fixture(scope="module")
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same on SQLite alone, for what no database can make a difference to."""
    yield from _copy(request, "sqlite", tmp_path_factory.mktemp("here"))


def _built(url: str) -> Town:
    database = connect(url)
    town = mariestad(database)
    database.dispose()
    return town


def _copy(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[Town]:
    if kind == "sqlite":
        file, town = request.getfixturevalue("sqlite_town")
        shutil.copy(file, folder / "town.db")
        yield from _in(connect(f"sqlite:///{folder / 'town.db'}"), town)
        return
    postgres = request.getfixturevalue("postgres")
    template, town = request.getfixturevalue("postgres_town")
    name = f"{template}_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        address = make_url(postgres).set(database=name).render_as_string(hide_password=False)
        yield from _in(connect(address), town)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _in(database: Database, town: Town) -> Iterator[Town]:
    yield replace(town, database=database, people=dict(town.people))
    database.dispose()
