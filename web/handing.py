"""Away from a duty with one press: who owes it may hand it over, or say that they are away."""

from dataclasses import dataclass

from web.session import session
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.organisation.responsibility import seats
from workflow.records.case import Case
from workflow.states.context import CaseContext, Context
from workflow.states.permissions import refusals

STEP = "hand_over"


@dataclass(frozen=True)
class Way:
    """The ways away from a duty: the address of handing it over, "" where the person may not."""

    hand_over: str


def way(ctx: Context) -> Way | None:
    """The ways away from the step in mind, for who owes it; None for everybody else."""
    if not isinstance(ctx, CaseContext) or ctx.step is None or ctx.step.due is None:
        return None
    held = seats(session(), ctx.who.organisation, ctx.today)
    if ctx.who.person not in held.owing(ctx.model, ctx.case, ctx.step):
        return None
    over = ctx.level.step.get(STEP)
    may = over not in (None, ctx.step) and not refusals(ctx.asking(over))
    return Way(address(ctx, ctx.model, ctx.case) if may else "")


def address(ctx: Context, model: Model, case: Case) -> str:
    """Where the case is handed over; "" where the person has no role that may."""
    over = model.levels[case.level].step.get(STEP)
    if over is None or not {role for role, _ in ctx.seats} & set(over.by):
        return ""
    return addresses.of_step(case, model, over)
