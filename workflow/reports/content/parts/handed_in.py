"""How many goals have been reported, by committee and round, and what is not known of them: the same counts as on the pages."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.goals.marks import LACKS
from workflow.goals.overview import Group, follow, matrix
from workflow.goals.reporting_status import DESCRIBE
from workflow.organisation.responsibility import seats
from workflow.reports.document import Block, Cell, Column, Heading, Table


def groups(session: Session, year: GoalYear, goals: Sequence[Goal]) -> tuple[Group, ...]:
    """The goals in the field, by committee, as they stand on the day of the document."""
    held = seats(session, year.organisation, year.today)
    own = [goal.case for goal in goals if goal.model is year.model and not goal.state.out]
    found = matrix(year.model, follow(year.model, year.calendar, held, own, year.today)).groups
    return tuple(sorted(found, key=lambda group: (bool(group.level), year.order(group.unit))))


def handed_in(year: GoalYear, found: Sequence[Group], name: str) -> Iterator[Block]:
    """Of how many goals how many were reported in each round that has opened, or in the round `name`; nothing before."""
    say = year.say
    rows = tuple(row for group in found for row in _given(year, group, name))
    if not rows:
        return
    columns = (Column(say("Committee"), 3), Column(say("Round"), 3), Column(say("Goals"), figures=True),
               Column(say("Not given"), figures=True), Column(say("Given"), figures=True),
               Column(say("of which without a consequence"), 2, figures=True))  # fmt: skip
    yield Heading(say("What has been given"), key="given")
    yield Table(say("Goals reported by committee and round"), columns, rows, sheet=say("Given"))


def not_known(year: GoalYear, found: Sequence[Group], name: str) -> Iterator[Block]:
    """Goals without an action plan or anybody responsible, and indicators without a value, by committee; nothing
    without any."""
    say = year.say
    rows = tuple(row for group in found for row in (*_lacking(year, group), *_unmeasured(year, group, name)))
    if rows:
        columns = (Column(say("Committee"), 3), Column(say("Round"), 3), Column(say("What is missing"), 4),
                   Column(say("Count"), figures=True))  # fmt: skip
        yield Heading(say("What else is not known"), key="unknown")
        yield Table(say("What else is not known, by committee"), columns, rows, sheet=say("Not known"))


def _given(year: GoalYear, group: Group, name: str) -> Iterator[tuple[Cell, ...]]:
    for round, tally in zip(year.model.rounds, group.tallies, strict=True):
        if tally.asked and name in ("", round):
            yield (_body(year, group), year.say(year.model.rounds[round].title), tally.asked,
                   tally.asked - tally.given, tally.given, tally.statuses[DESCRIBE])  # fmt: skip


def _lacking(year: GoalYear, group: Group) -> Iterator[tuple[Cell, ...]]:
    for mark in LACKS:
        if count := group.lacks[mark.name]:
            yield _body(year, group), None, f"{mark.sign} {year.say(mark.word)}", count


def _unmeasured(year: GoalYear, group: Group, name: str) -> Iterator[tuple[Cell, ...]]:
    for place, round in enumerate(year.model.rounds):
        counts = group.unmeasured(place)
        for verdict in year.model.scale("missing"):
            if counts[verdict.name] and name in ("", round):
                title = year.say(year.model.rounds[round].title)
                word = year.say("Value: %(why)s", why=verdict.title)
                yield _body(year, group), title, f"{verdict.sign} {word}".strip(), counts[verdict.name]


def _body(year: GoalYear, group: Group) -> str:
    """The committee; of the municipality's own goals their level."""
    return year.say(group.level.plural) if group.level else year.unit(group.unit)
