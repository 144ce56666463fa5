"""The goal year on the annual wheel: its phases by the timetable, the day of the document as the hand."""

from collections.abc import Iterator
from datetime import date, timedelta

from workflow.cycle.due import due_date
from workflow.goals import GoalYear
from workflow.reports.document import Block, Column, Heading, Picture, Table
from workflow.reports.drawing.circle import Lane, Mark, Span
from workflow.reports.drawing.wheel import Wheel
from workflow.words import sentence

STANDS = {"past": sentence("Past"), "now": sentence("Goes on"), "coming": sentence("To come")}
LAST = timedelta(days=60)
"""How long the last phase is drawn."""


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
    begins = sorted(_begins(year))
    for place, (starts, title) in enumerate(begins):
        ends = begins[place + 1][0] if place + 1 < len(begins) else starts + LAST
        stands = "past" if ends <= year.today else "now" if starts <= year.today else "coming"
        yield Span(title, starts, ends, stands)


def _begins(year: GoalYear) -> Iterator[tuple[date, str]]:
    """The day on which each phase begins, and what it is called."""
    for case in year.of_kind("year"):
        level, model = year.level(case), year.model_of(case)
        for step in level.steps:
            due = due_date(model, year.calendar, step, case, "") if step.by_clock and not step.birth else None
            state = next((state for state in step.targets if state in level.state), "")
            if due and state and not step.rounds:
                yield due.on, year.say(level.state[state].title)
