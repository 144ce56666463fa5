"""Measuring on a noisy machine: all in turn, round after round; what counts is the median of the rounds' ratios."""

import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

Work = Callable[[], object]
numbers = count
"""0, 1, 2 … for keys that must never repeat."""


@dataclass(frozen=True)
class Figure:
    """One line of the report. `value` and `limit_value` in `unit`; `ratio` is the median over the rounds. The goal is
    the most (`at_least`: the least) that the ratio may be - or the value, when it is said `of` the value."""

    name: str
    value: float
    unit: str
    limit_value: float
    ratio: float
    goal: float | None = None
    of: str = "ratio"
    at_least: bool = False

    def line(self) -> str:
        """The figure as a JSON line."""
        given = {"name": self.name, "value": _short(self.value), "unit": self.unit,
                 "limit_value": _short(self.limit_value), "ratio": round(self.ratio, 3)}  # fmt: skip
        if self.goal is None:
            return json.dumps(given, ensure_ascii=False)
        sign = ">=" if self.at_least else "<="
        return json.dumps(given | {"goal": f"{self.of} {sign} {self.goal:g}", "met": self.met}, ensure_ascii=False)

    def aiming(self, goal: float, *, at_least: bool = False) -> "Figure":
        """The same, with a goal for the value itself."""
        return replace(self, goal=goal, of="value", at_least=at_least)

    @property
    def met(self) -> bool:
        """True when the goal is reached; with none, always."""
        measured = self.ratio if self.of == "ratio" else self.value
        return self.goal is None or (measured >= self.goal if self.at_least else measured <= self.goal)


def timed(work: Work, times: int = 1) -> float:
    """Microseconds for a run of `work`, the median of `times` (whoever else wants the processor hits a few of them);
    the garbage is taken out before, not meanwhile."""
    gc.collect()
    gc.disable()
    try:
        return statistics.median(_once(work) for _ in range(times))
    finally:
        gc.enable()


def _once(work: Work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e6


def in_turn(works: Mapping[str, Work], rounds: int, times: int) -> dict[str, list[float]]:
    """Microseconds of each work, round by round; the first round warms up and is not counted."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for round in range(rounds + 1):
        for name, work in works.items():
            taken = timed(work, times)
            if round:
                found[name].append(taken)
    return found


def against(
    name: str, what: Sequence[float], limit: Sequence[float], goal: float | None = None, *, per: int = 1,
    unit: str = "µs",
) -> Figure:  # fmt: skip
    """The works `what` against `limit`, each of `per` things: medians of one, and the median of the rounds' ratios."""
    ratio = statistics.median(value / floor for value, floor in zip(what, limit, strict=True))
    return Figure(name, statistics.median(what) / per, unit, statistics.median(limit) / per, ratio, goal)


def _short(number: float) -> float:
    return round(number, 1 if number >= 100 else 3)
