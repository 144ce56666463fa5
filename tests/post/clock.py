"""A clock that stands still until a test moves it, the same for all processes: the moment lies in a file."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple


class Clock(NamedTuple):
    """The moment in the file; calling it reads it."""

    file: Path

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self.file.read_text())

    def set(self, at: datetime) -> datetime:
        """Let it be so late, for everybody at once."""
        new = self.file.with_suffix(".new")
        new.write_text(at.isoformat())
        new.replace(self.file)
        return at

    def on(self, later: timedelta) -> datetime:
        """Let so much time pass."""
        return self.set(self() + later)
