"""A round opens: everybody who owes a forecast is told, in one tick - against the very same rows written by the bare
driver, set by set, ready beforehand. Linear: twice the goals, twice the time."""

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from tests.bench.bare import Recorded, bare_driver, copy_tables, recorded, replay
from tests.bench.measure import Figure, against, timed
from tests.bench.scene import crowd
from workflow.cycle.tick import tick
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate

BEFORE = datetime(2027, 2, 15, 5, tzinfo=UTC)
OPENS = datetime(2027, 4, 1, 5, tzinfo=UTC)
"""When forecast 1 opens."""
SIZES = (2_500, 5_000, 10_000)
TIMES = 3


def rounds(kind: str, url: str) -> list[Figure]:
    """Opening a round for more and more goals."""
    database = connect(url)
    migrate(database)
    opened: dict[int, list[float]] = {}
    written: dict[int, list[float]] = {}
    with closing(bare_driver(kind, url)) as driver:
        for turn in range(TIMES):
            for size in SIZES:
                noting, organisation = recorded(database), _new(database, f"{turn}/{size}", size)
                copy_tables(kind, driver)
                opened.setdefault(size, []).append(timed(lambda: _open(noting, organisation, size)))  # noqa: B023
                written.setdefault(size, []).append(timed(lambda: _write(kind, driver, noting)))  # noqa: B023
    database.dispose()
    found = [
        against(f"opening a round for {size} goals, a goal, against its rows by the bare driver ({kind})",
                opened[size], written[size], 3.0, per=size) for size in SIZES
    ]  # fmt: skip
    few, many = ([value / size for value in opened[size]] for size in (SIZES[0], SIZES[-1]))
    return [
        *found,
        against(f"a goal of {SIZES[-1]} opened against a goal of {SIZES[0]} ({kind})", many, few, 1.3),
    ]


def _new(database: Database, code: str, size: int) -> int:
    """One more municipality, where the clock has nothing else left to do."""
    return crowd(database, code, size, BEFORE).clock.organisation


def _open(database: Recorded, organisation: int, size: int) -> None:
    done = tick(database, OPENS, organisation)
    assert done.opened + done.reminders == size, done


def _write(kind: str, driver: Any, noting: Recorded) -> None:
    """Every transaction again, by the driver."""
    work = replay(kind, driver, noting.noted)
    for _ in noting.noted:
        work()
