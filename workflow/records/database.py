"""The database: one door for readers, one for writers, on SQLite and PostgreSQL.

A writer on SQLite begins IMMEDIATE (a deferred one loses updates or fails as locked), a reader is deferred and
cannot write at all. Settings and figures: docs/promises.md.
"""

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


@dataclass(frozen=True)
class Database:
    """Two engines on one database."""

    writer: Engine
    reader: Engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back whole when anything is raised."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write."""
        with Session(self.reader) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()


def connect(url: str) -> Database:
    """The database at `url` ("sqlite:///file.db", "sqlite://" in memory, "postgresql://…")."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
        return Database(engine, engine.execution_options(postgresql_readonly=True))
    if not (name := make_url(url).database):
        memory = _sqlite("sqlite://", "BEGIN IMMEDIATE", poolclass=StaticPool)
        return Database(memory, memory)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    return Database(_sqlite(url, "BEGIN IMMEDIATE"), _sqlite(url, "BEGIN", "query_only=ON"))


def _sqlite(url: str, begin: str, *more: str, **options: Any) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def settings(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS + more:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def sqlite_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """False for the versions with the WAL-reset race (3.7.0 to 3.51.2, but for 3.44.6 and 3.50.7 and later fixes)."""
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return version < (3, 7) or fixed


def warn_of_sqlite(url: str) -> None:
    """Say so when the library could corrupt a file that several processes write to."""
    if make_url(url).get_backend_name() == "sqlite" and not sqlite_is_safe():
        warnings.warn(
            f"SQLite {sqlite3.sqlite_version} has a known fault when several processes write to one file: "
            "run one process, or use SQLite 3.51.3 or later, or PostgreSQL.",
            RuntimeWarning,
            stacklevel=2,
        )
