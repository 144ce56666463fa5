"""A goal from adoption to what comes next, as one chapter."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.decision import Decision
from workflow.reports.content.parts.adopted import adopted
from workflow.reports.content.parts.compared import compared
from workflow.reports.content.parts.done import done
from workflow.reports.content.parts.ended import ended, next_steps, why
from workflow.reports.content.parts.rounds import forecasts
from workflow.reports.content.parts.source import source
from workflow.reports.content.parts.wording import keys, status
from workflow.reports.document import Block, Cell, Column, Heading, Table


def chapter(goal: Goal, level: int = 2) -> Iterator[Block]:
    """What was adopted, how it was forecast, how it ended, why, and what happens next."""
    yield Heading(goal.title, level, key=f"goal-{goal.id}")
    yield from adopted(goal, level + 1)
    yield from forecasts(goal, level + 1)
    yield from ended(goal, level + 1)
    yield from compared(goal, level + 1)
    yield from why(goal, level + 1)
    yield from next_steps(goal, level + 1)
    yield from done(goal, level + 1)
    yield from source(goal, level + 1)
    yield from decisions(goal, level + 1)


def decisions(goal: Goal, level: int = 3) -> Iterator[Block]:
    """Every decision about the goal, under a heading of the level; nothing without any."""
    say = goal.year.say
    if not goal.decisions:
        return
    yield Heading(say("Decisions about the goal"), level)
    columns = (Column(say("Day"), 2), Column(say("Step"), 3), Column(say("Verdict"), 2),
               Column(say("Paragraph"), 3), Column(say("Words"), 4))  # fmt: skip
    rows = tuple(_row(goal, one) for one in goal.decisions)
    yield Table(say("Decisions about the goal"), columns, rows, sheet=say("Decisions"), keys=keys(goal))


def _row(goal: Goal, one: Decision) -> tuple[Cell, ...]:
    say, scale = goal.year.say, "decision" if one.cite else "approval"
    what = say(one.step.title) if one.step else say("Decision of a source")
    if one.round in goal.model.rounds:
        what = f"{what} ({say(goal.model.rounds[one.round].title)})"
    words = [one.words, one.instruction, one.cite.text if one.cite else "", *(say(remark) for remark in one.remarks)]
    return (one.on, what, status(say, goal.model, scale, one.verdict), decided_by(goal, one),
            "\n".join(text for text in words if text))  # fmt: skip


def decided_by(goal: Goal, one: Decision) -> str:
    """The § that says it, or whose decision it is."""
    return str(one.cite) if one.cite else one.by
