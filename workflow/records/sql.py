"""Ready SQL on a session's own connection: written once with `?`, spoken to both drivers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.orm import Session


def run(session: Session, sql: str, values: Sequence[Any] = ()) -> CursorResult[*tuple[Any, ...]]:
    """Execute `sql` with positional `values`, or with a list of them for many rows."""
    connection = session.connection()
    many = values if isinstance(values, list) else tuple(values)
    return connection.exec_driver_sql(_spoken(sql, connection.dialect.name), many)


@lru_cache(maxsize=512)
def _spoken(sql: str, dialect: str) -> str:
    """SQLite says `?`; psycopg says `%s`, and wants its JSON columns told apart from text."""
    if dialect == "sqlite":
        return sql
    return sql.replace("%", "%%").replace("?", "%s")
