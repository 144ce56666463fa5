"""These tests are told in the town of the stories, and leave a whole house behind too."""

from tests.stories.conftest import town

__all__ = ["town"]
