"""Every story is told in Mariestad, on both databases, and leaves a whole house behind."""

from collections.abc import Iterator

import pytest

from tests.people import Town
from workflow.states.next_due import refresh_all
from workflow.states.replay import verify


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """The town on the day on which goal year 2027 opens."""
    yield town
    leaves_it_whole(town)


def leaves_it_whole(town: Town) -> None:
    """The chain holds, every case is what its events made it, and the nightly recompute finds nothing to change."""
    town.tick()
    with town.database.writing() as session:
        assert refresh_all(session, town.clock.organisation, town.today) == []
        assert verify(session, town.clock.organisation).faults == []
