"""Draws a chart as SVG: frame and axis, target and reference, lines and points, names at their ends."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from workflow.measuring.rounding import number
from workflow.reports.drawing.chart import DURING, EARLIER, FINAL, HIGH, MEN, NAMES, TOTAL, WIDE, WOMEN, Chart
from workflow.reports.drawing.frame import Frame, apart, scale
from workflow.reports.drawing.svg import ACCENT, LINE, PAPER, QUIET, drawn, safe, wide
from workflow.words import sentence

SIZE = 13
"""Of the text, in pixels."""
TOP, BOTTOM, BESIDE = 26, HIGH - 30, 8
MOST_LEFT, MOST_RIGHT = 150.0, 200.0
"""So wide at the most is what stands beside the frame."""
LONGEST = 29
"""The most characters of a name beside or under it."""
COLOURS = {TOTAL: ACCENT, WOMEN: "#8a4b00", MEN: "#5a3d8f"}
DASHES = {TOTAL: "", WOMEN: ' stroke-dasharray="7 3"', MEN: ' stroke-dasharray="2 3"'}
GREY, AIM = "#7b8790", "#1a6b3a"
BREAK = sentence("new method")
NONE = sentence("No values")

Label = tuple[float, str, str]
"""How far down, what, and in which class."""


def plotted(chart: Chart) -> str:
    """The chart as one SVG element."""
    labels = [(value, _short(text), sort) for value, text, sort in _labels(chart)]
    frame = _frame(chart, labels)
    parts = [*_axis(chart, frame), *_places(chart, frame), *_across(chart, frame), *_breaks(chart, frame)]
    for series in reversed(chart.series):
        parts += _series(chart, frame, series)
    parts += _beside(frame, labels)
    if chart.series in ((TOTAL,), ()):
        parts += _values(chart, frame)
    return drawn("chart", chart.size, chart.title, chart.alt, parts)


def _frame(chart: Chart, labels: list[Label]) -> Frame:
    values = [value for series in chart.series for _, _, value in chart.known(series)]
    axis = scale([*values, *chart.across])
    left = max(wide(number(tick, chart.language, axis.decimals), SIZE) for tick in axis.ticks)
    right = max((wide(text, SIZE) for _, text, _ in labels), default=0.0)
    return Frame(
        min(left, MOST_LEFT) + 2 * BESIDE,
        WIDE - min(right, MOST_RIGHT) - 2 * BESIDE,
        TOP,
        BOTTOM,
        axis,
        len(chart.points),
    )


def _axis(chart: Chart, frame: Frame) -> Iterator[str]:
    lines = "".join(f"M{frame.left:.1f} {frame.y(tick):.1f}H{frame.right:.1f}" for tick in frame.scale.ticks)
    yield f'<path class="grid" stroke="{LINE}" d="{lines}"/><g class="quiet" fill="{QUIET}" text-anchor="end">'
    for tick in frame.scale.ticks:
        text = number(tick, chart.language, frame.scale.decimals)
        yield f'<text x="{frame.left - BESIDE:.1f}" y="{frame.y(tick) + 4.5:.1f}">{text}</text>'
    yield f'</g><text class="quiet" fill="{QUIET}" x="2" y="{SIZE}">{safe(chart.unit)}</text>'


def _places(chart: Chart, frame: Frame) -> Iterator[str]:
    """The names of the times, so many as there is room for, the last always."""
    shorts = [_short(point.short) for point in chart.points]
    every = max(1, ceil(max((wide(text, SIZE) + BESIDE for text in shorts), default=0.0) / frame.band))
    last = len(shorts) - 1
    yield f'<g class="quiet" fill="{QUIET}" text-anchor="middle">'
    for place, text in enumerate(shorts):
        if (last - place) % every == 0:
            yield f'<text x="{frame.x(place):.1f}" y="{BOTTOM + 20}">{safe(text)}</text>'
    yield "</g>"


def _across(chart: Chart, frame: Frame) -> Iterator[str]:
    """The target as a line, or a field when it is between two values; what it is compared with as a thin line."""
    if len(chart.ends) > 1:
        top, high = frame.y(max(chart.ends)), abs(frame.y(chart.ends[0]) - frame.y(chart.ends[1]))
        yield (f'<rect class="aim-field" x="{frame.left:.1f}" y="{top:.1f}" width="{frame.right - frame.left:.1f}" '
               f'height="{high:.1f}" fill="{AIM}" fill-opacity="0.12"/>')  # fmt: skip
    for value in chart.ends:
        yield (f'<path class="aim" stroke="{AIM}" stroke-width="2" stroke-dasharray="9 4" '
               f'd="M{frame.left:.1f} {frame.y(value):.1f}H{frame.right:.1f}"/>')  # fmt: skip
    if chart.reference:
        yield (f'<path class="compared" stroke="{QUIET}" stroke-dasharray="1 4" stroke-linecap="round" stroke-width="2" '
               f'd="M{frame.left:.1f} {frame.y(chart.reference[1]):.1f}H{frame.right:.1f}"/>')  # fmt: skip


def _breaks(chart: Chart, frame: Frame) -> Iterator[str]:
    for place in chart.breaks:
        if 0 < place < len(chart.points):
            x = frame.x(place - 0.5)
            yield f'<path class="compared" stroke="{QUIET}" d="M{x - 3:.1f} {TOP}V{BOTTOM}M{x + 3:.1f} {TOP}V{BOTTOM}"/>'
            text = BREAK.in_(chart.language)
            yield f'<text class="quiet" fill="{QUIET}" text-anchor="middle" x="{x:.1f}" y="{TOP - 5}">{safe(text)}</text>'


def _series(chart: Chart, frame: Frame, series: str) -> Iterator[str]:
    """A line with its points; it has a gap where a value is missing, and where the method was changed."""
    colour = COLOURS[series]
    known = [(place, frame.x(place), frame.y(value), point.sort) for place, point, value in chart.known(series)]
    lines: dict[str, str] = {}
    for (place, x1, y1, _), (other, x2, y2, sort) in pairwise(known):
        if other == place + 1 and other not in chart.breaks:
            look, ends = _look(sort, series), f"L{x2:.1f} {y2:.1f}"
            begins = f"M{x1:.1f} {y1:.1f}"
            so_far = lines.get(look, "")
            lines[look] = so_far + (ends if so_far.endswith(begins[1:]) else begins + ends)
    marks: dict[str, str] = {}
    for _, x, y, sort in known:
        look = _filled(sort, series)
        marks[look] = marks.get(look, "") + _mark(series, x, y, 5.5 if sort == FINAL else 4)
    yield f'<g class="{series}" fill="{colour}" stroke="{colour}" stroke-width="2">'
    yield "".join(f'<path fill="none" d="{line}"{look}/>' for look, line in lines.items())
    yield "".join(f'<path d="{shapes}"{look}/>' for look, shapes in marks.items()) + "</g>"


def _look(sort: str, series: str) -> str:
    """How the line to a point looks: short dashes within the year, grey among earlier years, else the series' own."""
    if sort == DURING:
        return ' stroke-dasharray="4 4"'
    return f' class="earlier-line" stroke="{GREY}"' if sort == EARLIER and series == TOTAL else DASHES[series]


