"""The town for a whole file, in which nothing is kept."""

from collections.abc import Iterator

import pytest

from tests.people import Town
from tests.towns import BOTH, copied


@pytest.fixture(scope="module", params=BOTH)
def standing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town for a whole file: what a test does in it is undone again (`trying`)."""
    with copied(request, request.param, tmp_path_factory.mktemp("standing")) as town:
        yield town


@pytest.fixture(scope="module")
def here(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The same on SQLite alone, for what no database can make a difference to."""
    with copied(request, "sqlite", tmp_path_factory.mktemp("here")) as town:
        yield town
