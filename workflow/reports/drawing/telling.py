"""What a chart says, in words: for whoever does not see it."""

from collections.abc import Iterator

from workflow.measuring.rounding import number
from workflow.reports.drawing.chart import DURING, MEN, WOMEN, Chart, Point
from workflow.words import Sentence, sentence

FEWEST = 3
"""With fewer values the highest and the lowest are told already."""
Known = list[tuple[int, Point, float]]


def told(chart: Chart) -> str:
    """The chart in a few short sentences."""
    return " ".join(one.in_(chart.language) for one in _sentences(chart))


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
