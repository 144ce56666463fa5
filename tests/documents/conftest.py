"""A whole year that was played once."""

from collections.abc import Iterator

import pytest

from workflow.records.database import Database, connect
from workflow.simulation.simulate import simulate

PLAYED = 2027


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A goal year under Mariestad's model, played by invented people to its end."""
    address = f"sqlite:///{tmp_path_factory.mktemp('played') / 'year.db'}"
    simulate("mariestad-2016", PLAYED, where=address)
    database = connect(address)
    yield database
    database.dispose()
