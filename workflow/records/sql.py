"""Ready SQL on a session's own connection: written once with `?`, spoken to both drivers.

`run` goes through SQLAlchemy and answers with named rows; `quick` speaks to the driver itself, for the write path
and for reading many cases: half the cost of a small statement is the layer around it (docs/figures.md).
"""

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, CursorResult
from sqlalchemy.orm import Session

Answer = TypeVar("Answer")
DRIVER = "driver"
"""Where a writing session keeps the driver of its one transaction."""
ANSWERS = "answers"
"""Where a reading session keeps what it was answered: whoever asks the same again hears the same."""


class Driver(NamedTuple):
    """The driver's own connection, and whether it speaks PostgreSQL."""

    connection: Any
    postgres: bool


def driver_of(connection: Connection) -> Driver:
    """The driver under SQLAlchemy's connection."""
    return Driver(connection.connection.driver_connection, connection.dialect.name == "postgresql")


def driver(session: Session) -> Driver:
    """The driver under the session: what a writing session keeps, else asked for anew. A savepoint is set by SQLAlchemy
    when its connection is asked for, so it is asked for then."""
    kept: Driver | None = session.info.get(DRIVER)
    if kept is None or session.in_nested_transaction():
        return driver_of(session.connection())
    return kept


def run(session: Session, sql: str, values: Sequence[Any] = ()) -> CursorResult[*tuple[Any, ...]]:
    """Execute `sql` with positional `values`, or with a list of them for many rows."""
    connection = session.connection()
    many = values if isinstance(values, list) else tuple(values)
    return connection.exec_driver_sql(_spoken(sql, connection.dialect.name == "postgresql"), many)


def quick(session: Session, sql: str, values: Sequence[Any] = ()) -> Any:
    """The same on the driver's own cursor, which it answers with: fetchone, fetchall, rowcount."""
    connection, postgres = driver(session)
    cursor = connection.cursor()
    if isinstance(values, list):
        cursor.executemany(_spoken(sql, postgres), values)
    else:
        cursor.execute(_spoken(sql, postgres), values)
    return cursor


def answers(session: Session, sql: str, values: Sequence[Any] = ()) -> Sequence[Any]:
    """All rows that `run` finds; in a reading session asked once."""
    return remembered(session, (sql, *values), lambda: run(session, sql, values).all())


def remembered(session: Session, key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers; in a reading session only the first time that the key is asked for. Nobody changes it."""
    kept = session.info.get(ANSWERS)
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    found: Answer = kept[key]
    return found


def together(session: Session, asked: Sequence[tuple[str, Sequence[Any]]]) -> list[list[Any]]:
    """All rows of several questions, in order: to PostgreSQL they go in one round trip."""
    with at_once(session):
        return [cursor.fetchall() for cursor in [quick(session, sql, values) for sql, values in asked]]


def at_once(session: Session) -> AbstractContextManager[object]:
    """Within it PostgreSQL is told one thing after the other without waiting for its answers."""
    connection, postgres = driver(session)
    return connection.pipeline() if postgres else nullcontext()


@lru_cache(maxsize=512)
def _spoken(sql: str, postgres: bool) -> str:
    """SQLite says `?`; psycopg says `%s`."""
    return sql.replace("%", "%%").replace("?", "%s") if postgres else sql
