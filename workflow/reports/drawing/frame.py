"""The frame that a chart stands in: which numbers its axis shows, and where a value and a place are in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, isclose, log10

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST = 4
"""So many steps at the most between the ticks of an axis."""


@dataclass(frozen=True)
class Scale:
    """An axis from its lowest to its highest tick, `step` between them, with so many decimals as tell them apart."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The ticks, lowest first."""
        return [self.low + self.step * number for number in range(round((self.high - self.low) / self.step) + 1)]

    @property
    def decimals(self) -> int:
        """How many decimals a tick is written with."""
        return next(n for n in count() if n >= 12 or isclose(round(self.step, n), self.step, rel_tol=1e-6))


def scale(values: Sequence[float]) -> Scale:
    """An axis that holds all the values, with three to five ticks at even numbers; all alike they stand in its middle."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if high - low <= max(abs(low), abs(high)) * 1e-9:
        around = abs(high) / 10 or 1.0
        low, high = low - around, high + around
    for step in _steps((high - low) / MOST):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first <= MOST:
            break
    return Scale(first * step, last * step, step)


def _steps(least: float) -> list[float]:
    """Even numbers from the least on, rising."""
    tens = 10.0 ** floor(log10(least))
    return [tens * power * step for power in (1, 10) for step in STEPS if tens * power * step >= least * (1 - 1e-9)]


@dataclass(frozen=True)
class Frame:
    """Where things are: the inner edges in pixels, the axis, and how many places there are from left to right."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    places: int

    @property
    def band(self) -> float:
        """How wide a place is."""
        return (self.right - self.left) / max(self.places, 1)

    def x(self, place: float) -> float:
        """The middle of a place, the first being 0."""
        return self.left + self.band * (place + 0.5)

    def y(self, value: float) -> float:
        """How far down a value is."""
        return self.bottom - (value - self.scale.low) / (self.scale.high - self.scale.low) * (self.bottom - self.top)


def apart(wanted: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """The heights that are wanted, in their order, moved so little that they stand `least` apart, between top and bottom."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed: list[float] = []
    for n in order:
        placed.append(max(wanted[n], top, placed[-1] + least if placed else top))
    most = bottom
    for n in reversed(range(len(placed))):
        placed[n] = min(placed[n], most)
        most = placed[n] - least
    return [placed[order.index(n)] for n in range(len(wanted))]
