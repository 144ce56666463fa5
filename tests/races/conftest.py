"""The town of the stories, and processes to race in it."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.races.crew import MOST, Crew
from tests.stories.conftest import town

__all__ = ["town"]


@pytest.fixture(scope="session")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Processes that are started when they are first needed, and stay warm."""
    with ProcessPoolExecutor(MOST, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def crew(processes: ProcessPoolExecutor, tmp_path: Path) -> Crew:
    """Somebody to race with."""
    return Crew(processes, tmp_path)
