"""One step, and an act of forty, against the raw loop, against the same rows written by the bare driver and against a step
of roundup's."""

import itertools
from contextlib import closing
from statistics import median
from typing import Any

from tests.bench.bare import bare_driver, copy_tables, recorded, replay
from tests.bench.measure import Figure, Work, against, in_turn, numbers
from tests.bench.scene import AT, WORDING, Scene, scene
from tests.bench.units import peers
from workflow.facts import fact_of
from workflow.records.database import Database, connect
from workflow.states.command import Command
from workflow.states.perform import perform

GOALS, ACT = 400, 40
ROUNDS, TIMES = 24, 25
IN_R = 0.7
GOALS_OF = {"sqlite": (2.2, 3.3, 1.3), "postgresql": (1.8, 2.0, 1.3)}
RAW = (
    "CREATE TABLE raw (id integer PRIMARY KEY, state text, version integer)",
    "CREATE TABLE raw_log (id {serial}, raw integer, who integer, a text, b text, at text)",
)


def steps(kind: str, url: str) -> list[Figure]:
    """The figures of the write path on one kind of database."""
    stage = scene(connect(url), GOALS)
    goals, keys = itertools.cycle(stage.goals), numbers()

    def act(database: Database, steps: int) -> None:
        with database.writing() as session:
            for _ in range(steps):
                perform(
                    session,
                    Command("reword", next(goals), stage.dina, fact, at=AT, idempotency_key=f"form/{next(keys)}"),
                )

    fact = fact_of("wording", WORDING)
    with closing(bare_driver(kind, url)) as driver, peers() as units:
        copy_tables(kind, driver)
        noting = recorded(stage.database)
        for _ in range((ROUNDS + 1) * TIMES):
            act(noting, 1)
        bare, raw = replay(kind, driver, noting.noted, read=True), _raw(kind, driver, stage)
        works = {"raw": raw, "bare": bare, "perform": lambda: act(stage.database, 1), "R": lambda: units.once("R")}
        one = in_turn(works, ROUNDS, TIMES)
        raws = {"raw": lambda: [raw() for _ in range(ACT)]}
        forty = in_turn(raws | {"act": lambda: act(stage.database, ACT)}, ROUNDS, 1)
    stage.database.dispose()
    same, loop, each = GOALS_OF[kind]
    told = units.unit("R") * 1000
    return [
        units.figure("R"),
        Figure(f"perform, in R ({kind})", median(one["perform"]), "µs", told, median(one["perform"]) / told, IN_R),
        against(f"perform against the same rows by the bare driver ({kind})", one["perform"], one["bare"], same),
        against(f"perform against raw SELECT+UPDATE+INSERT+COMMIT ({kind})", one["perform"], one["raw"], loop),
        against(
            f"a step of an act of {ACT} against the raw loop ({kind})",
            forty["act"],
            forty["raw"],
            each,
            per=ACT,
        ),
    ]


def _raw(kind: str, driver: Any, stage: Scene) -> Work:
    """The raw loop: read a row under lock, change it, write history, commit."""
    postgres = kind == "postgresql"
    serial = "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY" if postgres else "integer PRIMARY KEY"
    for sql in RAW:
        driver.execute(sql.format(serial=serial))
    for goal in stage.goals:
        driver.execute(f"INSERT INTO raw VALUES ({goal}, 'draft', 0)")
    driver.commit()
    mark, end = ("%s", " FOR UPDATE") if postgres else ("?", "")
    read = f"SELECT state, version FROM raw WHERE id = {mark}{end}"
    change = f"UPDATE raw SET state = 'x', version = version + 1 WHERE id = {mark} AND version = {mark}"
    write = f"INSERT INTO raw_log (raw, who, a, b, at) VALUES ({mark}, {mark}, {mark}, {mark}, {mark})"
    goals = itertools.cycle(stage.goals)

    def raw() -> None:
        goal = next(goals)
        if not postgres:
            driver.execute("BEGIN IMMEDIATE")
        version = driver.execute(read, (goal,)).fetchone()[1]
        driver.execute(change, (goal, version))
        driver.execute(write, (goal, 3, "draft", "x", "2025-11-03T08:00:00+00:00"))
        driver.commit()

    return raw
