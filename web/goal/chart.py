"""An indicator's chart as percentages of its frame: the text in it stays as large as the reader's other text, however wide
the frame is."""

from dataclasses import dataclass
from itertools import pairwise

from web.language import number
from workflow.goals import Indicator
from workflow.reports.drawing.chart import EARLIER, Chart
from workflow.reports.drawing.indicator_chart import chart_of

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 20.0, 76.0


@dataclass(frozen=True)
class Dot:
    """A value in the chart."""

    x: float
    y: float
    text: str
    short: str
    earlier: bool


@dataclass(frozen=True)
class Segment:
    """A line from one value to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class FluidChart:
    """What is drawn of a chart, and where. `aims` are the heights of the target's ends."""

    chart: Chart
    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    aims: tuple[float, ...]


def fluid_chart_of(indicator: Indicator) -> FluidChart | None:
    """The chart of an indicator, None when there is too little to draw."""
    chart = chart_of(indicator)
    return fluid(chart) if chart else None


def fluid(chart: Chart) -> FluidChart:
    """The chart with its values from left to right; where one is missing nothing is drawn."""
    known = [(point, value) for _, point, value in chart.known()]
    low, high = _range([*(value for _, value in known), *chart.ends])
    step = (RIGHT - LEFT) / max(len(known) - 1, 1)
    dots = tuple(
        Dot(round(LEFT + place * step, 2), _y(value, low, high), number(value), point.short, point.sort == EARLIER)
        for place, (point, value) in enumerate(known)
    )
    segments = tuple(Segment(one.x, one.y, two.x, two.y) for one, two in pairwise(dots))
    return FluidChart(chart, dots, segments, tuple(_y(end, low, high) for end in chart.ends))


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 2)
