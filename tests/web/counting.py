"""How many statements a page asks the database, whatever layer asks them: the driver itself tells."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from workflow.records.database import Database

MOST = 8
"""Statements of a page that is opened often, however much it shows."""


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SELECTs that readers of an SQLite database ask meanwhile."""
    found: list[str] = []

    def note(sql: str) -> None:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            found.append(sql)

    def listen(connection: object, *_: object) -> None:
        connection.set_trace_callback(note)  # type: ignore[attr-defined]

    def stop(connection: object, *_: object) -> None:
        connection.set_trace_callback(None)  # type: ignore[attr-defined]

    event.listen(database.reader, "checkout", listen)
    event.listen(database.reader, "checkin", stop)
    try:
        yield found
    finally:
        event.remove(database.reader, "checkout", listen)
        event.remove(database.reader, "checkin", stop)
