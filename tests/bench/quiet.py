"""A tick when nothing is due: the same with 1,000 and with 100,000 open cases, one indexed question."""

from contextlib import closing
from datetime import UTC, datetime

from tests.bench.bare import bare_driver
from tests.bench.measure import Figure, against, in_turn
from tests.bench.scene import analyse, crowd
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import Ticked, tick
from workflow.records.database import connect
from workflow.records.migrate import migrate

AT = datetime(2027, 2, 15, 5, tzinfo=UTC)
"""Between two rounds."""
ORGANISATIONS, FEW, MANY = 20, 50, 5_000
MOST = {"sqlite": 1_000, "postgresql": 3_000}
"""Microseconds that a quiet tick may take."""


def quiet(kind: str, url: str) -> list[Figure]:
    """The quiet tick against one indexed SELECT by the driver, and with many cases against few."""
    database = connect(url)
    migrate(database)
    beat(database, AT)

    def ticking() -> None:
        assert tick(database, AT) == Ticked()

    for number in range(ORGANISATIONS):
        crowd(database, f"{number:04}", FEW, AT)
    analyse(database)
    few = in_turn({"tick": ticking}, 20, 20)
    for number in range(ORGANISATIONS):
        crowd(database, f"{1000 + number:04}", MANY - FEW, AT)
    analyse(database)
    with closing(bare_driver(kind, url)) as driver:
        mark = "%s" if kind == "postgresql" else "?"

        def select() -> None:
            driver.execute(f"SELECT id FROM cases WHERE organisation = 1 AND next_due <= {mark} LIMIT 1",
                           (AT.date().isoformat(),)).fetchall()  # fmt: skip
            driver.commit()

        many = in_turn({"tick": ticking, "select": select}, 20, 20)
    database.dispose()
    total = ORGANISATIONS * MANY
    what = f"a quiet tick with {total} open cases against"
    one = against(f"{what} one indexed SELECT ({kind})", many["tick"], many["select"])
    same = against(f"{what} {ORGANISATIONS * FEW} ({kind})", many["tick"], few["tick"], 2)
    return [one.aiming(MOST[kind]), same]
