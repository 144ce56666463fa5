"""`malhjulet worker` as it is installed: it sends, and when it is told to stop it stops, with no letter by half."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.people import Town
from tests.post.crew import wait_for
from tests.post.faults import Faults
from tests.post.outbox import lent, letters, outcomes
from tests.post.sink import sink
from tests.races.crew import url_of
from workflow.cycle.heartbeat import release
from workflow.records.sql import run

NUMBER = 400
SECONDS = 5
"""In which a worker has ended."""


@contextmanager
def worker(town: Town, relay: str, rate: int, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The command, as an operator starts it."""
    program = shutil.which("malhjulet")
    assert program
    given = {
        "DATABASE_URL": url_of(town.database), "SMTP_URL": relay, "MAIL_RATE": str(rate), "SECRET_KEY": "s" * 32,
        "MAIL_FROM": "Målhjulet <malhjulet@mariestad.invalid>", "BASE_URL": "https://mal.mariestad.invalid",
    }  # fmt: skip
    environment = os.environ | {f"MALHJULET_{name}": value for name, value in given.items()}
    with (folder / "told").open("wb") as told, subprocess.Popen(
        [program, "worker"], cwd=folder, env=environment, stdout=told, stderr=told
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def stopped(process: "subprocess.Popen[bytes]") -> tuple[int, float]:
    """Tell it to stop: what it returns, and after how many seconds."""
    since = time.monotonic()
    process.send_signal(signal.SIGTERM)
    return process.wait(60), time.monotonic() - since


@pytest.fixture
def now(town: Town) -> datetime:
    """It is now: nobody is surprised by the years since the town's day."""
    found = datetime.now(UTC)
    with town.database.writing() as session:
        release(session, found)
    return found


def test_a_worker_that_is_told_to_stop_ends_in_seconds_with_no_letter_by_half(
    town: Town, now: datetime, tmp_path: Path
) -> None:
    letters(town, NUMBER, now)
    with sink(tmp_path) as server, worker(town, server.url, 200, tmp_path) as process:
        wait_for(lambda: len(server.taken) > 20)
        code, seconds = stopped(process)
        taken = [letter.message for letter in server.taken]
    told = (tmp_path / "told").read_text()
    assert (code, "Traceback" in told) == (0, False), told
    assert seconds < SECONDS
    assert lent(town.database) == 0, "nobody has to wait for a loan to end"
    found = outcomes(town.database)
    assert len(taken) == len(set(taken)) == found["sent"] < NUMBER, "it was in the middle of it"
    with town.database.reading() as session:
        tried = run(session, "SELECT max(attempts) FROM mail WHERE done_at IS NULL").scalar_one()
    assert tried == 0


@pytest.mark.nightly
def test_a_worker_before_a_silent_relay_ends_as_soon_as_it_has_waited_long_enough(
    town: Town, now: datetime, tmp_path: Path
) -> None:
    letters(town, 30, now)
    with sink(tmp_path, Faults(silent=True)) as server, worker(town, server.url, 200, tmp_path) as process:
        wait_for(lambda: _tried(town))
        code, seconds = stopped(process)
    assert code == 0
    assert seconds < SECONDS
    assert outcomes(town.database)["sent"] == 0
    assert lent(town.database) == 0


def _tried(town: Town) -> bool:
    with town.database.reading() as session:
        return bool(run(session, "SELECT count(*) FROM mail WHERE why <> ''").scalar_one())
