"""The goal year on the annual wheel: its phases by the timetable, the day of the document as the hand."""

from collections.abc import Iterator
from datetime import date, timedelta

from workflow.cycle.due import due_date
from workflow.reports.document import Block, Heading, Picture
from workflow.reports.drawing.circle import Lane, Span
from workflow.reports.drawing.wheel import Wheel
from workflow.reports.reading import Year

LAST = timedelta(days=60)
"""How long the last phase is drawn."""


def wheel(year: Year) -> Iterator[Block]:
    """The wheel under a heading; nothing for a year that has no case of its own here."""
    spans = tuple(_spans(year))
    if spans:
        say = year.say
        yield Heading(say("The year on the wheel"), 2)
        drawn = Wheel(year.year, year.today, ((year.year, Lane(str(year.year), spans)),), language=year.language)
        yield Picture(drawn, say("The phases of goal year %(year)s during %(year)s.", year=year.year))


def _spans(year: Year) -> Iterator[Span]:
    begins = sorted(_begins(year))
    for place, (starts, title) in enumerate(begins):
        ends = begins[place + 1][0] if place + 1 < len(begins) else starts + LAST
        stands = "past" if ends <= year.today else "now" if starts <= year.today else "coming"
        yield Span(title, starts, ends, stands)


def _begins(year: Year) -> Iterator[tuple[date, str]]:
    """The day on which each phase begins, and what it is called."""
    for case in year.of_kind("year"):
        level, model = year.level(case), year.model_of(case)
        for step in level.steps:
            due = due_date(model, year.calendar, step, case, "") if step.by_clock and not step.birth else None
            state = next((state for state in step.targets if state in level.state), "")
            if due and state and not step.rounds:
                yield due.on, year.say(level.state[state].title)
