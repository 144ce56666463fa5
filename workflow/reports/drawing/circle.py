"""The annual wheel as shapes, for pages and for documents: days become angles, spans become paths. Pure: it knows no case,
no database, no clock.

A wheel shows one calendar year, January first at the top and on clockwise; a ring for each goal year, outermost the
earliest. Whatever reaches out of the calendar year is cut at its turn, so no arc is ever more than the whole circle.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import cos, pi, radians, sin

CIRCLE = 360.0
SIZE = 520
CENTRE = SIZE / 2
MONTHS = (222.0, 250.0)
"""From where to where the band of months reaches."""
TICK = (252.0, 259.0)
RINGS = (78.0, 218.0)
WIDEST = 46.0
"""No ring takes more room than this, however few there are."""
GAP = 8.0
BADGE = 10.5
LETTER = 6.9
"""How wide a letter is, on average, of what is written on an arc."""


@dataclass(frozen=True)
class Span:
    """Something that goes on from a day until (not including) another; `stands` is "past", "now" or "coming"."""

    title: str
    starts: date
    ends: date
    stands: str


@dataclass(frozen=True)
class Mark:
    """A day on a ring with a short text in a circle: a round, by the day of its reports."""

    text: str
    on: date
    stands: str


@dataclass(frozen=True)
class Lane:
    """What a ring shows: a goal year, its spans and its marks."""

    name: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Arc:
    """A piece of a ring: its outline, what it is called, and the line that the name is written along ("": no room)."""

    outline: str
    title: str
    stands: str
    line: str = ""


@dataclass(frozen=True)
class Dot:
    """A place with a text: a round's circle, a month's name, a ring's name."""

    x: float
    y: float
    text: str
    stands: str = ""


@dataclass(frozen=True)
class Ring:
    """A drawn lane; `tone` is 0, 1 or 2 and the same for a goal year from year to year."""

    tone: int
    arcs: tuple[Arc, ...]
    dots: tuple[Dot, ...]
    label: Dot


@dataclass(frozen=True)
class Stroke:
    """A line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    sort: str = ""


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn. `hand` points at today, None when that is in another year."""

    size: int
    centre: float
    hub: float
    months: tuple[tuple[Arc, Dot], ...]
    ticks: tuple[Stroke, ...]
    rings: tuple[Ring, ...]
    hand: Stroke | None


def angle(day: date, year: int) -> float:
    """Degrees from the top, clockwise: 0 on the first of January of the year, 360 when the next begins; what lies
    outside is taken to the nearer end."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    return CIRCLE * (min(max(day, first), last) - first).days / (last - first).days


def part(starts: date, ends: date, year: int) -> tuple[float, float] | None:
    """The part of the circle that a span takes in the year, None when it takes none."""
    begins, stops = angle(starts, year), angle(ends, year)
    return (begins, stops) if stops > begins else None


def point(radius: float, degrees: float) -> tuple[float, float]:
    """The point so far from the middle, in that direction."""
    turn = radians(degrees)
    return round(CENTRE + radius * sin(turn), 2), round(CENTRE - radius * cos(turn), 2)


def tone(goal_year: int) -> int:
    """Which of the three tones a goal year has: the same in every calendar year, another than its neighbours'."""
    return (goal_year - 1) % 3


def sector(inner: float, outer: float, begins: float, stops: float) -> str:
    """The outline of a piece of a ring. Drawn by halves: a whole circle is a path too."""
    middle = (begins + stops) / 2
    out = " ".join(f"A{outer:g} {outer:g} 0 0 1 {_at(outer, turn)}" for turn in (middle, stops))
    back = " ".join(f"A{inner:g} {inner:g} 0 0 0 {_at(inner, turn)}" for turn in (middle, begins))
    return f"M{_at(outer, begins)} {out} L{_at(inner, stops)} {back} Z"


def line(radius: float, begins: float, stops: float) -> str:
    """The line that text is written along: clockwise in the upper half, the other way in the lower, so that no text
    stands on its head."""
    middle = (begins + stops) / 2
    if 90 < middle % CIRCLE < 270:
        begins, stops, sweep, radius = stops, begins, 0, radius + LETTER * 0.65
    else:
        sweep, radius = 1, radius - LETTER * 0.65
    halves = " ".join(f"A{radius:g} {radius:g} 0 0 {sweep} {_at(radius, turn)}" for turn in (middle, stops))
    return f"M{_at(radius, begins)} {halves}"


