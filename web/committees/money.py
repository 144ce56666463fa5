"""The frame in the budget, the lines of the internal budget, and what the activities cost against each."""

from collections import Counter
from dataclasses import dataclass

from web.committees.reading import Body

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
    said = body.own.fact("frame") if body.own else {}
    requests = body.own.fact("requests").get("asked", ()) if body.own else ()
    amounts = {row["account"]: float(row.get("amount_sek", 0.0)) for row in said.get("lines", ())}
    costs: Counter[str] = Counter()
    for activity in body.of_kind("activity"):
        plan = activity.fact("activity")
        costs[plan.get("budget_line", NO_LINE)] += plan.get("cost_sek", 0.0)
    if not said and not costs and not requests:
        return None
    lines = [Line(account, amount, costs[account]) for account, amount in amounts.items()]
    lines += [Line(account, None, cost) for account, cost in sorted(costs.items()) if account not in amounts and cost]
    asked = sum(row.get("amount_sek", 0.0) for row in requests)
    return Money(said.get("frame_sek"), tuple(lines), sum(costs.values()), sum(amounts.values()), asked)
