"""A small chart as percentages of its frame: values from left to right, the target as a line across. The text in it
stays as large as the reader's other text, however wide the frame is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from web.language import language, number, say
from workflow.goals import Indicator
from workflow.measuring.values import CLOSING, Value
from workflow.words import Say

LEFT, RIGHT, TOP, BOTTOM = 6.0, 94.0, 20.0, 76.0
FEWEST = 2
"""With fewer values there is nothing to draw."""
LONGEST = 8
"""Letters of what stands under a point."""


class Point(NamedTuple):
    """A value to draw: what it refers to, in full and in a few letters; `earlier` for other goal years."""

    title: str
    short: str
    value: float
    earlier: bool = False


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
    """What is drawn, and what it says in words. `aims` are the heights of the target's ends."""

    dots: tuple[Dot, ...]
    segments: tuple[Segment, ...]
    aims: tuple[float, ...]
    target: str
    words: str


def chart_of(indicator: Indicator) -> Chart | None:
    """The chart of an indicator, None when there is too little to draw."""
    terms = indicator.terms
    ends = (terms.bound, terms.to if terms.comparator == "between" else None)
    head = f"{indicator.name}, {indicator.unit}" if indicator.unit else indicator.name
    target = indicator.target.in_words(Say(language()))
    return chart(head, list(points_of(indicator)), [end for end in ends if end is not None], target)


def chart(head: str, points: Sequence[Point], ends: Sequence[float], target: str) -> Chart | None:
    """The chart of some values under a heading, with a target that has no end, one or two."""
    if len(points) < FEWEST:
        return None
    low, high = _range([*(point.value for point in points), *ends])
    step = (RIGHT - LEFT) / (len(points) - 1)
    dots = tuple(
        Dot(round(LEFT + place * step, 2), _y(point.value, low, high), number(point.value), point.short, point.earlier)
        for place, point in enumerate(points)
    )
    told = [f"{point.title} {number(point.value)}" for point in points]
    if target:
        told.append(f"{say('Target').lower()} {target}")
    return Chart(
        dots=dots,
        segments=tuple(Segment(one.x, one.y, two.x, two.y) for one, two in pairwise(dots)),
        aims=tuple(_y(end, low, high) for end in ends),
        target=target,
        words=f"{head}: {', '.join(told)}.",
    )


def points_of(indicator: Indicator) -> Iterator[Point]:
    """Where the indicator began, and every number that was given."""
    if indicator.baseline is not None:
        title = f"{say('Baseline')} {indicator.fact.baseline_date}".strip()
        yield Point(title, say("Start"), indicator.baseline, earlier=True)
    for reading in indicator.readings:
        if reading.value.value is not None:
            yield Point(reading.title, _short(reading.title, reading.value), reading.value.value, reading.earlier)


def _short(title: str, value: Value) -> str:
    """A few letters: of a round its first one and its number, of a period the whole of it, else its first word."""
    if value.round == CLOSING:
        return say("End")
    if value.round:
        digits = "".join(letter for letter in title if letter.isdigit())
        return f"{title[:1]}{digits}" if digits and len(digits) < LONGEST else title[:6]
    return title if len(title) <= LONGEST else title.split()[0][:LONGEST]


def _range(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def _y(value: float, low: float, high: float) -> float:
    return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 2)
