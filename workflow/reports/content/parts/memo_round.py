"""The memo on a committee's report of a round of forecasts: what the secretary pastes into the minutes."""

from collections.abc import Iterator, Sequence

from workflow.goals import GoalYear
from workflow.goals.proposed_decision import FORECAST, BodyReport
from workflow.goals.reporting_status import BEFORE
from workflow.goals.target import amount
from workflow.goals.work import Work
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import hidden
from workflow.reports.content.parts.office import Offices
from workflow.reports.content.parts.one_round import Asked
from workflow.reports.content.parts.wording import capital, listed, missing, outlook, status
from workflow.reports.document import Block, Cell, Column, Heading, Items, Table, Text


def blocks(year: GoalYear, unit: int, found: Sequence[Asked], name: str, offices: Offices) -> Iterator[Block]:
    """Proposed decision, the matter in short, the goals, consequences and measures, what it rests on, to whom it is sent."""
    say, body, round = year.say, year.unit(unit), year.say(year.model.rounds[name].title)
    risky = [one for one in found if one.round.is_at_risk]
    yield Heading(say("Proposed decision"), key="decision")
    report = _reported(body, round, year, found)
    answered = any(one.goal.has_measures_in(one.round) for one in risky)
    yield Items(tuple(year.say(one) for one in report.proposed("", answered)), ordered=True)
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


def _reported(body: str, round: str, year: GoalYear, found: Sequence[Asked]) -> BodyReport:
    """What the report says and does not say of its goals; those that came after the round are not asked for."""
    owed = [one for one in found if one.round.waits != BEFORE]
    unsaid = [one.goal.title for one in owed if not one.round.is_said]
    return BodyReport(
        body, round, year.year, FORECAST, [one.goal.title for one in owed], unsaid,
        [one.goal.title for one in owed if one.goal.is_unanswered_in(one.round)],
    )  # fmt: skip


def closing_words(year: GoalYear, unit: int, *documents: str) -> Iterator[Block]:
    """What the decision rests on, and to whom it is sent."""
    say = year.say
    yield Heading(say("Documents that the decision rests on"), key="documents")
    yield Items(documents)
    yield Heading(say("Sent to"), key="sent")
    board = () if year.units[unit].kind == "board" else (say("The executive board"),)
    yield Items((*board, say("The controller"), say("Those responsible for the goals")))


def _outlooks(year: GoalYear, found: Sequence[Asked]) -> Table:
    say = year.say
    columns = (
        Column(say("Goal"), 5),
        Column(say("The outlook"), 2),
        Column(say("Trend"), 2),
        Column(say("Comment"), 4),
    )
    return Table(say("The goals in the round"), columns, tuple(_outlook(one) for one in found), sheet=say("Forecasts"))


def _outlook(one: Asked) -> tuple[Cell, ...]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    trend = status(say, goal.model, "trend", round.trend)
    said = (str(round.said.get(name, "")) for name in ("comment", "reason", "when"))
    return goal.title, outlook(goal, round), trend, "\n".join(text for text in said if text)


def _measures(year: GoalYear, risky: Sequence[Asked], offices: Offices) -> Table:
    """What it leads to, and what is done, in a row a goal."""
    say = year.say
    columns = (Column(say("Goal"), 3), Column(say("Consequence"), 4), Column(say("Measures"), 5))
    rows = tuple(_measure(one, offices) for one in risky)
    return Table(say("Consequences and measures"), columns, rows, sheet=say("Measures"))


def _measure(one: Asked, offices: Offices) -> tuple[Cell, ...]:
    goal, round = one.goal, one.round
    told = [_planned(work, offices) for work in goal.measures if not work.state.out]
    consequence = str(round.consequence.get("consequence", "")) or capital(missing(goal))
    proposed_in_words = str(round.consequence.get("measures", "")) or round.measure
    return goal.title, consequence, "\n".join(told) or proposed_in_words or capital(missing(goal))


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
            str(work.said.get("effect", "")),
        ),
    )
