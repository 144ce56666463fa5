"""What was owed and never given, or given late: forecasts, consequences, measures, closings, analyses, plans, minutes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workflow.goals import Goal, GoalYear
from workflow.goals.notice import TOLD
from workflow.goals.reporting_status import DESCRIBE, MISSING
from workflow.reports.content.parts.summary import by_body
from workflow.reports.content.parts.wording import lacking, mark, not_in_source
from workflow.reports.document import RISK, Block, Cell, Column, Heading, Status, Table, Text


class Gap(NamedTuple):
    """Something that is not there: of which body, about what, in which round, and what it is."""

    body: str
    about: str
    round: str
    what: Cell


def gaps(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """The gaps as a table, and how often somebody was told."""
    say, found = year.say, tuple(_gaps(year, goals))
    yield Heading(say("Gaps"), key="gaps")
    if found:
        columns = (Column(say("Committee"), 2), Column(say("What it is about"), 4), Column(say("Round"), 2),
                   Column(say("What is missing"), 3))  # fmt: skip
        yield Table(say("What was never given"), columns, found, sheet=say("Gaps"))
    elif any(goal.was_due for goal in goals):
        yield Text(say("Everything that was owed here is there."))
    elif not all(goal.is_imported for goal in goals):
        yield Text(say("Nothing has fallen due yet."))
    yield from not_in_source(year, goals, say("What was owed, when it was due and when it came"))
    yield from _given_late(year, goals)
    told = Counter(notice.kind for goal in goals for notice in goal.notices)
    if not told and all(goal.is_imported for goal in goals):
        return
    reminder, escalation, chased = (told[kind] for kind in TOLD)
    yield Text(say("Reminders %(reminder)s, escalations %(escalation)s, asked for by the quality chief %(chased)s.",
                   reminder=reminder, escalation=escalation, chased=chased))  # fmt: skip


def _given_late(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """The forecasts that came after their day; nothing without any."""
    say = year.say
    late = tuple(
        (goal.unit, goal.title, round.title, round.due, Status("!", str(round.entry["at"]), RISK))
        for goal in goals
        for round in goal.late_rounds
    )
    if late:
        columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Round"), 2), Column(say("Due"), 2),
                   Column(say("Done on"), 2))  # fmt: skip
        yield Table(say("What was given late"), columns, late, sheet=say("Given late"))


def _gaps(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Gap]:
    for own in by_body(goals).values():
        yield from _unminuted(year, own)
        for goal in own:
            yield from _of_goal(goal)


def _of_goal(goal: Goal) -> Iterator[Gap]:
    """What the goal itself lacks; a goal that has left the field owes no closing any more, and what came with a source
    was not owed here."""
    say = goal.year.say
    if not goal.state.out and not goal.is_imported and goal.lacks_plan:
        yield Gap(goal.unit, goal.title, "", _lacks(goal, say("Decision on the action plan")))
    for round in goal.rounds:
        if round.waits == MISSING and not goal.state.out:
            yield Gap(goal.unit, goal.title, round.title, mark(say, MISSING))
        elif round.lacks_consequence:
            yield Gap(goal.unit, goal.title, round.title, mark(say, DESCRIBE))
        if round.is_at_risk and not goal.is_of_source(round.entry) and not goal.has_measures_in(round):
            yield Gap(goal.unit, goal.title, round.title, _lacks(goal, say("Measure")))
    if goal.closing_cell.status == MISSING and not goal.state.out:
        yield Gap(goal.unit, goal.title, say("Closing"), lacking(goal))
    if goal.lacks_analysis:
        yield Gap(goal.unit, goal.title, say("Analysis"), lacking(goal))


def _lacks(goal: Goal, what: str) -> Status:
    """That something of the goal is missing, with the sign that missing things have."""
    return lacking(goal)._replace(word=goal.year.say("%(thing)s is missing", thing=what))


def _unminuted(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Gap]:
    """The rounds that have closed without a § on the committee's report, of those in which something was forecast."""
    rounds = {
        round.name: round.title for goal in goals for round in goal.rounds if round.is_said and not goal.is_imported
    }
    for name, title in rounds.items():
        is_over = name in year.model.rounds and year.dates(name, goals[0].case.unit).closes < year.today
        if is_over and year.report(goals[0].case.unit, name) and year.minuted(goals[0].case.unit, name) is None:
            what = lacking(goals[0])._replace(
                word=year.say("%(thing)s is missing", thing=year.say("The § on the report"))
            )
            yield Gap(goals[0].unit, year.say("The committee's report"), title, what)
