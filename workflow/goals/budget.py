"""A committee's money in a goal year: its frame, the lines of its internal budget, what the activities cost against each."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from workflow.facts.cost import Activity, Frame, Request, Requests
from workflow.goals.goal import Goal
from workflow.goals.work import Work
from workflow.goals.year import NOTHING, GoalYear
from workflow.records.case import Case


class AccountedCost(NamedTuple):
    """A line of the internal budget: its account ("" none), what it is for, the amount (None when there is no such line),
    and what the activities cost that are to be paid from it."""

    account: str
    text: str
    amount: float | None
    cost: float

    @property
    def over(self) -> bool:
        """True when the activities cost more than the line holds, or there is no such line."""
        return self.cost > (self.amount or 0.0)


class Budget(NamedTuple):
    """The frame (None: nobody has entered it), the lines of the internal budget, after them the costs that stand on none,
    and what was asked for beyond the frame."""

    frame: float | None
    lines: tuple[AccountedCost, ...]
    requests: tuple[Request, ...]

    @property
    def cost(self) -> float:
        """What the activities cost together."""
        return sum(line.cost for line in self.lines)

    @property
    def outside(self) -> float:
        """How much of it stands on no line of the internal budget."""
        return sum(line.cost for line in self.lines if line.amount is None)

    @property
    def budgeted(self) -> float:
        """What the lines of the internal budget hold together."""
        return sum(line.amount or 0.0 for line in self.lines)

    @property
    def asked(self) -> float:
        """What was asked for, together."""
        return sum(one.amount_sek for one in self.requests)

    @property
    def is_known(self) -> bool:
        """True when somebody has entered any money."""
        return self.frame is not None or bool(self.lines or self.requests)

    @property
    def has_lines(self) -> bool:
        """True when somebody has entered an internal budget."""
        return any(line.amount is not None for line in self.lines)

    def holds(self, work: Work) -> bool:
        """True when the activity is to be paid from one of the lines."""
        return any(line.account == work.budget_line and line.amount is not None for line in self.lines)


def planned(goals: Iterable[Goal]) -> list[Work]:
    """The activities of the goals that are not cancelled."""
    return [work for goal in goals for work in goal.activities if not work.state.out]


def budget_of(year: GoalYear, unit: int, goals: Iterable[Goal]) -> Budget:
    """A body's money in the year, and what its goals' activities cost; cancelled ones cost nothing."""
    own = next(iter(year.of_kind("committee_year", unit)), None)
    frame, requests = (year.said(own, kind) if own else NOTHING for kind in (Frame.kind, Requests.kind))
    costs = ((work.budget_line, work.cost or 0.0) for work in planned(goals))
    return _budget(Frame.of(frame), Requests.of(requests), costs)


def budget_in_short(own: Case | None, activities: Iterable[Case]) -> Budget:
    """The same without its prose, from a committee's year and the activities of its goals as they are folded."""
    plans = (Activity.of(activity.fact(Activity.kind)) for activity in activities)
    costs = ((plan.budget_line, plan.cost_sek or 0.0) for plan in plans)
    frame, requests = (own.fact(kind) if own else NOTHING for kind in (Frame.kind, Requests.kind))
    return _budget(Frame.of(frame), Requests.of(requests), costs)


def _budget(frame: Frame, requests: Requests, costs: Iterable[tuple[str, float]]) -> Budget:
    by_account: defaultdict[str, float] = defaultdict(float)
    for account, cost in costs:
        by_account[account] += cost
    entered = {
        line.account: AccountedCost(line.account, line.text, line.amount_sek, by_account[line.account])
        for line in frame.lines
    }
    other = (
        AccountedCost(account, "", None, cost)
        for account, cost in sorted(by_account.items())
        if account not in entered and cost
    )
    return Budget(frame.frame_sek, (*entered.values(), *other), requests.asked)
