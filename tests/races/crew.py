"""Processes that start at the same moment, each with a database of its own to the same data."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from workflow.records.database import Database, connect

MOST = 8
"""Processes at a time."""
PATIENCE = 120
"""Seconds after which nobody is waited for any more."""
Result = TypeVar("Result")
Job = Callable[[Database], Result]
"""What a process does with its database; it must be found by name there (a function, or a partial of one)."""


@dataclass(frozen=True)
class Crew:
    """Processes to race with, and a folder in which they meet."""

    pool: ProcessPoolExecutor
    folder: Path

    def race(self, database: Database, jobs: Sequence[Job[Result]]) -> list[Result]:
        """What each job answers; all are let go when the last of them is ready."""
        meeting = self.folder / f"race-{time.monotonic_ns()}"
        meeting.mkdir()
        url = url_of(database)
        running = [self.pool.submit(_run, url, job, meeting / str(place)) for place, job in enumerate(jobs)]
        wait_for(lambda: len(list(meeting.iterdir())) == len(jobs) or any(one.done() for one in running))
        (meeting / "go").touch()
        return [one.result(PATIENCE) for one in running]


def url_of(database: Database) -> str:
    """The address at which another process finds the database."""
    return database.writer.url.render_as_string(hide_password=False)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it is true; AssertionError when it takes too long."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "somebody never came"
        time.sleep(0.001)


def _run(url: str, job: Job[Result], here: Path) -> Result:
    """In the process: connect, say that one is ready, wait for the others, go."""
    database = connect(url)
    try:
        with database.reading() as session:
            session.connection()
        here.touch()
        wait_for((here.parent / "go").exists)
        return job(database)
    finally:
        database.dispose()
