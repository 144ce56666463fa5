"""The letters are those of Mariestad too."""

from tests.stories.conftest import town

__all__ = ["town"]