def drawing(
    year: int, today: date, lanes: Sequence[tuple[int, Lane]], months: Sequence[str], ticks: Sequence[tuple[date, str]]
) -> Drawing:  # fmt: skip
    """The wheel of a calendar year: (goal year, lane) outermost first, the names of the months, and (day, sort) of the
    ticks outside them."""
    pitch = min(WIDEST, (RINGS[1] - RINGS[0]) / max(len(lanes), 1))
    rings = tuple(_ring(year, goal_year, lane, RINGS[1] - pitch * n, pitch - GAP)
                  for n, (goal_year, lane) in enumerate(lanes))  # fmt: skip
    hub = min(RINGS[1] - pitch * len(lanes) - GAP, 108.0) if lanes else 108.0
    turn = angle(today, year) + CIRCLE / 730
    hand = Stroke(*point(hub, turn), *point(MONTHS[0] - 2, turn)) if today.year == year else None
    return Drawing(SIZE, CENTRE, hub, tuple(_months(year, today, months)), tuple(_ticks(year, ticks)), rings, hand)


def _months(year: int, today: date, names: Sequence[str]) -> Iterator[tuple[Arc, Dot]]:
    for number, name in enumerate(names, start=1):
        first = date(year, number, 1)
        begins, stops = angle(first, year), angle(date(year + number // 12, number % 12 + 1, 1), year)
        stands = "now" if (today.year, today.month) == (year, number) else ""
        middle = point(sum(MONTHS) / 2, (begins + stops) / 2)
        yield Arc(sector(*MONTHS, begins + 0.5, stops - 0.5), name, stands), Dot(*middle, name, stands)


def _ticks(year: int, days: Sequence[tuple[date, str]]) -> Iterator[Stroke]:
    for day, sort in days:
        if day.year == year:
            turn = angle(day, year) + CIRCLE / 730
            yield Stroke(*point(TICK[0], turn), *point(TICK[1], turn), sort)


def _ring(year: int, goal_year: int, lane: Lane, outer: float, width: float) -> Ring:
    inner = outer - width
    middle = (inner + outer) / 2
    marks = [(angle(mark.on, year), mark) for mark in lane.marks if mark.on.year == year]
    taken = [0.0, CIRCLE, *(turn for turn, _ in marks)]
    return Ring(
        tone(goal_year), tuple(_arcs(year, lane.spans, inner, outer, taken)),
        tuple(Dot(*point(middle, turn), mark.text, mark.stands) for turn, mark in marks),
        Dot(*point(middle, 0), lane.name),
    )  # fmt: skip


def _arcs(
    year: int, spans: Sequence[Span], inner: float, outer: float, taken: Sequence[float]
) -> Iterator[Arc]:  # fmt: skip
    """The pieces, a hair apart, each with a line for its name where there is room between what is there already."""
    middle = (inner + outer) / 2
    for span in spans:
        if found := part(span.starts, span.ends, year):
            begins, stops = found
            hair = min(0.6, (stops - begins) / 4)
            room = _room(begins, stops, taken, middle)
            fits = (room[1] - room[0]) * pi / 180 * middle >= len(span.title) * LETTER
            yield Arc(sector(inner, outer, begins + hair, stops - hair), span.title, span.stands,
                      line(middle, *room) if fits else "")  # fmt: skip


def _room(begins: float, stops: float, taken: Sequence[float], radius: float) -> tuple[float, float]:
    """The longest free stretch of an arc between the circles and the ring's own name."""
    away = (BADGE + 4) / radius * 180 / pi
    edges = [begins - away, *sorted(turn for turn in taken if begins - away < turn < stops + away), stops + away]
    free = [(max(one + away, begins), min(other - away, stops)) for one, other in pairwise(edges)]
    return max(free, key=lambda stretch: stretch[1] - stretch[0])


def _at(radius: float, degrees: float) -> str:
    x, y = point(radius, degrees)
    return f"{x:g} {y:g}"
