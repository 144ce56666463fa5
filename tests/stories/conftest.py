"""Every story is told in Mariestad, on both databases, and leaves a whole house behind."""

from collections.abc import Iterator

import pytest

from tests.people import Town, mariestad
from workflow.records.database import Database
from workflow.states.caches import refresh_all
from workflow.states.replay import verify


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    """The town on the day on which goal year 2027 opens."""
    town = mariestad(database)
    yield town
    leaves_it_whole(town)


def leaves_it_whole(town: Town) -> None:
    """The chain holds, every case is what its events made it, and the nightly recompute finds nothing to change."""
    town.tick()
    with town.database.writing() as session:
        assert refresh_all(session, town.clock.organisation, town.today) == []
        assert verify(session, town.clock.organisation).faults == []
