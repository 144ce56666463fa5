"""Whatever fails and whenever, nothing is lost, nothing comes twice without cause, and a wrong clock mails nobody (T01)."""

import pytest

from tests.simulator.play import Played, play

CHUNKS, SEEDS = 10, 25
"""250 seeds in all; ten thousand at night."""
NIGHTLY = 400


def holds(played: Played) -> None:
    """Nothing was wrong; else everything that led to it is told."""
    assert not played.wrong, f"pytest tests/simulator --sim-seed={played.seed}\n{played}"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_whatever_fails_every_letter_comes_and_comes_once(chunk: int) -> None:
    for number in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        holds(play(str(number)))


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(1, NIGHTLY))
def test_all_night_every_letter_comes_and_comes_once(chunk: int) -> None:
    for number in range(chunk * 1000, chunk * 1000 + SEEDS):
        holds(play(str(number)))


@pytest.mark.parametrize(
    "harsh",
    [{"dies before": 10, "dies after": 5}, {"meanwhile": 5}, {"ambiguous": 10, "later": 4}, {"freezes": 8, "stalls": 4},
     {"busy": 10, "dies uncommitted": 10}, {"refused": 10}],
    ids=["processes die", "everything at once", "a bad line", "slow machines", "a bad database", "wrong addresses"],
)  # fmt: skip
def test_worse_weather_changes_nothing(harsh: dict[str, float]) -> None:
    for number in range(6):
        holds(play(f"harsh {number}", harsh))


@pytest.mark.parametrize("seed", ["3", "14", "159"])
def test_the_same_seed_plays_the_same(seed: str) -> None:
    first, second = play(seed), play(seed)
    assert first.trace == second.trace
    assert len(first.trace) > 30


def test_a_seed_can_be_played_again(request: pytest.FixtureRequest) -> None:
    seed = request.config.getoption("--sim-seed")
    played = play(seed or "1")
    if seed:
        print(*played.trace, sep="\n")
    holds(played)
