"""A goal moves to another committee, and what hangs from it moves with it, in the same act.

Its parent stays: the committee's year under which it was made, for that is what its birth says. Who owes what, who may
do what, quotas, budgets and reports go by the unit, never by the parent.
"""

from workflow.facts.clerical import Correction, Transfer
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases_under
from workflow.states.situation import Situation


def along(now: Situation) -> list[tuple[int, Transfer]]:
    """What goes with a case that is transferred, (case, transfer): its indicators, activities and measures, not what
    another body does for it."""
    if not isinstance(now.fact, Transfer):
        return []
    assert now.case
    return [(row.id, now.fact) for row in _own(now) if row.unit == now.case.unit]


def back(now: Situation, decision: int | None) -> list[tuple[int, Correction]]:
    """What comes back with a case whose transfer by `decision` was just unsaid, (case, correction)."""
    assert isinstance(now.fact, Correction)
    moved = [row for row in _own(now) if (said := row.said(Transfer)) and said.decision == decision] if decision else []
    return [(row.id, Correction(event=row.fact(Transfer.kind)["seq"], why=now.fact.why)) for row in moved]


def _own(now: Situation) -> list[Snapshot]:
    """The cases under the case that belong where it does."""
    assert now.case
    found = cases_under(now.session, now.case.organisation, [now.case.id])
    return [row for row in found if now.model.levels[row.level].owner == "parent"]
