"""Measuring on a noisy machine: everything in turn, round after round; what counts is the median of the rounds' ratios."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report. `value` and `limit_value` in `unit`; `ratio` is the median over the rounds."""

    name: str
    value: float
    unit: str
    limit_value: float
    ratio: float
    goal: float | None = None

    def line(self) -> str:
        """The figure as a JSON line."""
        given = {"name": self.name, "value": round(self.value, 2), "unit": self.unit,
                 "limit_value": round(self.limit_value, 2), "ratio": round(self.ratio, 2)}  # fmt: skip
        return json.dumps(given | ({"goal": self.goal} if self.goal is not None else {}))


def timed(work: Callable[[], object], times: int) -> float:
    """Microseconds for one of `times` runs of `work`."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times * 1e6


def in_turn(works: dict[str, Callable[[], object]], rounds: int, times: int) -> dict[str, list[float]]:
    """Microseconds of each work, round by round; the first round warms up and is not counted."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for round in range(rounds + 1):
        for name, work in works.items():
            taken = timed(work, times)
            if round:
                found[name].append(taken)
    return found


def against(name: str, figures: dict[str, list[float]], what: str, limit: str, goal: float | None, per: int = 1) -> Figure:
    """The figure `what` (which does `per` things at a time) against `limit`: medians, and the median of the ratios."""
    each = [value / per for value in figures[what]]
    ratios = [value / floor for value, floor in zip(each, figures[limit], strict=True)]
    return Figure(name, statistics.median(each), "µs", statistics.median(figures[limit]), statistics.median(ratios), goal)


def numbers() -> Iterator[int]:
    """0, 1, 2 … for keys that must never repeat."""
    number = 0
    while True:
        yield number
        number += 1
