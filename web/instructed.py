"""With which instruction a body sent a case back, for whoever is to put it right."""

from web.session import session, who
from workflow.facts.decision import Decided
from workflow.governance.model import Step
from workflow.records.queries.events import said
from workflow.states.context import CaseContext, Context

REMITTED = "remitted"


def instructions(ctx: Context) -> list[str]:
    """The instructions that the case was sent back with, when the step is the answer to it."""
    if not (isinstance(ctx, CaseContext) and ctx.step and _answers(ctx.step)):
        return []
    decided = {key: fact for key, fact in ctx.case.facts.items() if key.startswith(f"{Decided.kind}/")}
    back = {key: fact for key, fact in decided.items() if Decided.of(fact).verdict == REMITTED}
    told = said(session(), who().organisation, back).values() if back else ()
    return [text for one in told if (text := Decided.of(one).instruction)]


def _answers(step: Step) -> bool:
    """True for what is owed because something was sent back, and for writing it anew."""
    return not step.birth and (step.says == "wording" or any(REMITTED in due.verdict for due in step.due))
