"""The action plan with its budget: activities for each goal, what they cost, and whether the money is there (R36-R42)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.goals.work import Work
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
    Keys,
    Money,
    Status,
    Table,
    Text,
)
from workflow.words import sentence

TITLE = sentence("Action plan with budget")


@dataclass(frozen=True)
class Budget:
    """A body's money in the year: its frame (None: nobody has entered it), the amount on each line of the internal
    budget, what the activities cost by line ("" on none), and what it has asked for beyond the frame."""

    frame: float | None
    lines: dict[str, tuple[str, float]]
    costs: dict[str, float]
    requests: tuple[dict[str, object], ...]

    @property
    def cost(self) -> float:
        """What the activities cost together."""
        return sum(self.costs.values())

    @property
    def outside(self) -> float:
        """How much of it stands on no line of the internal budget."""
        return sum(cost for line, cost in self.costs.items() if line not in self.lines)

    @property
    def budgeted(self) -> float:
        """What the lines of the internal budget hold together."""
        return sum(amount for _, amount in self.lines.values())


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The action plan of a body, or of all of them. Raises Wrong when the year or the body is not there."""
    year, goals = asked(session, ask)
    progress(1, 2)
    made = document("action-plan", TITLE, year, ask, _blocks(year, [goal for goal in goals if not goal.state.out]))
    progress(2, 2)
    return made


def budget(year: GoalYear, unit: int, goals: Iterable[Goal]) -> Budget:
    """The body's money, and what its goals' activities cost; cancelled ones cost nothing."""
    own = year.of_kind("committee_year", unit)
    said = year.said(own[0], "frame") if own else {}
    asked_for = year.said(own[0], "requests") if own else {}
    costs: dict[str, float] = defaultdict(float)
    for work in _planned(goals):
        costs[str(work.said.get("budget_line", ""))] += work.cost or 0.0
    lines = {
        row["account"]: (str(row.get("text", "")), float(row.get("amount_sek", 0.0))) for row in said.get("lines", ())
    }
    return Budget(said.get("frame_sek"), lines, costs, tuple(asked_for.get("asked", ())))


def _planned(goals: Iterable[Goal]) -> Iterator[Work]:
    return (work for goal in goals for work in goal.activities if not work.state.out)


def _blocks(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    say, bodies = year.say, by_body(goals)
    money = {unit: budget(year, unit, own) for unit, own in bodies.items()}
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
    asked_for = sum(float(str(row.get("amount_sek", 0))) for one in money for row in one.requests)
    planned = list(_planned(goals))
    is_costed = any(work.cost is not None for work in planned)
    return (
        name, len(goals), len(planned), _known(is_costed, sum(one.cost for one in money)),
        _known(is_costed, sum(one.outside for one in money)),
        _known(any(one.lines for one in money), sum(one.budgeted for one in money)), _known(bool(frames), sum(frames)),
        _known(any(one.requests for one in money), asked_for),
    )  # fmt: skip


def _known(is_known: bool, amount: float) -> Money | None:
    """The amount, None where nobody has said any: that is not nothing."""
    return Money(amount) if is_known else None


def _decided(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """By which §§ the action plan was decided; for how many goals it was not."""
    say, planned = year.say, [goal for goal in goals if goal.asks_for_plan]
    cites = Counter(str(goal.plan_decision.cite) for goal in planned if goal.plan_decision)
    without = [goal for goal in planned if not goal.plan_decision]
    for cite, count in cites.items():
        yield Text(
            say("Decided by %(cite)s, for %(count)s of %(all)s goals.", cite=cite, count=count, all=len(planned))
        )
    if owed := sum(not goal.is_imported for goal in without):
        text = "For %(count)s of %(all)s goals the action plan is not decided."
        yield Text(say(text, count=owed, all=len(planned)), "notice")
    if unknown := sum(goal.is_imported for goal in without):
        text = "For %(count)s of %(all)s goals the decision on the action plan is missing in the source."
        yield Text(say(text, count=unknown, all=len(planned)), "notice")


def _money(year: GoalYear, unit: int, money: Budget) -> Iterator[Block]:
    say = year.say
    keys = ((say("Committee"), year.unit(unit)),)
    if money.lines or money.costs:
        columns = (Column(say("Account"), 2), Column(say("Text"), 4), Column(say("Amount"), 2, figures=True),
                   Column(say("Activities' cost"), 2, figures=True), Column(say("State"), 3))  # fmt: skip
        known = [(line, *money.lines[line], money.costs.get(line, 0.0)) for line in money.lines]
        other = [(line or "–", "", 0.0, cost) for line, cost in money.costs.items() if line not in money.lines and cost]
        rows = tuple((line, text, Money(amount), Money(cost), _fits(year, amount, cost)) for line, text, amount, cost in
                     [*known, *other])  # fmt: skip
        total = (say("Total"), None, Money(money.budgeted), Money(money.cost), None)
        yield Table(say("The internal budget against the activities"), columns, rows, sheet=say("Internal budget"),
                    keys=keys, total=total)  # fmt: skip
    if money.requests:
        yield _requests(year, money, keys)


def _requests(year: GoalYear, money: Budget, keys: Keys) -> Table:
    say = year.say
    columns = (Column(say("Asked for"), 4), Column(say("Amount"), 2, figures=True), Column(say("Goal"), 3),
               Column(say("What came of it"), 3))  # fmt: skip
    rows = tuple((str(row["what"]), Money(float(str(row.get("amount_sek", 0)))), _title(year, row.get("goal")),
                  str(row.get("answer", ""))) for row in money.requests)  # fmt: skip
    return Table(say("Requests"), columns, rows, sheet=say("Requests"), keys=keys)


def _title(year: GoalYear, goal: object) -> str:
    return year.title(goal if isinstance(goal, int) else None)


def _fits(year: GoalYear, amount: float, cost: float) -> Status:
    """Whether the line holds what the activities cost."""
    say = year.say
    if not amount and cost:
        return Status("✕", say("Not in the internal budget"), BAD)
    return Status("!", say("Costs more than the line holds"), RISK) if cost > amount else Status("✓", say("Fits"), GOOD)


def _goal(goal: Goal, money: Budget) -> Iterator[Block]:
    say = goal.year.say
    yield Heading(goal.title, 2, key=f"goal-{goal.id}")
    yield Text(say("Responsible: %(who)s.", who=_responsible(goal)))
    if not goal.activities:
        yield Text(say("Activities: %(missing)s.", missing=missing(goal)), "notice")
    else:
        yield activities(goal)
    outside = [work.title for work in goal.activities if not work.state.out and work.cost
               and str(work.said.get("budget_line", "")) not in money.lines]  # fmt: skip
    if outside:
        yield Text(say("✕ Not in the internal budget: %(names)s.", names="; ".join(outside)), "notice")
    yield from contributions(goal)


def _responsible(goal: Goal) -> str:
    names = (goal.year.person(goal.case.responsible), goal.year.unit(goal.case.department))
    return ", ".join(name for name in names if name) or capital(missing(goal))
