"""A goal moves to another committee, and what hangs from it moves with it, in the same act.

Its parent stays: the committee's year under which it was made, for that is what its birth says. Who owes what, who may
do what, quotas, budgets and reports go by the unit, never by the parent.
"""

from workflow.facts.clerical import Correction, Transfer
from workflow.records.case import Case
from workflow.records.queries.cases import cases_under
from workflow.states.context import CaseContext


def along(ctx: CaseContext) -> list[tuple[int, Transfer]]:
    """What goes with a case that is transferred, (case, transfer): its indicators, activities and measures, not what
    another body does for it."""
    if not isinstance(ctx.fact, Transfer):
        return []
    return [(row.id, ctx.fact) for row in _own(ctx) if row.unit == ctx.case.unit]


def back(ctx: CaseContext, decision: int | None) -> list[tuple[int, Correction]]:
    """What comes back with a case whose transfer by `decision` was just unsaid, (case, correction)."""
    assert isinstance(ctx.fact, Correction)
    moved = [row for row in _own(ctx) if (said := row.said(Transfer)) and said.decision == decision] if decision else []
    return [(row.id, Correction(event=row.fact(Transfer.kind)["seq"], why=ctx.fact.why)) for row in moved]


def _own(ctx: CaseContext) -> list[Case]:
    """The cases under the case that belong where it does."""
    found = cases_under(ctx.session, ctx.case.organisation, [ctx.case.id])
    return [row for row in found if ctx.model.levels[row.level].owner == "parent"]
