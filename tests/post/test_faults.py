"""A relay as one should expect it: it closes, comes back later, stalls and breaks off. Every letter arrives."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.people import Town
from tests.post.clock import Clock
from tests.post.crew import crew
from tests.post.faults import USUAL
from tests.post.outbox import lent, letters, outcomes
from tests.post.sink import sink
from tests.post.work import drain_once
from tests.races.crew import url_of

WORKERS = 3
TIMEOUT = 1.0
"""Seconds that the relay of the tests may be silent."""


def sent_all_the_same(town: Town, clock: Clock, folder: Path, number: int) -> None:
    """Let workers send so many letters through a relay that does everything wrong, until all are sent."""
    letters(town, number, clock())
    longest, rounds = 0.0, 0
    with sink(folder, USUAL) as server, crew() as workers:
        while outcomes(town.database)[""]:
            rounds += 1
            assert rounds < 100, "they never come to an end"
            files = [folder / f"w{rounds}-{place}" for place in range(WORKERS)]
            for file in files:
                workers.hire(drain_once, url_of(town.database), server.url, clock.file, file.name, file)
            workers.wait(60 + number / 10)
            longest = max(longest, *(float(file.read_text()) for file in files))
            clock.on(timedelta(hours=1))
        taken = [letter.message for letter in server.taken]
    assert outcomes(town.database) == {"sent": number}
    assert len(set(taken)) == number
    assert lent(town.database) == 0
    assert len(taken) - number <= number * 0.1, "only those that it took without saying so are sent again"
    assert longest < TIMEOUT + 1, "nobody is kept longer than the time-out"
    print(f"{number} letters, {len(taken) - number} sent twice, nobody was kept longer than {longest:.1f} s")


def test_every_letter_arrives_through_a_relay_that_does_everything_wrong(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    since = time.monotonic()
    sent_all_the_same(town, clock, tmp_path, 200)
    assert time.monotonic() - since < 60


@pytest.mark.nightly
def test_ten_thousand_letters_arrive_through_a_relay_that_does_everything_wrong(
    town: Town, clock: Clock, tmp_path: Path
) -> None:
    sent_all_the_same(town, clock, tmp_path, 10_000)
