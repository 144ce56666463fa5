"""Mariestad, built once on each database and copied: building it anew takes longer than most stories."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
    return file, built(f"sqlite:///{file}")


@pytest.fixture(scope="session")
def postgres_town(postgres: str, template: str) -> tuple[str, Town]:
    """The name of the database to copy from, and the town in it."""
    name = f"{template}_town"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return name, built(make_url(postgres).set(database=name).render_as_string(hide_password=False))


@pytest.fixture(params=BOTH)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The town on the day on which goal year 2027 opens, on each database: one's own."""
    with copied(request, request.param, tmp_path) as town:
        yield town


@contextmanager
def copied(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[Town]:
    """A copy of the town on a kind of database; a file is laid in `folder`."""
    if kind == "sqlite":
        file, town = request.getfixturevalue("sqlite_town")
        shutil.copy(file, folder / "town.db")
        with _in(connect(f"sqlite:///{folder / 'town.db'}"), town) as here:
            yield here
        return
    postgres = request.getfixturevalue("postgres")
    template, town = request.getfixturevalue("postgres_town")
    name = f"{template}_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        address = make_url(postgres).set(database=name).render_as_string(hide_password=False)
        with _in(connect(address), town) as here:
            yield here
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def built(url: str) -> Town:
    """The town, in a database that is let go."""
    database = connect(url)
    town = mariestad(database)
    database.dispose()
    return town


@contextmanager
def _in(database: Database, town: Town) -> Iterator[Town]:
    yield replace(town, database=database, people=dict(town.people))
    database.dispose()
