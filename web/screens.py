"""Screens of their own: for a step whose form is more than its fields, the address of the page on which it is taken.

A step that is not here has the generic page (`pages/step.py`), made from what it says.
"""

from collections.abc import Callable
from typing import Any

from flask import url_for

from web.names import names_in
from web.reports.rounds import approval_of, may
from web.sheet.screen import of_goal
from workflow.exchange import addresses
from workflow.states.context import CaseContext, Context
from workflow.states.permissions import refusals

APPROVAL = "godkann"
"""The place of the director's form on the page of a report."""
Screen = Callable[[Context], str | None]
"""The address for the step in mind, None when this case has no such page."""


def screen_of(ctx: Context) -> str | None:
    """Where the step in mind is taken, None for the generic page."""
    assert ctx.step
    kind = ctx.model.levels[ctx.step.level].kind
    found = SCREENS.get((kind, ctx.step.says)) or SCREENS.get((kind, ctx.step.name)) or SCREENS.get(("", ctx.step.says))
    return found(ctx) if found else None


def _timetable(ctx: Context) -> str | None:
    return url_for("timetable.show", year=ctx.case.year) if isinstance(ctx, CaseContext) else None


def _attachment(ctx: Context) -> str | None:
    return url_for("attachments.ask", number=ctx.case.id) if isinstance(ctx, CaseContext) else None


def _approval(ctx: Context) -> str | None:
    return (
        f"{addresses.of_case(ctx.case, ctx.model)}#{APPROVAL}"
        if isinstance(ctx, CaseContext) and approval_of(ctx)
        else None
    )


def _sending(ctx: Context) -> str | None:
    return addresses.of_case(ctx.case, ctx.model) if isinstance(ctx, CaseContext) and not refusals(ctx) else None


def _handing_in(ctx: Context) -> str | None:
    """Where what is missing can be given, for whoever may hand in but must wait for it."""
    assert ctx.step
    if not isinstance(ctx, CaseContext) or not refusals(ctx) or not may(ctx, ctx.step):
        return None
    return url_for("sheet.show", number=ctx.case.id)


def _paragraph(ctx: Context) -> str | None:
    return url_for("minuting.show", number=ctx.case.id) if isinstance(ctx, CaseContext) else None


def _areas(ctx: Context) -> str | None:
    area = ctx.case.id if isinstance(ctx, CaseContext) and ctx.level.kind == "target_area" else None
    return _of_body(ctx, "chair.show_areas", val=area)


def _drafts(ctx: Context) -> str | None:
    return _of_body(ctx, "chair.show_drafts")


def _of_body(ctx: Context, endpoint: str, **more: Any) -> str | None:
    """A page of the body's year, for whoever may take the step."""
    if not isinstance(ctx, CaseContext) or refusals(ctx):
        return None
    code = names_in(ctx.session, ctx.who.organisation).units[ctx.case.unit].code
    return url_for(endpoint, code=code, ar=ctx.case.year, **more)


def _paragraph_of_meeting(ctx: Context) -> str | None:
    return url_for("decisions.new", sammantrade=ctx.case.id) if isinstance(ctx, CaseContext) else None


def _concluding(ctx: Context) -> str | None:
    """The end of the year, for whoever may take the step."""
    return url_for("concluding.show", ar=ctx.case.year) if isinstance(ctx, CaseContext) and not refusals(ctx) else None


def _review(ctx: Context) -> str | None:
    """Only where the group judges alone first; a review without has the plain form."""
    if not isinstance(ctx, CaseContext) or ctx.step is None or not ctx.step.targets:
        return None
    judges = any(step.says == "judgement" for step in ctx.level.steps)
    return url_for("review.show", number=ctx.case.id) if judges else None


def _judgement(ctx: Context) -> str | None:
    return url_for("review.show", number=ctx.case.id, andra=1) if isinstance(ctx, CaseContext) else None


SCREENS: dict[tuple[str, str], Screen] = {
    ("", "attachment"): _attachment,
    ("year", "timetable"): _timetable,
    ("goal", "review"): _review,
    ("goal", "judgement"): _judgement,
    ("goal", "forecast"): of_goal,
    ("goal", "close"): of_goal,
    ("goal", "conclude"): _concluding,
    ("goal", "close_unreported"): _concluding,
    ("report", "report"): _handing_in,
    ("report", "approval"): _approval,
    ("report", "send"): _sending,
    ("report", "minute"): _paragraph,
    ("decision", "log"): _paragraph_of_meeting,
    ("committee_year", "name_areas"): _areas,
    ("committee_year", "hand_in"): _drafts,
    ("target_area", "propose"): _areas,
    ("target_area", "present"): _areas,
    ("target_area", "use"): _areas,
}
"""(kind of level, sort of fact or name of step) → its screen; "" is any kind."""
