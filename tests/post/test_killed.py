"""Those who send are killed in the middle: no letter is lost, and one that went twice is the same letter."""

from datetime import timedelta
from pathlib import Path
from random import Random
from time import sleep

import pytest

from notifications.outbox import LEASE
from tests.people import Town
from tests.post.clock import Clock
from tests.post.crew import Crew, crew, wait_for
from tests.post.outbox import lent, letters, outcomes
from tests.post.sink import Sink, sink
from tests.post.work import drain_for_ever
from tests.races.crew import url_of

AT_A_TIME = 3


def killed(town: Town, clock: Clock, folder: Path, number: int, rng: Random) -> int:
    """Let workers send so many letters, kill them all over and over until every letter is sent; how many were killed."""
    keys = letters(town, number, clock())
    kills = 0
    with sink(folder) as server, crew() as workers:
        while outcomes(town.database)[""]:
            assert kills < number, "they never come to an end"
            kills += _some_that_are_killed(town, clock, workers, server, kills, rng)
            clock.on(LEASE + timedelta(minutes=1))
        taken = [letter.message for letter in server.taken]
    assert outcomes(town.database) == {"sent": number}
    assert len(set(taken)) == len(keys), "each letter arrived, under a name of its own"
    assert len(taken) <= number + kills, "each kill can send one letter again"
    assert lent(town.database) == 0
    print(f"{number} letters, {kills} killed, {len(taken) - number} sent twice")
    return kills


def _some_that_are_killed(
    town: Town, clock: Clock, workers: Crew, server: Sink, before: int, rng: Random
) -> int:  # fmt: skip
    told = [clock.file.with_name(f"w{before + place}") for place in range(AT_A_TIME)]
    hired = [
        workers.hire(drain_for_ever, url_of(town.database), server.url, clock.file, file.name, file) for file in told
    ]
    wait_for(lambda: all(file.exists() for file in told))
    lived = 0.0
    for process, life in zip(hired, sorted(rng.uniform(0.05, 0.6) for _ in hired), strict=True):
        sleep(life - lived)
        workers.kill(process)
        lived = life
    return len(hired)


def test_workers_that_are_killed_lose_no_letter(town: Town, clock: Clock, tmp_path: Path) -> None:
    assert killed(town, clock, tmp_path, 150, Random(1)) >= AT_A_TIME


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_three_hundred_workers_that_are_killed_lose_no_letter(
    town: Town, clock: Clock, tmp_path: Path, seed: int
) -> None:
    assert killed(town, clock, tmp_path, 1500, Random(seed)) >= 30
