"""A goal's forecast and closing are given on the sheet of its committee and round, where there is one."""

from flask import url_for

from web.sheet.loader import asks
from workflow.records.case import Snapshot
from workflow.states.guards.base import siblings
from workflow.states.situation import Situation


def of_goal(now: Situation) -> str | None:
    """The sheet on which the step in mind is taken, with the goal alone; None while the round has no report."""
    report = next((case for case in siblings(now) if _is_its(now, case)), None) if now.case else None
    return url_for("sheet.show", number=report.id, mal=now.case.id) if report and now.case else None


def _is_its(now: Situation, case: Snapshot) -> bool:
    """True for the report of the round in which the step is taken; a closing names none."""
    if now.model.levels[case.level].kind != "report":
        return False
    assert now.step
    return case.round == now.round if now.round else asks(now.model, case.round).kind == now.step.says
