"""An indicator as a chart: where it began, every value that was given, when its target is met."""

from collections.abc import Sequence

from workflow.goals import Indicator
from workflow.goals.indicator import Reading
from workflow.measuring.periods import span_of
from workflow.measuring.values import CLOSING
from workflow.reports.drawing.chart import DURING, EARLIER, FINAL, OUTCOME, Chart, Point

FEWEST = 2
"""With fewer values there is nothing to draw."""
LONGEST = 8
"""Letters of what stands under a point."""


def chart_of(indicator: Indicator) -> Chart | None:
    """The chart of an indicator, None when there are too few values."""
    say, placed = indicator.year.say, _placed(indicator)
    points = tuple(point for _, point in placed)
    if sum(point.value is not None for point in points) < FEWEST:
        return None
    terms, verdict = indicator.terms, indicator.verdict if indicator.has_outcome else None
    ends = (terms.bound, terms.to if terms.comparator == "between" else None)
    compared = [one.value.compared for one in indicator.readings if one.value.compared is not None]
    return Chart(
        title=indicator.name,
        unit=indicator.unit,
        points=points,
        ends=tuple(dict.fromkeys(end for end in ends if end is not None)),
        aim=indicator.target.in_words(say),
        verdict=say(verdict.title) if verdict else "",
        reference=(indicator.said.reference or say("Compared"), compared[-1]) if compared else None,
        breaks=_breaks(indicator, [year for year, _ in placed]),
        language=indicator.year.language,
    )


def _placed(indicator: Indicator) -> list[tuple[int | None, Point]]:
    """(year, point) of every value, or that there is none; among them where it began, unless a value says it."""
    year, readings = indicator.goal.year, indicator.readings
    placed = [(one.value.year or year, _point(indicator, one)) for one in readings]
    began = span_of(indicator.said.baseline_date)
    if indicator.baseline is None or (began and began.year in {one.value.year for one in readings}):
        return placed
    full = f"{indicator.year.say('Baseline')} {indicator.said.baseline_date}".strip()
    point = Point(indicator.year.say("Start"), full, indicator.baseline, sort=EARLIER)
    later = (
        place for place, one in enumerate(readings) if began and one.value.span and one.value.span.last > began.last
    )
    placed.insert(next(later, len(placed)) if began else 0, (began.year if began else None, point))
    return placed


def _point(indicator: Indicator, one: Reading) -> Point:
    value = one.value
    return Point(_short(indicator, one), one.title, value.value, value.women, value.men, _sort(indicator, one))


def _sort(indicator: Indicator, one: Reading) -> str:
    if one.value.round == CLOSING:
        return FINAL
    if one.earlier:
        return EARLIER
    if indicator.has_outcome and one.value == indicator.outcome:
        return OUTCOME
    year, span = indicator.goal.year or 0, one.value.span
    is_during = not span.covers(year) and span.year == year if span else bool(one.value.round)
    return DURING if is_during else OUTCOME


def _short(indicator: Indicator, one: Reading) -> str:
    """A few letters: of a round its first one and its number, of a period the whole of it, else its first word."""
    title = one.title
    if one.value.round == CLOSING:
        return indicator.year.say("End")
    if one.value.round:
        digits = "".join(letter for letter in title if letter.isdigit())
        return f"{title[:1]}{digits}" if digits and len(digits) < LONGEST else title[:6]
    return title if len(title) <= LONGEST else title.split()[0][:LONGEST]


def _breaks(indicator: Indicator, years: Sequence[int | None]) -> tuple[int, ...]:
    """The places of the first values that were said after the method had changed."""
    changed = {int(on[:4]) for on, _ in indicator.breaks}
    return tuple(sorted(years.index(year) for year in changed if year in years))
