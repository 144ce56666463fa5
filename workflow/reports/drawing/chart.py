"""A chart of an indicator: what was measured from left to right, the target across, women and men where they are known.
What it shows is never told by colour alone: sorts of points have shapes, lines have dashes and their names beside them."""

from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from workflow.words import sentence

EARLIER, DURING, OUTCOME, FINAL = "earlier", "during", "outcome", "final"
"""The sorts of points: of an earlier year, from during the year, of the year as a whole, and that of the closing."""
TOTAL, WOMEN, MEN = "value", "women", "men"
NAMES = {TOTAL: sentence("Total"), WOMEN: sentence("Women"), MEN: sentence("Men")}
WIDE, HIGH = 640, 220


@dataclass(frozen=True)
class Point:
    """A value at a time: the time's short name under the axis and its full one in words, and what sort it is. None is
    a value that is missing."""

    short: str
    full: str
    value: float | None
    women: float | None = None
    men: float | None = None
    sort: str = OUTCOME

    def of(self, series: str) -> float | None:
        """The value of a series, None when it is missing or no number."""
        found: float | None = getattr(self, series)
        return found if found is not None and isfinite(found) else None


@dataclass(frozen=True)
class Chart:
    """An indicator as it is drawn. `ends` are the one or two values of the target, `aim` is the target in words, `verdict`
    what the year's outcome says of it ("" before there is one); `reference` is a named value to compare with; `breaks` are
    the places of points before which the method was changed."""

    title: str
    unit: str
    points: tuple[Point, ...]
    ends: tuple[float, ...] = ()
    aim: str = ""
    verdict: str = ""
    reference: tuple[str, float] | None = None
    breaks: tuple[int, ...] = ()
    language: str = "sv"

    @cached_property
    def alt(self) -> str:
        """What the chart says: from what to what, what is said of the target, the extremes."""
        from workflow.reports.drawing.telling import told

        return told(self)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        return WIDE, HIGH

    def svg(self) -> str:
        """The chart as one SVG element."""
        from workflow.reports.drawing.plot import plotted

        return plotted(self)

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The series that have a value: all, women, men."""
        return tuple(name for name in NAMES if any(point.of(name) is not None for point in self.points))

    @property
    def across(self) -> tuple[float, ...]:
        """Every value with a line across the chart."""
        return self.ends if self.reference is None else (*self.ends, self.reference[1])

    def known(self, series: str = TOTAL) -> list[tuple[int, Point, float]]:
        """(place, point, value) of the points that have a value."""
        return [(n, point, value) for n, point in enumerate(self.points) if (value := point.of(series)) is not None]