def _filled(sort: str, series: str) -> str:
    """How a point is filled: hollow when it is from during the year, grey among earlier years."""
    if sort == DURING:
        return f' class="hollow" fill="{PAPER}"'
    return f' class="earlier" fill="{GREY}" stroke="{GREY}"' if sort == EARLIER and series == TOTAL else ""


def _mark(series: str, x: float, y: float, r: float) -> str:
    """A point: round for all, pointed for women, square for men."""
    if series == WOMEN:
        return f"M{x:.1f} {y - 5:.1f}l5 9h-10z"
    if series == MEN:
        return f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z"
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _labels(chart: Chart) -> Iterator[Label]:
    """(value, text, class) of what is named to the right of the frame."""
    if chart.ends and chart.aim:
        words = sentence("Target %(target)s", target=chart.aim).in_(chart.language)
        yield sum(chart.ends) / len(chart.ends), words, "aim"
    if chart.reference:
        yield chart.reference[1], f"{chart.reference[0]} {number(chart.reference[1], chart.language)}", "quiet"
    if len(chart.series) > 1:
        for series in chart.series:
            _, _, value = chart.known(series)[-1]
            yield value, f"{NAMES[series].in_(chart.language)} {number(value, chart.language)}", series


def _beside(frame: Frame, labels: list[Label]) -> Iterator[str]:
    heights = apart([frame.y(value) for value, _, _ in labels], SIZE + 2, TOP, BOTTOM)
    colours = COLOURS | {"aim": AIM, "quiet": QUIET}
    for (_, text, sort), y in zip(labels, heights, strict=True):
        yield (f'<text class="{sort}-name" fill="{colours[sort]}" font-weight="600" x="{frame.right + BESIDE:.1f}" '
               f'y="{y + 4.5:.1f}">{safe(text)}</text>')  # fmt: skip


def _values(chart: Chart, frame: Frame) -> Iterator[str]:
    """The values at their points, where there is room for all of them."""
    known = chart.known()
    texts = [number(value, chart.language) for _, _, value in known]
    if not known:
        middle = (frame.left + frame.right) / 2
        yield f'<text x="{middle:.1f}" y="{HIGH / 2}" text-anchor="middle">{NONE.in_(chart.language)}</text>'
    if max((wide(text, SIZE) for text in texts), default=0.0) > frame.band:
        return
    lines = [frame.y(line) for line in chart.across]
    yield '<g text-anchor="middle" font-weight="600">'
    for (place, _, value), text in zip(known, texts, strict=True):
        y = frame.y(value)
        crossed = any(y - SIZE - 12 < line < y - 4 for line in lines) and y + SIZE + 9 < frame.bottom
        yield f'<text x="{frame.x(place):.1f}" y="{y + SIZE + 7 if crossed else y - 9:.1f}">{text}</text>'
    yield "</g>"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
