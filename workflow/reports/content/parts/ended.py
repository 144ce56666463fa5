"""How a goal ended, why it became so, and what happens next: closing, analysis, the goal in other years."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.goal import OtherYear
from workflow.reports.content.parts.compared import outcomes
from workflow.reports.content.parts.measured import values
from workflow.reports.content.parts.wording import (
    as_source_says,
    gone,
    keys,
    lacking,
    listed,
    missing,
    status,
    told,
    verdict,
)
from workflow.reports.document import Block, Cell, Column, Facts, Heading, Items, Status, Table, Text, lines, paragraphs
from workflow.words import Sentence, sentence

CLOSED = ("result", "measures", "reason")
ANALYSED = ("gathered", "focus", "why", "lessons")
WAYS: dict[str, tuple[Sentence, Sentence]] = {
    "continues": (sentence("continued by this one"), sentence("continues this one")),
    "replaces": (sentence("replaced by this one"), sentence("replaces this one")),
}
"""How a goal of an earlier, and of a later year is tied to this one."""


def ended(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The closing with its figures, under a heading of the level."""
    say = goal.year.say
    yield Heading(say("How it ended"), level)
    yield Facts(lines(_facts(goal)), sheet=say("Closings"), keys=keys(goal))
    if goal.is_erased("closing"):
        yield Text(gone(say), "notice")
    yield from outcomes(goal)
    yield from values(goal)


def attained(goal: Goal) -> Status:
    """How the goal ended in the owner's judgement; that it left the field, or that nothing is said."""
    say = goal.year.say
    known = status(say, goal.model, "attainment", goal.attainment)
    if known:
        return known
    if goal.state.out:
        return Status("–", say(goal.state.title))
    if in_words := as_source_says(goal, goal.closing_judgement):
        return in_words
    return lacking(goal, goal.closing_cell.status)


def why(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The analysis in SKR's steps, under a heading of the level."""
    say = goal.year.say
    yield Heading(say("Why it became so"), level)
    said = tuple(told(say, goal.analysis, ANALYSED))
    if said:
        yield Facts(said, sheet=say("Analyses"), keys=keys(goal))
    if goal.is_erased("analysis"):
        yield Text(gone(say), "notice")
    elif not goal.is_analysed and goal.is_met and not goal.is_imported:
        yield Text(say("The goal was met in full. No analysis is asked for."))
    elif not said and goal.state.out:
        yield Text(say("The goal has left the field: %(state)s.", state=goal.state.title))
    elif not said and not goal.is_closed and not goal.is_imported:
        yield Text(say("The analysis comes after the closing."))
    elif not said:
        yield Text(say("Analysis: %(missing)s.", missing=missing(goal)), "notice")


def next_steps(goal: Goal, level: int = 3) -> Iterator[Block]:
    """What happens next: does the goal go on, by which measures, as which goal, in which year."""
    yield Heading(goal.year.say("What happens next"), level)
    said = tuple(_next(goal))
    yield from said
    if not said:
        yield Text(_silence(goal), "" if goal.is_met and not goal.is_imported else "notice")


def _next(goal: Goal) -> Iterator[Block]:
    """All that is said of it."""
    say = goal.year.say
    if goal.state.out:
        yield Text(say("The goal has left the field: %(state)s.", state=goal.state.title))
    elif goal.goes_on is not None:
        yield Text(say("The work with the goal goes on." if goal.goes_on else "The work with the goal ends here."))
    if listed_measures := paragraphs(goal.analysis.measures):
        yield Text(say("List of measures that the next goal starts from:"))
        yield Items(tuple(listed_measures))
    if follows := str(goal.kept.get("succeeded_by", "")):
        yield Text(say("Followed by the goal %(goal)s.", goal=follows))
    yield from _line(goal)


def _silence(goal: Goal) -> str:
    say = goal.year.say
    if goal.is_imported:
        return say("What happens next is missing in the source.")
    if not goal.is_closed:
        return say("What happens next is said after the closing.")
    if goal.is_met:
        return say("Nothing more is said: the goal was met in full.")
    return say("What happens next is not said: the analysis is missing.")


def _facts(goal: Goal) -> Iterator[tuple[str, Cell]]:
    say = goal.year.say
    yield say("Attainment"), attained(goal)
    yield say("The assessment as written"), goal.closing.as_written
    yield from told(say, goal.closing, CLOSED)
    yield say("The figures say"), _computed(goal)
    if goal.closing.differs or goal.disagrees:
        yield say("Why the judgement differs from what the figures say"), goal.closing.differs or missing(goal)
    if goal.is_closed and not goal.is_imported:
        yield say("Closed by"), listed(say, (goal.closed_by, goal.closed_on))


def _computed(goal: Goal) -> Cell:
    """What the indicators say together, beside the owner's judgement."""
    say = goal.year.say
    if not goal.indicators and goal.is_imported:
        return say("Nothing: indicators are missing in the source")
    if not goal.indicators:
        return say("Nothing: the goal has no indicators")
    return verdict(say, goal.model, "attainment", goal.computed) or say("Nothing: a value or a target is missing")


def _line(goal: Goal) -> Iterator[Block]:
    """The goal in other years."""
    say = goal.year.say
    if goal.other_years:
        columns = (Column(say("Year")), Column(say("Goal"), 4), Column(say("Tie"), 2), Column(say("How it went"), 2),
                   Column(say("What was learned"), 4))  # fmt: skip
        rows = tuple(_kin(goal, one) for one in goal.other_years)
        yield Table(say("The goal in other years"), columns, rows, sheet=say("Other years"), keys=keys(goal))


def _kin(goal: Goal, one: OtherYear) -> tuple[Cell, ...]:
    say = goal.year.say
    other = one.goal
    year = other.case.year or 0
    tie = say(WAYS[one.way][year > (goal.case.year or 0)]) if one.way else ""
    scale = "attainment" if other.is_closed else "outlook"
    judged = other.judgement
    known = status(say, other.model, scale, judged.verdict) if judged else None
    went: Cell = known or as_source_says(other, other.closing_judgement) or say(other.state.title)
    return str(year), other.words, tie, went, other.analysis.lessons or other.analysis.why
