"""The database: one door for readers, one for writers, on SQLite and PostgreSQL.

A writer on SQLite begins IMMEDIATE (a deferred one loses updates or fails as locked), a reader is deferred and
cannot write at all. Settings: docs/promises.md; figures: docs/figures.md.
"""

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from workflow.records.sql import ANSWERS, DRIVER, driver_of

IDLE = 5.0
"""Seconds after which a connection has rested."""
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


@dataclass(frozen=True)
class Database:
    """Two engines on one database."""

    writer: Engine
    reader: Engine
    keeps_time: bool = field(default=False, kw_only=True)
    """True where the database's server has a clock of its own, on another machine than this process."""

    def second_clock(self, session: Session) -> datetime | None:
        """What time the database's server says it is; None when its clock is ours."""
        if not self.keeps_time:
            return None
        found: datetime = session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return found

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, or rolled back whole when anything is raised.

        The transaction is the connection's: the session's own would cost as much as the rows of a step.
        """
        with self.writer.begin() as connection:
            session = Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")
            session.info[DRIVER] = driver_of(connection)
            try:
                yield session
                session.flush()
            finally:
                session.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write, and remembers what it was answered."""
        with Session(self.reader) as session:
            session.info[ANSWERS] = {}
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """The same for whoever reads for long: everything is from one moment, whatever is written meanwhile."""
        sqlite = self.reader.dialect.name == "sqlite"
        engine = self.reader if sqlite else self.reader.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine) as session:
            session.info[ANSWERS] = {}
            yield session

    @contextmanager
    def glancing(self) -> Iterator[Session]:
        """A session that only looks, each statement by itself: on PostgreSQL a transaction costs two round trips more."""
        with Session(self._alone) as session:
            yield session

    @contextmanager
    def stating(self) -> Iterator[Session]:
        """A session for a single statement that changes something, kept at once; on SQLite a transaction like others."""
        if self.writer.dialect.name == "sqlite":
            with self.writing() as session:
                yield session
        else:
            with Session(self._alone) as session:
                yield session

    @cached_property
    def _alone(self) -> Engine:
        """Without transactions. One and the same: what is remembered of dates is kept by engine."""
        sqlite = self.reader.dialect.name == "sqlite"
        return self.reader if sqlite else self.writer.execution_options(isolation_level="AUTOCOMMIT")

    def dispose(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()


def is_reading(session: Session) -> bool:
    """True for a session that cannot write, and remembers what it was answered."""
    return ANSWERS in session.info


def connect(url: str, keeps_time: bool = False) -> Database:
    """The database at `url` ("sqlite:///file.db", "sqlite://" in memory, "postgresql://…"); `keeps_time` where its server
    has a clock of its own (never SQLite's, which is ours)."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url)
        _ask_the_idle(engine)
        return Database(engine, engine.execution_options(postgresql_readonly=True), keeps_time=keeps_time)
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

    def start(connection: Any) -> None:
        connection.cursor().execute(begin)

    # Not by the event "begin": every connection would join the engine's events anew, a tenth of a small step.
    engine.dialect.do_begin = start  # type: ignore[assignment]
    return engine


def _ask_the_idle(engine: Engine) -> None:
    """A connection that has rested is asked whether it lives before it is used; asking every time costs a round trip."""

    @event.listens_for(engine, "checkin")
    def rests(_: object, record: Any) -> None:
        record.info["since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def wakes(connection: Any, record: Any, _: object) -> None:
        if monotonic() - record.info.get("since", monotonic()) > IDLE:
            try:
                connection.execute("SELECT 1")
                connection.rollback()
            except Exception as error:
                raise DisconnectionError from error


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
