"""Random walks: whatever people try, the chain holds, replay agrees, and what was refused has changed nothing."""

import pytest

from tests.people import Town
from tests.states.walker import Walker, pairs
from tests.states.ways import everything
from workflow.records.queries.cases import cases
from workflow.states.actions import offers
from workflow.states.next_due import refresh_all
from workflow.states.replay import verify

STEPS = 160
SEEDS = range(1, 5)
LONG = (900, 0.24)
NIGHTLY = (5000, 0.5)
"""Turns of a walk on SQLite alone, and the share of all (state × step × role) pairs that it must have taken for real."""


@pytest.mark.parametrize("seed", SEEDS)
def test_after_a_walk_the_house_is_whole(town: Town, seed: int) -> None:
    walker = Walker(town, seed, STEPS)
    walker.walk()
    is_whole(town)
    assert walker.took.total() > STEPS * 0.4, (seed, walker.took.total())
    assert walker.refused > STEPS * 0.05, (seed, walker.refused)


def is_whole(town: Town) -> None:
    """The chain holds, loading and listing change nothing, and the nightly recompute finds nothing wrong."""
    organisation = town.clock.organisation
    before = everything(town)
    with town.database.reading() as session:
        found = verify(session, organisation)
        for case in cases(session, "organisation = ? ORDER BY id", (organisation,)):
            offers(session, case.id, town.maja, town.now)
    assert found.faults == [] and found.events > 100
    assert everything(town) == before
    town.tick()
    with town.database.writing() as session:
        assert refresh_all(session, organisation, town.today) == []


@pytest.mark.parametrize(("turns", "floor"), [LONG, pytest.param(*NIGHTLY, marks=pytest.mark.nightly)])
def test_a_long_walk_goes_far_and_leaves_the_house_whole(here: Town, turns: int, floor: float) -> None:
    walker = Walker(here, 4711, turns)
    walker.walk()
    there = pairs(here)
    covered = there & walker.took.keys()
    assert len(covered) > floor * len(there), f"{len(covered)} of {len(there)} pairs"
    is_whole(here)
