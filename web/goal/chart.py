"""A small chart as percentages of its frame: values from left to right, the target as a line across. The text in it
stays as large as the reader's other text, however wide the frame is."""

from dataclasses import dataclass
from itertools import pairwise

from web.goal.series import Series
from web.language import number, say

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 20.0, 76.0
FEWEST = 2
"""With fewer values there is nothing to draw."""


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
class Chart:
    """What is drawn, and what it says in words."""

    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    target: float | None
    target_text: str
    words: str


def chart(series: Series) -> Chart | None:
    """The chart of an indicator, None when there is too little to draw."""
    known = series.known
    if len(known) < FEWEST:
        return None
    values = [point.value or 0.0 for point in known]
    low, high = _range([*values, *([series.target] if series.target is not None else [])])
    step = (RIGHT - LEFT) / (len(known) - 1)
    dots = tuple(
        Dot(round(LEFT + place * step, 2), _y(value, low, high), number(value), point.short, point.earlier)
        for place, (point, value) in enumerate(zip(known, values, strict=True))
    )
    segments = tuple(Segment(one.x, one.y, two.x, two.y) for one, two in pairwise(dots))
    target = _y(series.target, low, high) if series.target is not None else None
    return Chart(dots, segments, target, number(series.target) if series.target is not None else "", words(series))


def words(series: Series) -> str:
    """What the chart says: every value, and the target."""
    told = [f"{point.title} {number(point.value or 0.0)}" for point in series.known]
    if series.target is not None:
        told.append(f"{say('Target').lower()} {number(series.target)}")
    head = f"{series.title}, {series.unit}" if series.unit else series.title
    return f"{head}: {', '.join(told)}."


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 2)
