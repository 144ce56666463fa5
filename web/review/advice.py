"""Hints while a goal is written: asked for by a button, shown under its words, nothing saved."""

from flask import request
from werkzeug.datastructures import MultiDict

from web.filling import Filled, once_of
from web.forms.values import Values
from web.review.criteria import Criterion, by_criterion
from workflow.states.context import CaseContext, Context

HINTS = "hints"


def gives_hints(ctx: Context) -> bool:
    """True for a form on which a goal is worded, at a level whose kind is goal."""
    return bool(ctx.step and ctx.step.says == "wording" and ctx.model.levels[ctx.step.level].kind == "goal")


def are_asked_for(ctx: Context) -> bool:
    """True when the form was sent to see them."""
    return request.form.get("act") == HINTS and gives_hints(ctx)


def as_written() -> Filled:
    """The form as it stands, with nothing looked through."""
    sent: Values = MultiDict(request.form.items(multi=True))
    return Filled(sent, version=sent.get("version", ""), once=once_of(sent))


def advice(ctx: Context, written: Filled) -> list[Criterion]:
    """The criteria that the words make one think of."""
    return by_criterion(
        ctx.model, written.values.get("goal", ""), ctx.case.year if isinstance(ctx, CaseContext) else None
    )
