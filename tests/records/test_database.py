"""The doors: who writes is alone and safe, who reads cannot write, and what fails leaves nothing."""

import sqlite3
import threading
import warnings
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from workflow.records.database import Database, connect, sqlite_is_safe, warn_of_sqlite
from workflow.records.organisation import Organisation
from workflow.records.sql import quick, run

ADD = "INSERT INTO organisation (code, name, language, model) VALUES (?, 'x', 'sv', '')"
COUNT = "SELECT count(*) FROM organisation"


def count(database: Database) -> int:
    with database.reading() as session:
        return int(run(session, COUNT).scalar_one())


def is_sqlite(database: Database) -> bool:
    return database.writer.dialect.name == "sqlite"


def test_sqlite_is_set_to_lose_nothing(database: Database) -> None:
    if not is_sqlite(database):
        return
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            told = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in
                    ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")}  # fmt: skip
        reads = int(engine is database.reader)
        assert told == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
            "query_only": reads,
        }


def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), database.reading() as session:
        run(session, ADD, ("a",))
    with (
        pytest.raises((sqlite3.Error, psycopg.Error), match=r"readonly|read-only"),
        database.reading() as session,
    ):
        quick(session, ADD, ("a",))
    assert count(database) == 0


def test_a_reader_sees_what_was_committed_and_nothing_else(database: Database) -> None:
    with database.writing() as session:
        run(session, ADD, ("a",))
        assert count(database) == 0
    assert count(database) == 1


def test_what_is_raised_inside_undoes_everything(database: Database) -> None:
    with pytest.raises(LookupError), database.writing() as session:
        quick(session, ADD, ("a",))
        session.add(Organisation(code="b", name="b", model=""))
        session.flush()
        raise LookupError
    assert count(database) == 0


def test_what_was_added_is_written_without_being_asked(database: Database) -> None:
    with database.writing() as session:
        session.add(Organisation(code="b", name="b", model=""))
    assert count(database) == 1


def test_what_does_not_hold_is_told_at_the_end_too(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add_all([Organisation(code="b", name="b", model=""), Organisation(code="b", name="c", model="")])
    assert count(database) == 0


@pytest.mark.parametrize("say", [quick, run])
def test_a_savepoint_takes_back_what_goes_past_sqlalchemy_too(database: Database, say: object) -> None:
    with database.writing() as session:
        quick(session, ADD, ("a",))
        trial = session.begin_nested()
        say(session, ADD, ("b",))  # type: ignore[operator]
        trial.rollback()
        quick(session, ADD, ("c",))
    with database.reading() as session:
        assert run(session, "SELECT code FROM organisation ORDER BY code").scalars().all() == ["a", "c"]


def test_writers_on_sqlite_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    """A writer that begins deferred would fail as locked or write over the other."""
    if not is_sqlite(database):
        return
    with database.writing() as session:
        quick(session, ADD, ("n",))
        run(session, "UPDATE organisation SET name = '0'")

    def add() -> None:
        for _ in range(10):
            with database.writing() as session:
                had = int(quick(session, "SELECT name FROM organisation").fetchone()[0])
                quick(session, "UPDATE organisation SET name = ?", (str(had + 1),))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert quick(session, "SELECT name FROM organisation").fetchone()[0] == "40"


def test_one_in_memory_is_one(tmp_path: Path) -> None:
    database = connect("sqlite://")
    with database.writing() as session:
        run(session, "CREATE TABLE a (b)")
    with database.reading() as session:
        assert run(session, "SELECT count(*) FROM a").scalar_one() == 0
    database.dispose()


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'a' / 'b' / 'c.db'}")
    with database.writing() as session:
        run(session, "CREATE TABLE a (b)")
    database.dispose()
    assert (tmp_path / "a/b/c.db").exists()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), True), ((3, 7, 0), False), ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True),
        ((3, 44, 9), True), ((3, 45, 0), False), ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 0), False),
        ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_which_sqlite_can_corrupt_a_file_that_several_write_to(version: tuple[int, ...], safe: bool) -> None:
    assert sqlite_is_safe(version) is safe


def test_it_is_said_of_sqlite_only_and_only_when_it_is_so() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        warn_of_sqlite("postgresql://localhost/x")
        assert not told
        warn_of_sqlite("sqlite:///x.db")
    assert bool(told) is not sqlite_is_safe()
