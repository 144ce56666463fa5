"""A writer is killed in the middle: what was answered is there, nothing is there by half, and the next one goes on."""

from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tests.people import Town
from tests.races.crew import url_of, wait_for
from tests.races.work import act_until_killed
from workflow.records.sql import run

STEPS = 5


def killed(town: Town, folder: Path, writers: int, rng: Random) -> None:
    """Start writers that act over the same goals, and kill them one after the other."""
    goals = [town.goal() for _ in range(STEPS)]
    files = [folder / f"acts-{rng.getrandbits(32)}" for _ in range(writers)]
    given = [(url_of(town.database), town.maja, goals, file.name, str(file)) for file in files]
    processes = [get_context("spawn").Process(target=act_until_killed, args=each, daemon=True) for each in given]
    try:
        for process in processes:
            process.start()
        for process, file in zip(processes, files, strict=True):
            wait_for(file.exists)
            sleep(rng.uniform(0.05, 0.3))
            process.kill()
    finally:
        for process in processes:
            process.kill()
            process.join()
    for file in files:
        answered = {int(line) for line in file.read_text().splitlines()}
        stored = acts(town, file.name)
        assert set(stored.values()) <= {STEPS}, "an act is there whole, or not at all"
        assert answered <= stored.keys(), "what was answered is there"
        assert len(stored.keys() - answered) <= 1, "only the last act can be there unanswered"
    town.do("reword", goals[0], town.maja, goal="Och vidare")


def acts(town: Town, name: str) -> Counter[int]:
    """How many events there are of each act of that writer."""
    with town.database.reading() as session:
        sql = "SELECT once FROM event WHERE organisation = ? AND once LIKE ?"
        found = run(session, sql, (town.clock.organisation, f"{name}/%")).scalars().all()
    return Counter(int(once.split("/")[1]) for once in found)


def test_a_writer_that_is_killed_leaves_nothing_half_written(town: Town, tmp_path: Path) -> None:
    killed(town, tmp_path, 2, Random(1))


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(20))
def test_eighty_writers_that_are_killed_leave_nothing_half_written(town: Town, tmp_path: Path, seed: int) -> None:
    killed(town, tmp_path, 4, Random(seed))
