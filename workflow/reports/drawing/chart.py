"""A chart of an indicator: what was measured from left to right, the target across, women and men where they are known.
What it shows is never told by colour alone: sorts of points have shapes, lines have dashes and their names beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from workflow.measuring.rounding import number
from workflow.words import Sentence, sentence

EARLIER, DURING, OUTCOME, FINAL = "earlier", "during", "outcome", "final"
"""The sorts of points: of an earlier year, from during the year, of the year as a whole, and that of the closing."""
TOTAL, WOMEN, MEN = "value", "women", "men"
NAMES = {TOTAL: sentence("Total"), WOMEN: sentence("Women"), MEN: sentence("Men")}
WIDE, HIGH = 640, 220
FEWEST = 3
"""With fewer values the highest and the lowest are told already."""


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
        return " ".join(one.in_(self.language) for one in _sentences(self))

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


Known = list[tuple[int, Point, float]]


def _sentences(chart: Chart) -> Iterator[Sentence]:
    measured = [one for one in chart.known() if one[1].sort != DURING]
    yield _course(chart, measured)
    if len(measured) >= FEWEST:
        yield from _extremes(chart, measured)
    if chart.aim and chart.verdict:
        yield sentence("The target is %(target)s: %(verdict)s.", target=chart.aim, verdict=chart.verdict.lower())
    elif chart.aim:
        yield sentence("The target is %(target)s.", target=chart.aim)
    for _, point, value in chart.known():
        if point.sort == DURING:
            yield sentence(
                "During the year %(value)s (%(when)s).", value=number(value, chart.language), when=point.full
            )
    yield from _sexes(chart)
    if chart.reference:
        name, value = chart.reference
        yield sentence("%(name)s: %(value)s.", name=name, value=number(value, chart.language))
    for place in chart.breaks:
        if 0 < place < len(chart.points):
            yield sentence("The method was changed before %(when)s.", when=chart.points[place].full)


def _course(chart: Chart, measured: Known) -> Sentence:
    """From the first value to the last."""
    head = f"{chart.title} ({chart.unit})" if chart.unit else chart.title
    if not measured:
        return sentence("%(title)s: no outcome." if chart.known() else "%(title)s: no values.", title=head)
    (_, begins, first), (_, ends, last) = measured[0], measured[-1]
    said = {"title": head, "first": number(first, chart.language), "then": begins.full,
            "last": number(last, chart.language), "now": ends.full}  # fmt: skip
    if len(measured) == 1:
        return Sentence("%(title)s: %(last)s (%(now)s).", said)
    if first == last:
        return Sentence("%(title)s: %(last)s both at the beginning (%(then)s) and at the end (%(now)s).", said)
    if last > first:
        return Sentence("%(title)s: up from %(first)s (%(then)s) to %(last)s (%(now)s).", said)
    return Sentence("%(title)s: down from %(first)s (%(then)s) to %(last)s (%(now)s).", said)


def _extremes(chart: Chart, measured: Known) -> Iterator[Sentence]:
    """The highest and the lowest, where they are others than the first and the last."""
    highest, lowest = max(measured, key=lambda one: one[2]), min(measured, key=lambda one: one[2])
    ends = (measured[0][2], measured[-1][2])
    if highest[2] not in ends:
        yield sentence("Highest %(value)s (%(when)s).", value=number(highest[2], chart.language), when=highest[1].full)
    if lowest[2] not in ends:
        yield sentence("Lowest %(value)s (%(when)s).", value=number(lowest[2], chart.language), when=lowest[1].full)


def _sexes(chart: Chart) -> Iterator[Sentence]:
    """Women and men, the last time that both are known."""
    both = [point for point in chart.points if point.of(WOMEN) is not None and point.of(MEN) is not None]
    if both:
        women, men = (number(both[-1].of(name) or 0.0, chart.language) for name in (WOMEN, MEN))
        yield sentence("Women %(women)s, men %(men)s (%(when)s).", women=women, men=men, when=both[-1].full)
