"""Ready SQL on a session's own connection: written once with `?`, spoken to both drivers.

`run` goes through SQLAlchemy and answers with named rows; `quick` speaks to the driver itself, for the write path
and for reading many cases: half the cost of a small statement is the layer around it (docs/promises.md).
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.orm import Session


DRIVER = "driver"
"""Where a writing session keeps the driver's connection of its one transaction."""


def run(session: Session, sql: str, values: Sequence[Any] = ()) -> CursorResult[*tuple[Any, ...]]:
    """Execute `sql` with positional `values`, or with a list of them for many rows."""
    connection = session.connection()
    many = values if isinstance(values, list) else tuple(values)
    return connection.exec_driver_sql(_spoken(sql, connection.dialect.name), many)


def quick(session: Session, sql: str, values: Sequence[Any] = ()) -> Any:
    """The same on the driver's own cursor, which it answers with: fetchone, fetchall, rowcount."""
    driver = session.info.get(DRIVER) or session.connection().connection
    cursor = driver.cursor()
    spoken = _spoken(sql, session.get_bind().dialect.name)
    if isinstance(values, list):
        cursor.executemany(spoken, values)
    else:
        cursor.execute(spoken, values)
    return cursor


@lru_cache(maxsize=512)
def _spoken(sql: str, dialect: str) -> str:
    """SQLite says `?`; psycopg says `%s`."""
    if dialect == "sqlite":
        return sql
    return sql.replace("%", "%%").replace("?", "%s")
