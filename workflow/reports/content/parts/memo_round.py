"""The memo on a committee's report of a round of forecasts: what the secretary pastes into the minutes."""

from collections.abc import Iterator, Sequence

from workflow.goals import GoalYear
from workflow.goals.report import ReportedGoal, proposed
from workflow.goals.reporting_status import BEFORE
from workflow.goals.target import amount
from workflow.goals.work import Work
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import hidden
from workflow.reports.content.parts.office import Offices
from workflow.reports.content.parts.wording import capital, listed, missing, outlook, status
from workflow.reports.document import Block, Cell, Column, Heading, Items, Table, Text


def blocks(year: GoalYear, unit: int, found: Sequence[ReportedGoal], name: str, offices: Offices) -> Iterator[Block]:
    """Proposed decision, the matter in short, the goals, consequences and measures, what it rests on, to whom it is sent."""
    say, body, round = year.say, year.unit(unit), year.say(year.model.rounds[name].title)
    risky = [one for one in found if one.round.is_at_risk]
    yield Heading(say("Proposed decision"), key="decision")
    yield proposal(year, unit, found, name)
    if not found:
        yield from hidden(year)
        return
    yield Heading(say("The matter in short"), key="short")
    yield from one_round.dated(year, found, name, unit)
    given = sum(one.round.is_said for one in found)
    yield Text(say("%(given)s of %(all)s goals have a forecast.", given=given, all=len(found)))
    if given:
        yield Text(say("Of them %(risk)s are not expected to be met in full.", risk=len(risky)))
    yield from hidden(year)
    yield from one_round.counted(year, found)
    yield Heading(say("The goals"), key="goals")
    yield _outlooks(year, found)
    if risky:
        yield Heading(say("Consequences and measures"), key="measures")
        yield _measures(year, risky, offices)
    yield from one_round.missing(year, found)
    yield from closing_words(
        year, unit, say("Forecast report, %(round)s %(year)s, %(body)s", round=round, year=year.year, body=body)
    )


def proposal(year: GoalYear, unit: int, found: Sequence[ReportedGoal], name: str) -> Items:
    """What the body is proposed to decide; goals that came after the round are not asked for."""
    owed = [one for one in found if one.cell.status != BEFORE or one.is_missing_in_source]
    measures = any(one.round.is_at_risk and not one.lacks_measures for one in owed)
    report = proposed(year, unit, name, owed, year.language)
    return Items(tuple(map(year.say, report.proposed("", measures))), ordered=True)


def closing_words(year: GoalYear, unit: int, *documents: str) -> Iterator[Block]:
    """What the decision rests on, and to whom it is sent."""
    say = year.say
    yield Heading(say("Documents that the decision rests on"), key="documents")
    yield Items(documents)
    yield Heading(say("Sent to"), key="sent")
    board = () if year.units[unit].kind == "board" else (say("The executive board"),)
    yield Items((*board, say("The controller"), say("Those responsible for the goals")))


def _outlooks(year: GoalYear, found: Sequence[ReportedGoal]) -> Table:
    say = year.say
    columns = (
        Column(say("Goal"), 5),
        Column(say("The outlook"), 2),
        Column(say("Trend"), 2),
        Column(say("Comment"), 4),
    )
    return Table(say("The goals in the round"), columns, tuple(_outlook(one) for one in found), sheet=say("Forecasts"))


def _outlook(one: ReportedGoal) -> tuple[Cell, ...]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    trend = status(say, goal.model, "trend", round.trend)
    said = filter(None, (round.comment, round.said.reason, round.said.when))
    return goal.title, outlook(goal, round), trend, "\n".join(said)


def _measures(year: GoalYear, risky: Sequence[ReportedGoal], offices: Offices) -> Table:
    """What it leads to, and what is done, in a row a goal."""
    say = year.say
    columns = (Column(say("Goal"), 3), Column(say("Consequence"), 4), Column(say("Measures"), 5))
    rows = tuple(_measure(one, offices) for one in risky)
    return Table(say("Consequences and measures"), columns, rows, sheet=say("Measures"))


def _measure(one: ReportedGoal, offices: Offices) -> tuple[Cell, ...]:
    goal, round = one.goal, one.round
    told = [_planned(work, offices) for work in one.measures]
    in_words = "\n".join(told) or round.consequence.measures or round.measure
    return goal.title, *(text or capital(missing(goal)) for text in (round.consequence.consequence, in_words))


def _planned(work: Work, offices: Offices) -> str:
    """A measure in a line: what, who, by when, at what cost, to what effect."""
    say = work.year.say
    cost = say("cost %(cost)s", cost=amount(say, work.cost, "kr")) if work.cost else ""
    return listed(
        say,
        (
            work.title,
            offices.named(work.case.responsible, work.case),
            work.ends,
            cost,
            work.effect,
        ),
    )
