"""Letters to everybody whose forecast opens, for every municipality of the country: made by one filling, against the very
same rows written by the bare driver in the same transactions. Linear: twice the municipalities, twice the time."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

from notifications.enqueue import enqueue
from tests.bench.bare import bare_driver, copy_tables, recorded, replay
from tests.bench.measure import Figure, against, timed
from tests.bench.scene import analyse, crowd
from workflow.cycle.tick import tick
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.organisation import Person, Seat
from workflow.records.sql import quick

BEFORE = datetime(2027, 2, 15, 5, tzinfo=UTC)
OPENS = datetime(2027, 4, 1, 5, tzinfo=UTC)
"""When forecast 1 opens."""
SINCE = date(2020, 1, 1)
MUNICIPALITIES, LETTERS = 311, 39
"""A letter to each of so many in each: 12,129."""
TIMES = 5
MOST, LINEAR = 2.0, 1.3
TABLES = ("mail", "mail_line", "letterbox")
KEYS = {
    "mail": "(organisation) REFERENCES organisation (id)",
    "mail_line": "(organisation, mail) REFERENCES bare_mail (organisation, number)",
}


def batch(kind: str, url: str) -> list[Figure]:
    """Filling the outbox for the whole country, and for half of it."""
    database = connect(url)
    migrate(database)
    for number in range(MUNICIPALITIES):
        populate(database, f"{number:04}", LETTERS)
    analyse(database)
    assert tick(database, OPENS).reminders == MUNICIPALITIES * LETTERS
    _settle(kind, database)
    filled: dict[int, list[float]] = {}
    written: dict[int, list[float]] = {}
    with closing(bare_driver(kind, url)) as driver:
        for turn in range(TIMES + 1):
            for size in (MUNICIPALITIES // 2, MUNICIPALITIES):
                empty(database, size)
                noting = recorded(database)
                _copy(kind, driver)
                ours = timed(lambda: _fill(noting, size))  # noqa: B023
                bare = timed(_writing(kind, driver, noting.noted))
                _drop(driver)
                if turn:
                    filled.setdefault(size, []).append(ours / size)
                    written.setdefault(size, []).append(bare / size)
    database.dispose()
    few, many = sorted(filled)
    name = f"filling for {many} municipalities, {many * LETTERS} letters"
    return [
        against(f"{name}, a letter, against its rows by the bare driver ({kind})", filled[many], written[many], MOST,
                per=LETTERS),
        against(f"{name}, a letter, against a letter of {few * LETTERS} ({kind})", filled[many], filled[few], LINEAR,
                per=LETTERS),
    ]  # fmt: skip


def populate(database: Database, code: str, people: int) -> int:
    """One more municipality, with so many managers, each responsible for a goal; its number."""
    stage = crowd(database, code, people, BEFORE)
    organisation = stage.clock.organisation
    with database.writing() as session:
        made = [
            Person(organisation=organisation, name=f"Person {number}", email=f"p{number}@kommun.invalid", language="sv")
            for number in range(people)
        ]
        session.add_all(made)
        session.flush()
        session.add_all(
            Seat(organisation=organisation, person=one.id, unit=stage.unit, role="manager", since=SINCE) for one in made
        )
        pairs = [(one.id, goal) for one, goal in zip(made, stage.goals, strict=True)]
        quick(session, "UPDATE cases SET responsible = ? WHERE id = ?", pairs)
    return organisation


def _settle(kind: str, database: Database) -> None:
    """The tables are known as they are when they are full: PostgreSQL keeps a plan that it made for an empty table, and
    would be told in the middle of a measurement that this one is."""
    if kind == "postgresql":
        with database.writing() as session:
            for table in TABLES:
                quick(session, f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    enqueue(database, OPENS)
    analyse(database)


def empty(database: Database, size: int) -> None:
    """No letter is made yet, for so many municipalities; for the others all are."""
    with database.writing() as session:
        for table in ("mail_line", "mail", "letterbox"):
            quick(session, f"DELETE FROM {table}")
        quick(session, "INSERT INTO letterbox (organisation, seq, number, most) "
              "SELECT organisation, CASE WHEN organisation <= ? THEN 0 ELSE seq END, 0, 0 FROM chain", (size,))  # fmt: skip


def _fill(database: Database, size: int) -> None:
    made = enqueue(database, OPENS)
    assert made == size * LETTERS, made


def _copy(kind: str, driver: Any) -> None:
    """The copies hold to the same foreign keys; PostgreSQL does not copy those by itself."""
    copy_tables(kind, driver, TABLES)
    for table, key in KEYS.items() if kind == "postgresql" else ():
        driver.execute(f"ALTER TABLE bare_{table} ADD FOREIGN KEY {key}")
    driver.commit()


def _drop(driver: Any) -> None:
    """The copies go: their letters' lines would hold on to ours."""
    for table in reversed(TABLES):
        driver.execute(f"DROP TABLE bare_{table}")
    driver.commit()


def _writing(kind: str, driver: Any, noted: list[Any]) -> Callable[[], None]:
    """Every transaction again, by the driver."""
    noted = [writes for writes in noted if writes]
    work = replay(kind, driver, noted)

    def write() -> None:
        for _ in noted:
            work()

    return write
