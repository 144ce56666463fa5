"""A fuse in the database driver: it blows at the n-th statement or commit, before it is done or after.

It stands in the driver itself, so it is blown by what goes through SQLAlchemy and by what goes past it alike.
"""

import sqlite3
from typing import Any

import psycopg
from sqlalchemy import event

from workflow.records.database import Database


class Fuse:
    """Counts what is sent. `arm(n)` lets the n-th blow; `after` when the database has done it but nobody hears so.
    `at_commit` tells whether what was sent last was a commit."""

    def __init__(self) -> None:
        self.left, self.after, self.blown, self.at_commit = 0, False, False, False

    def arm(self, n: int, after: bool) -> None:
        """Blow at the n-th from now on."""
        self.left, self.after, self.blown = n, after, False

    def before(self) -> None:
        """Something is about to be sent."""
        if self.left == 1 and not self.after:
            self._blow()

    def done(self) -> None:
        """It has been done."""
        self.left -= 1
        if self.left == 0 and self.after:
            self._blow()

    def _blow(self) -> None:
        self.left, self.blown = 0, True
        raise Blown("the fuse has blown")


class Blown(sqlite3.OperationalError, psycopg.OperationalError):
    """What a driver says when the line is lost."""


def put_in(database: Database) -> Fuse:
    """A fuse for every connection that the writer opens from now on."""
    fuse = Fuse()
    own = {"sqlite": _sqlite, "postgresql": _postgres}[database.writer.dialect.name](fuse)

    @event.listens_for(database.writer, "do_connect")
    def connect(_: Any, __: Any, args: Any, options: Any) -> Any:
        return own(*args, **options)

    return fuse


def _sqlite(fuse: Fuse) -> Any:
    class Cursor(sqlite3.Cursor):
        def execute(self, *args: Any) -> Any:
            return fused(fuse, super().execute, *args)

        def executemany(self, *args: Any) -> Any:
            return fused(fuse, super().executemany, *args)

    class Connection(sqlite3.Connection):
        def cursor(self, _: Any = None) -> Any:
            return super().cursor(Cursor)

        def commit(self) -> None:
            fused(fuse, super().commit)

    return lambda *args, **options: sqlite3.connect(*args, factory=Connection, **options)


def _postgres(fuse: Fuse) -> Any:
    class Cursor(psycopg.Cursor[Any]):
        def execute(self, *args: Any, **options: Any) -> Any:
            return fused(fuse, super().execute, *args, **options)

        def executemany(self, *args: Any, **options: Any) -> Any:
            return fused(fuse, super().executemany, *args, **options)

    class Connection(psycopg.Connection[Any]):
        def commit(self) -> None:
            fused(fuse, super().commit)

    def connect(*args: Any, **options: Any) -> Any:
        return Connection.connect(*args, **options, cursor_factory=Cursor)

    return connect


def fused(fuse: Fuse, send: Any, *args: Any, **options: Any) -> Any:
    """Send it through the fuse."""
    fuse.at_commit = send.__name__ == "commit"
    fuse.before()
    answer = send(*args, **options)
    fuse.done()
    return answer
