"""The units in which a page and a step are told: what the same costs a peer here and now.

A is Django admin's list of 50 rows out of 10,000, R one step of roundup with its history (`peers/`).
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.measure import Figure

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / "build/peers/.venv/bin/python"
"""Made by `make bench`."""
WARM = 3
WHAT = {"A": "Django admin's list of 50 rows out of 10,000", "R": "one step of roundup with its history"}


class Peers:
    """The peers, each ready to do its work once more."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.taken: dict[str, list[float]] = {"A": [], "R": []}
        for unit in self.taken:
            for _ in range(WARM):
                self.once(unit)
            self.taken[unit].clear()

    def once(self, unit: str) -> float:
        """Milliseconds of the unit, this time."""
        assert self.process.stdin and self.process.stdout
        print(unit, file=self.process.stdin, flush=True)
        taken = float(self.process.stdout.readline())
        self.taken[unit].append(taken)
        return taken

    def unit(self, unit: str) -> float:
        """Milliseconds of the unit: the median of every time that it was asked for."""
        return median(self.taken[unit])

    def figure(self, unit: str) -> Figure:
        """The unit itself, told."""
        taken = self.unit(unit)
        return Figure(f"{unit}: {WHAT[unit]}", taken, "ms", taken, 1)


@contextmanager
def peers() -> Iterator[Peers]:
    """The peers' process, as long as they are needed."""
    asked = [str(PYTHON), "-W", "ignore", "-m", "tests.bench.peers"]
    process = subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Peers(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)
