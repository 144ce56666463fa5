"""The values of a goal's indicators: as a picture, and every one of them as a table."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.indicator import Indicator
from workflow.goals.source_extras import series
from workflow.reports.content.parts.wording import keys, listed, status, without_empty
from workflow.reports.document import Block, Cell, Column, Picture, Table
from workflow.reports.drawing.indicator_chart import chart_of


def values(goal: Goal) -> Iterator[Block]:
    """A picture of each indicator that has values enough, and the table of them all."""
    say = goal.year.say
    for indicator in goal.indicators:
        if drawn := chart_of(indicator):
            yield Picture(drawn, indicator.name)
    rows = tuple(row for one in goal.indicators for row in _rows(goal, one))
    if rows:
        columns = (Column(say("Indicator"), 4), Column(say("Refers to"), 2), Column(say("Value"), 2, figures=True),
                   Column(say("Women"), figures=True), Column(say("Men"), figures=True),
                   Column(say("Expected"), 2, figures=True), Column(say("Compared"), 2, figures=True),
                   Column(say("Note"), 3))  # fmt: skip
        yield without_empty(Table(say("All values"), columns, rows, sheet=say("All values"), keys=keys(goal)))
    yield from _series(goal)


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
