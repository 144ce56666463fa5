"""Every wall that is taken down is missed: the simulator finds each planted bug within a few seeds (T03)."""

import pytest

from tests.simulator.planted import HARSH, PLANTED
from tests.simulator.play import play
from tests.simulator.stage import STARTS, stage

ENOUGH = 120
"""So many seeds are tried before a bug is said to have survived; most are found by one of the first ten."""


@pytest.mark.parametrize("wall", sorted(PLANTED))
def test_a_wall_that_is_missing_is_missed(wall: str) -> None:
    for start in STARTS:
        stage(start)
    with PLANTED[wall]():
        found = next((why for n in range(ENOUGH) if (why := play(f"p{n}", HARSH[wall]).wrong)), None)
    assert found is not None, f"{ENOUGH} seeds went by, and nobody missed it: {wall}"
    assert not any(name in found[0] for name in ("TypeError", "AttributeError")), f"The bug is no bug: {found[0]}"


def test_there_are_bugs_enough() -> None:
    assert len(PLANTED) >= 12
