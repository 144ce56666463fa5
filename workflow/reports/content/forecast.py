"""The forecast report of a round: a committee's own, or all of them compiled for the board."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import GoalYear
from workflow.goals.report import ReportedGoal, reported
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import asked, document, hidden, unit_of
from workflow.reports.document import Block, Document, Heading, Text
from workflow.words import sentence

ONE, ALL = sentence("Forecast report"), sentence("Compiled forecast to the board")


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The forecasts of a round. Raises Wrong when the round, the body or the year is not there."""
    year, goals = asked(session, ask)
    name = one_round.known_round(year, ask.round)
    found = reported(goals, name)
    return document(
        "forecast",
        ONE if ask.unit else ALL,
        year,
        ask,
        _blocks(year, unit_of(year, ask.unit), found, name),
        year.say(year.model.rounds[name].title),
    )


def _blocks(year: GoalYear, unit: int, found: Sequence[ReportedGoal], name: str) -> Iterator[Block]:
    say = year.say
    yield Heading(say("Summary"), key="summary")
    yield from one_round.dated(year, found, name, unit)
    if not found:
        yield Text(say("No goal is followed up in this round."), "notice")
        yield from hidden(year)
        return
    yield from one_round.counted(year, found)
    yield from hidden(year)
    yield from one_round.reports(year, found, name)
    yield from one_round.at_risk(year, found)
    yield from one_round.under_way(year, found)
    yield from one_round.missing(year, found)
    yield from one_round.unknown(year, found)
    yield Heading(say("All goals"), key="all")
    yield one_round.standing(year, found)
    yield from one_round.values(year, found)
