"""One step, and an act of forty, against the raw loop and against the same rows written by the bare driver."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.measure import Figure, against, in_turn, numbers
from tests.bench.scene import AT, WORDING, Scene, scene
from workflow.facts import fact_of
from workflow.records.chain import (
    INSERT_EVENT,
    INSERT_PAYLOAD,
    ONE_TRIP,
    UPDATE_CASE,
    UPDATE_CHAIN,
    Entry,
    _row,
    case_values,
    lock,
)
from workflow.records.database import connect
from workflow.states.perform import perform
from workflow.states.situation import cases

GOALS, ACT, ROUNDS, TIMES = 400, 40, 12, 60
RAW = (
    "CREATE TABLE raw (id integer PRIMARY KEY, state text, version integer)",
    "CREATE TABLE raw_log (id {serial}, raw integer, who integer, a text, b text, at text)",
)


def steps(kind: str, url: str, file: Path | None) -> list[Figure]:
    """The figures of the write path on one kind of database."""
    stage = scene(connect(url), GOALS)
    driver = _driver(kind, url, file)
    with closing(driver):
        raw, bare = _raw(kind, driver, stage), _bare(kind, driver, stage)
        goals, keys = itertools.cycle(stage.goals), numbers()
        fact = fact_of("wording", WORDING)

        def one() -> None:
            with stage.database.writing() as session:
                perform(session, "reword", next(goals), stage.dina, fact, at=AT, once=f"form/{next(keys)}")

        def act() -> None:
            with stage.database.writing() as session:
                for _ in range(ACT):
                    perform(session, "reword", next(goals), stage.dina, fact, at=AT, once=f"form/{next(keys)}")

        figures = in_turn({"raw": raw, "bare": bare, "perform": one}, ROUNDS, TIMES)
        acts = in_turn({"raw": lambda: [raw() for _ in range(ACT)], "act": act}, 8, 1)
    stage.database.dispose()
    limits = {"sqlite": (2.2, 3.3), "postgresql": (1.8, 2.0)}[kind]
    return [
        against(f"perform against the same rows by the bare driver ({kind})", figures, "perform", "bare", limits[0]),
        against(f"perform against raw SELECT+UPDATE+INSERT+COMMIT ({kind})", figures, "perform", "raw", limits[1]),
        against(f"a step of an act of forty against the raw loop ({kind})", acts, "act", "raw", 1.3),
    ]


def _driver(kind: str, url: str, file: Path | None) -> Any:
    if kind == "sqlite":
        connection = sqlite3.connect(str(file), isolation_level=None, timeout=5)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection
    return psycopg.connect(url)


def _raw(kind: str, driver: Any, stage: Scene) -> Callable[[], None]:
    """The raw loop: read a row under lock, change it, write history, commit."""
    postgres = kind == "postgresql"
    serial = "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY" if postgres else "integer PRIMARY KEY"
    for sql in RAW:
        driver.execute(sql.format(serial=serial))
    for goal in stage.goals:
        driver.execute(f"INSERT INTO raw VALUES ({goal}, 'draft', 0)")
    driver.commit()
    mark, end = ("%s", " FOR UPDATE") if postgres else ("?", "")
    goals = itertools.cycle(stage.goals)

    def raw() -> None:
        goal = next(goals)
        if not postgres:
            driver.execute("BEGIN IMMEDIATE")
        version = driver.execute(f"SELECT state, version FROM raw WHERE id = {mark}{end}", (goal,)).fetchone()[1]
        driver.execute(f"UPDATE raw SET state = 'x', version = version + 1 WHERE id = {mark} AND version = {mark}", (goal, version))
        driver.execute(f"INSERT INTO raw_log (raw, who, a, b, at) VALUES ({mark}, {mark}, {mark}, {mark}, {mark})",
                       (goal, 3, "draft", "x", "2025-11-03T08:00:00+00:00"))  # fmt: skip
        driver.execute("COMMIT") if not postgres else driver.commit()

    return raw


def _bare(kind: str, driver: Any, stage: Scene) -> Callable[[], None]:
    """The very rows of one perform, ready beforehand, in a copy of the tables, written by the driver alone."""
    for table in ("cases", "event", "payload", "chain"):
        copy = f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)" if kind == "postgresql" else _copied(driver, table)
        driver.execute(copy)
        driver.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")
    _indexed(kind, driver)
    driver.commit()
    rows = iter(list(itertools.islice(_rows(stage), (ROUNDS + 1) * TIMES)))
    return _bare_postgres(driver, rows) if kind == "postgresql" else _bare_sqlite(driver, rows)


def _copied(driver: Any, table: str) -> str:
    sql = driver.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]
    return str(sql).replace(f"CREATE TABLE {table}", f"CREATE TABLE bare_{table}", 1).replace(f'"{table}"', f'"bare_{table}"', 1)


def _indexed(kind: str, driver: Any) -> None:
    if kind == "postgresql":
        return
    found = driver.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                           "AND tbl_name IN ('cases', 'event')").fetchall()  # fmt: skip
    for name, sql, table in found:
        driver.execute(sql.replace(f"INDEX {name} ON {table}", f"INDEX bare_{name} ON bare_{table}", 1))


def _rows(stage: Scene) -> Iterator[tuple[Any, ...]]:
    """(case values with its conditions, payload, event, chain), one step after the other."""
    with stage.database.writing() as session:
        head = lock(session, stage.clock.organisation)
        there = {case.id: case for case in cases(session, "level = 'goal'", ())}
    body = fact_of("wording", WORDING).body()
    keys = numbers()
    for goal in itertools.cycle(stage.goals):
        before = there[goal]
        after = before._replace(version=before.version + 1, seq=head.seq + 1)
        entry = Entry(who=3, recorded=AT, effective=before.since, step="goal.reword", case=goal, from_state="draft",
                      to_state="draft", fact="wording", short={"wording": {"title": before.title}}, body=body,
                      model=before.model, once=f"bare/{next(keys)}")  # fmt: skip
        row, salt = _row(head, entry)
        head = head._replace(seq=head.seq + 1, seal=row[-2])
        there[goal] = after
        yield (
            (*case_values(after), head.organisation, goal, before.version, before.seq),
            (head.organisation, head.seq, salt, body), row, (head.seq, head.seal, "", head.organisation),
        )  # fmt: skip


def _named(sql: str, mark: str) -> str:
    for table in ("cases", "event", "payload", "chain"):
        sql = sql.replace(f"INTO {table} ", f"INTO bare_{table} ").replace(f"UPDATE {table} ", f"UPDATE bare_{table} ")
    return sql.replace("?", mark)


def _bare_sqlite(driver: Any, rows: Iterator[tuple[Any, ...]]) -> Callable[[], None]:
    statements = [_named(sql, "?") for sql in (UPDATE_CASE, INSERT_PAYLOAD, INSERT_EVENT, UPDATE_CHAIN)]

    def bare() -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("SELECT * FROM bare_cases WHERE id = 1").fetchone()
        for sql, values in zip(statements, next(rows), strict=True):
            driver.execute(sql, values)
        driver.execute("COMMIT")

    return bare


def _bare_postgres(driver: Any, rows: Iterator[tuple[Any, ...]]) -> Callable[[], None]:
    sql = _named(ONE_TRIP, "%s")

    def bare() -> None:
        case, payload, event, chain = next(rows)
        driver.execute("SELECT * FROM bare_chain c JOIN bare_cases k ON k.id = %s FOR UPDATE OF c", (case[-3],)).fetchone()
        driver.execute(sql, (*case, *chain, *payload, True, *event))
        driver.commit()

    return bare
