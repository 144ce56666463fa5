"""A goal's forecast and closing are given on the sheet of its committee and round, where there is one."""

from flask import url_for

from web.sheet.loader import asks
from workflow.records.case import Case
from workflow.states.context import CaseContext, Context
from workflow.states.guards.base import siblings


def of_goal(ctx: Context) -> str | None:
    """The sheet on which the step in mind is taken, with the goal alone; None while the round has no report."""
    report = (
        next((case for case in siblings(ctx) if _is_its(ctx, case)), None) if isinstance(ctx, CaseContext) else None
    )
    return url_for("sheet.show", number=report.id, mal=ctx.case.id) if report and isinstance(ctx, CaseContext) else None


def _is_its(ctx: Context, case: Case) -> bool:
    """True for the report of the round in which the step is taken; a closing names none."""
    if ctx.model.levels[case.level].kind != "report":
        return False
    assert ctx.step
    return case.round == ctx.round if ctx.round else asks(ctx.model, case.round).kind == ctx.step.says
