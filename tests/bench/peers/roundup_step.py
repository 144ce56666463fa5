"""R: one step of an issue in roundup's classic tracker, with its history, committed to SQLite."""

import itertools
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

STATUSES = ("chatting", "in-progress", "testing", "done-cbb", "resolved")
"""What an issue goes through after it was made: six steps with its birth."""
SAID = {"#web = NO DEFAULT": "web = http://localhost/", "#domain = NO DEFAULT": "domain = kommun.invalid",
        "#host = NO DEFAULT": "host = localhost"}  # fmt: skip
"""What a tracker asks for before it begins; no letter is sent."""


class IssueSteps:
    """A tracker, ready for another issue."""

    def __init__(self, folder: Path) -> None:
        from roundup import instance

        home = folder / "tracker"
        _admin(home, "install", "classic", "sqlite")
        config = home / "config.ini"
        text = config.read_text()
        for silent, said in SAID.items():
            text = text.replace(silent, said)
        config.write_text(text)
        _admin(home, "initialise", "measured")
        self.database: Any = instance.open(str(home)).open("admin")
        self.numbers = itertools.count(1)

    def once(self) -> float:
        """Milliseconds for a step, on the mean of an issue's life."""
        start = time.perf_counter()
        title = f"Andelen elever med examen {next(self.numbers)}"
        issue = self.database.issue.create(title=title, status=self.database.status.lookup("unread"))
        self.database.commit()
        for name in STATUSES:
            self.database.issue.set(issue, status=self.database.status.lookup(name))
            self.database.commit()
        taken = time.perf_counter() - start
        assert len(self.database.issue.history(issue)) == 1 + len(STATUSES)
        return taken * 1000 / (1 + len(STATUSES))


def _admin(home: Path, *words: str) -> None:
    command = Path(sys.executable).with_name("roundup-admin")
    subprocess.run([str(command), "-i", str(home), *words], check=True, capture_output=True)
