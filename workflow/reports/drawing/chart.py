"""A chart of an indicator: what was measured from left to right, the target across, women and men where they are known.
What it shows is never told by colour alone: sorts of points have shapes, lines have dashes and their names beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from workflow.reports.document import Cell, Column, Table
from workflow.words import Sentence, sentence

EARLIER, OUTCOME, FORECAST, FINAL = "earlier", "outcome", "forecast", "final"
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
    """An indicator as it is drawn. The target is at least `low`, at most `high`, or between them; `reference` is a named
    value to compare with; `breaks` are the places of points before which the method was changed."""

    title: str
    unit: str
    points: tuple[Point, ...]
    low: float | None = None
    high: float | None = None
    reference: tuple[str, float] | None = None
    breaks: tuple[int, ...] = ()
    language: str = "sv"

    @cached_property
    def alt(self) -> str:
        """What the chart says: from what to what, whether the target is reached, the extremes."""
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
    def limits(self) -> tuple[float, ...]:
        """The one or two values of the target."""
        return tuple(dict.fromkeys(value for value in (self.low, self.high) if value is not None))

    @property
    def across(self) -> tuple[float, ...]:
        """Every value with a line across the chart."""
        return self.limits if self.reference is None else (*self.limits, self.reference[1])

    def known(self, series: str = TOTAL) -> list[tuple[int, Point, float]]:
        """(place, point, value) of the points that have a value."""
        return [(n, point, value) for n, point in enumerate(self.points) if (value := point.of(series)) is not None]

    def reached(self, value: float) -> bool | None:
        """Is the target reached with the value? None without a target."""
        if self.low is None and self.high is None:
            return None
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


SORTS: dict[str, Sentence] = {
    EARLIER: sentence("Earlier year"), OUTCOME: sentence("Outcome"), FORECAST: sentence("Forecast"),
    FINAL: sentence("Final outcome"),
}  # fmt: skip
PERIOD = sentence("Period")
SORT = sentence("Sort")


def same_numbers(chart: Chart) -> Table:
    """The numbers of the chart as a table, which always stands beside it."""
    said = [name for name in chart.series if name != TOTAL]
    head = [Column(PERIOD.in_(chart.language), 3), Column(SORT.in_(chart.language), 2)]
    head.append(Column(chart.unit or NAMES[TOTAL].in_(chart.language), 2, figures=True))
    head += [Column(NAMES[name].in_(chart.language), 2, figures=True) for name in said]
    return Table(chart.title, tuple(head), tuple(_rows(chart, said)))


def _rows(chart: Chart, said: list[str]) -> Iterator[tuple[Cell, ...]]:
    for point in chart.points:
        yield point.full, SORTS[point.sort].in_(chart.language), point.of(TOTAL), *(point.of(name) for name in said)
