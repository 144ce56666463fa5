"""The values of a goal's indicators: as a picture, and every one of them as a table."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.indicator import Indicator, Reading
from workflow.goals.source_extras import series
from workflow.measuring.attainment import LOWER
from workflow.measuring.values import CLOSING
from workflow.reports.content.parts.wording import keys, listed, status, without_empty
from workflow.reports.document import Block, Cell, Column, Picture, Table
from workflow.reports.drawing.chart import EARLIER, FINAL, FORECAST, OUTCOME, Chart, Point

BRIEF = 8
"""Letters of what stands under a point."""
LEAST = 2
"""So many values make a picture."""


def values(goal: Goal) -> Iterator[Block]:
    """A picture of each indicator that has values enough, and the table of them all."""
    say = goal.year.say
    for indicator in goal.indicators:
        if drawn := chart(indicator):
            yield Picture(drawn, indicator.name)
    rows = tuple(row for one in goal.indicators for row in _rows(goal, one))
    if rows:
        columns = (Column(say("Indicator"), 4), Column(say("Refers to"), 2), Column(say("Value"), 2, figures=True),
                   Column(say("Women"), figures=True), Column(say("Men"), figures=True),
                   Column(say("Expected"), 2, figures=True), Column(say("Compared"), 2, figures=True),
                   Column(say("Note"), 3))  # fmt: skip
        yield without_empty(Table(say("All values"), columns, rows, sheet=say("All values"), keys=keys(goal)))
    yield from _series(goal)


def chart(indicator: Indicator) -> Chart | None:
    """The indicator as a picture; None when there are too few values."""
    known = [one for one in indicator.readings if one.value.value is not None]
    if len(known) < LEAST:
        return None
    low, high = _bounds(indicator)
    points = tuple(_point(indicator, one) for one in indicator.readings)
    compared = [one.value.compared for one in known if one.value.compared is not None]
    name = indicator.reference or indicator.year.say("Compared")
    return Chart(
        title=indicator.name, unit=indicator.unit, points=points, low=low, high=high,
        reference=(name, compared[-1]) if compared else None, breaks=_breaks(indicator), language=indicator.year.language,
    )  # fmt: skip


def _bounds(indicator: Indicator) -> tuple[float | None, float | None]:
    """The target as the least and the most that meets it."""
    terms = indicator.terms
    if terms.comparator == "between":
        return terms.bound, terms.to
    if terms.comparator == "exactly":
        return terms.bound, terms.bound
    return (None, terms.bound) if terms.comparator in LOWER else (terms.bound, None)


def _point(indicator: Indicator, one: Reading) -> Point:
    value = one.value
    sort = FINAL if value.round == CLOSING else FORECAST if value.round else EARLIER if one.earlier else OUTCOME
    short = value.round if 0 < len(value.round) <= BRIEF and value.round != CLOSING else one.title
    return Point(short[:BRIEF], one.title, value.value, value.women, value.men, sort)


def _breaks(indicator: Indicator) -> tuple[int, ...]:
    """The places of the first values that were said after the method had changed."""
    days = {on[:4] for on, _ in indicator.breaks}
    years = [str(one.value.year or indicator.goal.year) for one in indicator.readings]
    return tuple(sorted({years.index(year) for year in days if year in years}))


def _rows(goal: Goal, indicator: Indicator) -> Iterator[tuple[Cell, ...]]:
    say = goal.year.say
    for one in indicator.readings:
        value = one.value
        missing = status(say, goal.model, "missing", one.missing)
        notes = (str(missing) if missing and not value.is_said else "",
                 say("the period cannot be read") if value.is_said and not value.is_readable else "",
                 say("came after the closing") if value.is_late else "", one.words if one.words != value.text else "")  # fmt: skip
        note = listed(say, notes)
        yield (
            indicator.name,
            one.title,
            value.text or value.value,
            value.women,
            value.men,
            value.expected,
            value.compared,
            note,
        )
    if not indicator.readings and indicator.baseline is None:
        return
    for on, how in indicator.breaks:
        yield indicator.name, on, None, None, None, None, None, say("The method was changed: %(how)s", how=how)


def _series(goal: Goal) -> Iterator[Block]:
    """The further series that a source gives: other bodies, parts of the whole."""
    say = goal.year.say
    rows = tuple((indicator.name, *point) for indicator in goal.indicators for point in series(indicator.kept))
    if rows:
        columns = (Column(say("Indicator"), 4), Column(say("Series"), 3), Column(say("Refers to"), 2),
                   Column(say("Value"), 2, figures=True))  # fmt: skip
        yield Table(say("Comparisons and parts, as the source has them"), columns, rows,
                    sheet=say("Comparisons"), keys=keys(goal))  # fmt: skip
