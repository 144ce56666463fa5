"""The closing book: for each goal what was adopted, how it was forecast, how it ended, why, and what happens next."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.goals.source_extras import links
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts.chapter import chapter
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.summary import by_body, counts, outcome, told
from workflow.reports.document import Block, Column, Document, Heading, Items, Table, Text
from workflow.words import sentence

TITLE = sentence("Closing book")


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The closing book of a goal year, of one body when it is asked for. Raises Wrong when the year is not there."""
    year, found = asked(session, ask)
    goals = [goal for goal in found if goal.was_adopted]
    return document("closing-book", TITLE, year, ask, _blocks(year, goals, len(found) - len(goals), progress))


def _blocks(year: GoalYear, goals: Sequence[Goal], drafts: int, progress: Progress) -> Iterator[Block]:
    say = year.say
    yield Heading(say("Summary"), key="summary")
    yield from counts(year, goals)
    yield from hidden(year)
    if drafts:
        yield Text(say("Proposals that were never adopted, and are not told of here: %(count)s.", count=drafts))
    yield from outcome(year, goals)
    done = 0
    for unit, some in by_body(goals).items():
        yield Heading(year.unit(unit), key=f"unit-{unit}", new_page=True)
        yield from told(year, some)
        for goal in some:
            yield from chapter(goal)
            done += 1
            progress(done, len(goals))
    yield from _sources(year)


def _sources(year: GoalYear) -> Iterator[Block]:
    """Where a year that was brought in comes from, and the §§ that its source ties to no goal."""
    say = year.say
    found = links(year)
    if not (found or year.loose):
        return
    yield Heading(say("Sources"), key="sources", new_page=True)
    yield Items(found)
    if year.loose:
        columns = (Column(say("Body"), 2), Column(say("Day"), 2), Column(say("Paragraph"), 2), Column(say("Words"), 5))
        rows = tuple((cite.body, cite.on, cite.reference, cite.text) for cite in year.loose)
        yield Table(say("Decisions that the source ties to no goal"), columns, rows, sheet=say("Decisions"))
