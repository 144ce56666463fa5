"""The memo on a committee's goal closing: how its goals ended and why, for the minutes."""

from collections.abc import Iterator, Sequence

from workflow.goals import Goal, GoalYear
from workflow.goals.report import ReportedGoal
from workflow.reports.content.parts import summary
from workflow.reports.content.parts.ended import attained
from workflow.reports.content.parts.frame import hidden
from workflow.reports.content.parts.memo_round import closing_words, proposal
from workflow.reports.content.parts.wording import verdict
from workflow.reports.document import Block, Column, Heading, Table


def blocks(year: GoalYear, unit: int, found: Sequence[Goal], name: str) -> Iterator[Block]:
    """Proposed decision, the matter in short, how each goal ended, those that were not met, what it rests on."""
    say = year.say
    yield Heading(say("Proposed decision"), key="decision")
    yield proposal(year, unit, [ReportedGoal(goal, name) for goal in found if not goal.has_left], name)
    if not found:
        yield from hidden(year)
        return
    yield Heading(say("The matter in short"), key="short")
    yield from hidden(year)
    yield from summary.counts(year, found)
    yield Heading(say("The goals"), key="goals")
    columns = (
        Column(say("Goal"), 5),
        Column(say("Attainment"), 2),
        Column(say("The figures say"), 2),
        Column(say("The result"), 4),
    )
    rows = tuple(
        (
            goal.title,
            attained(goal),
            verdict(say, goal.model, "attainment", goal.computed) if goal.is_closed else None,
            goal.closing.result or goal.closing.reason,
        )
        for goal in found
    )
    yield Table(say("How the goals ended"), columns, rows, sheet=say("Closings"))
    yield from summary.unmet(year, found)
    yield from summary.left(year, found)
    yield from closing_words(year, unit, say("Closing book, %(year)s, %(body)s", year=year.year, body=year.unit(unit)))
