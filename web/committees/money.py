"""The frame in the budget, the lines of the internal budget, and what the activities cost against each."""

from collections import defaultdict
from dataclasses import dataclass

from web.committees.reading import Body
from workflow.facts.cost import Activity, Frame, Requests

NO_LINE = ""
"""The account of what stands on no line of the internal budget."""


@dataclass(frozen=True)
class Line:
    """A line of the internal budget: its account ("" none), the amount (None when it is not entered), the cost."""

    account: str
    amount: float | None
    cost: float

    @property
    def over(self) -> bool:
        """True when the activities cost more than the line holds, or there is no such line."""
        return self.cost > (self.amount or 0.0)


@dataclass(frozen=True)
class Money:
    """The frame (None while nobody has entered it), the lines, what all activities cost together and what the lines hold,
    and what the body has asked for beyond the frame."""

    frame: float | None
    lines: tuple[Line, ...]
    cost: float
    budgeted: float
    asked: float


def money(body: Body) -> Money | None:
    """The body's money in the year, None when neither frame nor costs have been entered."""
    said = body.own.said(Frame) if body.own else None
    requests = body.own.said(Requests) if body.own else None
    amounts = {line.account: line.amount_sek for line in said.lines} if said else {}
    costs: dict[str, float] = defaultdict(float)
    for activity in body.of_kind("activity"):
        if plan := activity.said(Activity):
            costs[plan.budget_line or NO_LINE] += plan.cost_sek or 0.0
    asked = sum(row.amount_sek for row in requests.asked) if requests else 0.0
    if not said and not costs and not asked:
        return None
    lines = [Line(account, amount, costs[account]) for account, amount in amounts.items()]
    lines += [Line(account, None, cost) for account, cost in sorted(costs.items()) if account not in amounts and cost]
    return Money(said.frame_sek if said else None, tuple(lines), sum(costs.values()), sum(amounts.values()), asked)
