"""The limit of what writes: the very same rows, ready beforehand, written by the bare driver into copies of the tables.

What a piece of work writes is recorded while it is done once; the copies are as the tables were before it.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy.orm import Session

from tests.bench.measure import Work
from workflow.records.database import PRAGMAS, Database
from workflow.records.sql import DRIVER, Driver, driver

TABLES = ("cases", "event", "payload", "chain")
"""What a step writes."""
WRITES = re.compile(r"(INSERT INTO|UPDATE) (cases|event|payload|chain|mail|mail_line|letterbox)\b")
Statement = tuple[str, Any, bool]
"""The SQL, its values, and whether they are many rows."""


@dataclass(frozen=True)
class Recorded(Database):
    """A database that notes what is written, transaction by transaction, while it is written."""

    noted: list[list[Statement]] = field(default_factory=list)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """As ever, with a driver that notes."""
        with super().writing() as session:
            self.noted.append([])
            real = driver(session)
            session.info[DRIVER] = Driver(_Noting(real.connection, self.noted[-1]), real.postgres)
            yield session


def recorded(database: Database) -> Recorded:
    """The same database, noting."""
    return Recorded(database.writer, database.reader)


def bare_driver(kind: str, url: str) -> Any:
    """A connection of the driver's own to the same database, set as ours are."""
    if kind == "postgresql":
        return psycopg.connect(url)
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def copy_tables(kind: str, driver: Any, tables: Sequence[str] = TABLES) -> None:
    """bare_cases, bare_event …: the tables with their indexes and what is in them."""
    for table in tables:
        driver.execute(f"DROP TABLE IF EXISTS bare_{table}")
        if kind == "postgresql":
            driver.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
        else:
            _copy_sqlite(driver, table)
        driver.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")
    driver.commit()


def replay(kind: str, driver: Any, noted: list[list[Statement]], read: bool = False) -> Work:
    """Each call writes what the next transaction wrote; with `read` after reading a row, as a step must."""
    transactions = iter([[_bare(statement) for statement in writes] for writes in noted])
    cursor = driver.cursor()
    lock = "SELECT * FROM bare_chain c JOIN bare_cases k ON k.organisation = c.organisation AND k.id = 1"

    def work() -> None:
        if kind == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        if read:
            cursor.execute(lock + (" FOR UPDATE OF c" if kind == "postgresql" else "")).fetchall()
        for sql, values, many in next(transactions):
            (cursor.executemany if many else cursor.execute)(sql, values)
        cursor.execute("COMMIT") if kind == "sqlite" else driver.commit()

    return work


class _Noting:
    """A connection of the driver whose cursors note what they write."""

    def __init__(self, connection: Any, noted: list[Statement]) -> None:
        self.connection, self.noted = connection, noted

    def cursor(self) -> "_NotingCursor":
        return _NotingCursor(self.connection.cursor(), self.noted)

    def pipeline(self) -> Any:
        return self.connection.pipeline()


class _NotingCursor:
    def __init__(self, cursor: Any, noted: list[Statement]) -> None:
        self.cursor, self.noted = cursor, noted

    def execute(self, sql: str, values: Any) -> None:
        if WRITES.search(sql):
            self.noted.append((sql, values, False))
        self.cursor.execute(sql, values)

    def executemany(self, sql: str, values: Any) -> None:
        self.noted.append((sql, values, True))
        self.cursor.executemany(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def _bare(statement: Statement) -> Statement:
    sql, values, many = statement
    return WRITES.sub(r"\1 bare_\2", sql), values, many


def _copy_sqlite(driver: Any, table: str) -> None:
    found = driver.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type <> 'trigger' "
                           "ORDER BY type DESC", (table,)).fetchall()  # fmt: skip
    for (sql,) in found:
        named = re.sub(rf'^(CREATE TABLE) "?{table}"?', rf"\1 bare_{table}", sql)
        driver.execute(re.sub(rf'INDEX (\w+) ON "?{table}"?', rf"INDEX bare_\1 ON bare_{table}", named))
