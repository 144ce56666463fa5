"""The action plan with its budget: activities for each goal, what they cost, and whether the money is there (R36-R42)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.goals.budget import AccountedCost, Budget, budget_of, planned
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts.done import activities, contributions
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.summary import by_body
from workflow.reports.content.parts.wording import capital, missing
from workflow.reports.document import (
    BAD,
    GOOD,
    RISK,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Money,
    Status,
    Table,
    Text,
)
from workflow.words import sentence

TITLE = sentence("Action plan with budget")


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The action plan of a body, or of all of them. Raises Wrong when the year or the body is not there."""
    year, goals = asked(session, ask)
    return document("action-plan", TITLE, year, ask, _blocks(year, [goal for goal in goals if not goal.state.out]))


def _blocks(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    say, bodies = year.say, by_body(goals)
    money = {unit: budget_of(year, unit, own) for unit, own in bodies.items()}
    yield Heading(say("Summary"), key="summary")
    yield from hidden(year)
    if not bodies:
        yield Text(say("There are no goals for the year."), "notice")
        return
    yield _summed(year, money, bodies)
    for unit, own in bodies.items():
        yield Heading(year.unit(unit), key=f"unit-{unit}", new_page=len(bodies) > 1)
        yield from _decided(year, own)
        yield from _money(year, unit, money[unit])
        for goal in own:
            yield from _goal(goal, money[unit])


def _summed(year: GoalYear, money: dict[int, Budget], bodies: dict[int, list[Goal]]) -> Table:
    say = year.say
    columns = (Column(say("Committee"), 3), Column(say("Goals"), figures=True), Column(say("Activities"), figures=True),
               Column(say("Cost"), 2, figures=True), Column(say("Outside the internal budget"), 2, figures=True),
               Column(say("Internal budget"), 2, figures=True), Column(say("The frame"), 2, figures=True),
               Column(say("Asked for"), 2, figures=True))  # fmt: skip
    rows = tuple(_sum(year.unit(unit), [money[unit]], own) for unit, own in bodies.items())
    total = _sum(say("All"), list(money.values()), [goal for own in bodies.values() for goal in own])
    return Table(say("Goals, activities and money by committee"), columns, rows, sheet=say("Summary"), total=total)


def _sum(name: str, money: Sequence[Budget], goals: Sequence[Goal]) -> tuple[Cell, ...]:
    frames = [one.frame for one in money if one.frame is not None]
    works = planned(goals)
    is_told = bool(works) or not all(goal.is_imported for goal in goals)
    is_costed = any(work.cost is not None for work in works)
    has_lines, has_requests = any(one.has_lines for one in money), any(one.requests for one in money)
    return (
        name,
        len(goals),
        len(works) if is_told else None,
        _known(is_costed, sum(one.cost for one in money)),
        _known(is_costed, sum(one.outside for one in money)),
        _known(has_lines, sum(one.budgeted for one in money)),
        _known(bool(frames), sum(frames)),
        _known(has_requests, sum(one.asked for one in money)),
    )


def _known(is_known: bool, amount: float) -> Money | None:
    """The amount, None where nobody has said any: that is not nothing."""
    return Money(amount) if is_known else None


def _decided(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """By which §§ the action plan was decided; for how many goals it was not."""
    say, own = year.say, [goal for goal in goals if goal.asks_for_plan]
    cites = Counter(str(goal.plan_decision.cite) for goal in own if goal.plan_decision)
    without = [goal for goal in own if not goal.plan_decision]
    for cite, count in cites.items():
        yield Text(say("Decided by %(cite)s, for %(count)s of %(all)s goals.", cite=cite, count=count, all=len(own)))
    if owed := sum(not goal.is_imported for goal in without):
        text = "For %(count)s of %(all)s goals the action plan is not decided."
        yield Text(say(text, count=owed, all=len(own)), "notice")
    if unknown := sum(goal.is_imported for goal in without):
        text = "For %(count)s of %(all)s goals the decision on the action plan is missing in the source."
        yield Text(say(text, count=unknown, all=len(own)), "notice")


def _money(year: GoalYear, unit: int, money: Budget) -> Iterator[Block]:
    say = year.say
    keys = ((say("Committee"), year.unit(unit)),)
    if money.lines:
        columns = (Column(say("Account"), 2), Column(say("Text"), 4), Column(say("Amount"), 2, figures=True),
                   Column(say("Activities' cost"), 2, figures=True), Column(say("State"), 3))  # fmt: skip
        rows = tuple(
            (line.account or "–", line.text, Money(line.amount or 0.0), Money(line.cost), _fits(year, line))
            for line in money.lines
        )
        total = (say("Total"), None, Money(money.budgeted), Money(money.cost), None)
        yield Table(say("The internal budget against the activities"), columns, rows, sheet=say("Internal budget"),
                    keys=keys, total=total)  # fmt: skip
    if money.requests:
        heads = (Column(say("Asked for"), 4), Column(say("Amount"), 2, figures=True), Column(say("Goal"), 3),
                 Column(say("What came of it"), 3))  # fmt: skip
        asked_for = tuple((one.what, Money(one.amount_sek), year.title(one.goal), one.answer) for one in money.requests)
        yield Table(say("Requests"), heads, asked_for, sheet=say("Requests"), keys=keys)


def _fits(year: GoalYear, line: AccountedCost) -> Status:
    """Whether the line holds what the activities cost."""
    say = year.say
    if not line.amount and line.cost:
        return Status("✕", say("Not in the internal budget"), BAD)
    return Status("!", say("Costs more than the line holds"), RISK) if line.over else Status("✓", say("Fits"), GOOD)


def _goal(goal: Goal, money: Budget) -> Iterator[Block]:
    say = goal.year.say
    yield Heading(goal.title, 2, key=f"goal-{goal.id}")
    names = filter(None, (goal.year.person(goal.case.responsible), goal.year.unit(goal.case.department)))
    yield Text(say("Responsible: %(who)s.", who=", ".join(names) or capital(missing(goal))))
    yield activities(goal)
    outside = [work.title for work in planned([goal]) if work.cost and not money.holds(work)]
    if outside:
        yield Text(say("✕ Not in the internal budget: %(names)s.", names="; ".join(outside)), "notice")
    yield from contributions(goal)
