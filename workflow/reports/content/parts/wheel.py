"""The goal year on the annual wheel: its phases by the timetable, the day of the document as the hand."""

from collections.abc import Iterator

from workflow.cycle.phases import phases
from workflow.goals import GoalYear
from workflow.reports.document import Block, Column, Heading, Picture, Table
from workflow.reports.drawing.circle import Lane, Mark, Span
from workflow.reports.drawing.wheel import Wheel
from workflow.words import sentence

STANDS = {"past": sentence("Past"), "now": sentence("Goes on"), "coming": sentence("To come")}


def wheel(year: GoalYear) -> Iterator[Block]:
    """The wheel with its phases by number, and the same as a table; nothing for a year that is over, or that has no case of
    its own."""
    spans = tuple(_spans(year))
    if not spans or year.today.year > year.year:
        return
    say = year.say
    marks = tuple(Mark(str(number), span.starts + (span.ends - span.starts) / 2, span.stands)
                  for number, span in enumerate(spans, 1) if span.ends > span.starts)  # fmt: skip
    drawn = Wheel(year.year, year.today, ((year.year, Lane(str(year.year), spans, marks)),), language=year.language)
    columns = (
        Column(say("No."), figures=True),
        Column(say("Phase"), 5),
        Column(say("From"), 2),
        Column(say("State"), 2),
    )
    rows = tuple((number, span.title, span.starts, say(STANDS[span.stands])) for number, span in enumerate(spans, 1))
    yield Heading(say("The year on the wheel"), 2)
    yield Picture(drawn, say("The phases of goal year %(year)s during %(year)s.", year=year.year))
    yield Table(say("The phases of the goal year"), columns, rows, sheet=say("The wheel"))


def _spans(year: GoalYear) -> Iterator[Span]:
    for case in year.of_kind("year"):
        for phase in phases(year.model_of(case), year.calendar, case, year.today):
            yield Span(year.say(phase.state.title), phase.starts, phase.ends, phase.stands)
