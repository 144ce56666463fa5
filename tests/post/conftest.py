"""The town, whose house is left whole, and a clock that a test moves."""

from pathlib import Path

import pytest

from tests.people import Town
from tests.post.clock import Clock
from tests.stories.conftest import town

__all__ = ["town"]


@pytest.fixture
def clock(town: Town, tmp_path: Path) -> Clock:
    """It is now in the town."""
    found = Clock(tmp_path / "clock")
    found.set(town.now)
    return found
