"""What this person may do now with a case, and why not the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.states.context import CaseContext, Who, read
from workflow.states.permissions import named
from workflow.states.permissions import refusals as asked
from workflow.words import Sentence


@dataclass(frozen=True, slots=True)
class Offer:
    """A step, in a round when it has rounds, and every reason why it may not be taken (none: it may)."""

    step: Step
    round: str
    why_not: tuple[Sentence, ...]

    @property
    def open(self) -> bool:
        """True when the step may be taken."""
        return not self.why_not


def offers(session: Session, case: int, who: Who, at: datetime) -> list[Offer]:
    """Every step of the case's level and every birth under it, but the clock's own, with its refusals."""
    return offered(read(session, case, who, at))


def offered(ctx: CaseContext, brief: bool = False) -> list[Offer]:
    """The same, in a context that was already read; `brief` as in `refusals`."""
    return [offer for step in _steps(ctx) for offer in _of(ctx, step, brief)]


def refusals(
    session: Session, step: str, case: int | None, who: Who, at: datetime, fact: Fact | None = None, round: str = ""
) -> list[Sentence]:  # fmt: skip
    """Every reason why `step` may not be taken with `fact`; empty when it may."""
    ctx = read(session, case, who, at)
    return asked(ctx.asking(named(ctx, step), fact, round))


def _steps(ctx: CaseContext) -> list[Step]:
    children = ctx.model.children.get(ctx.level.name, ())
    steps = [step for step in ctx.level.steps if not step.birth]
    steps += [step for child in children for step in child.births]
    return [step for step in steps if step.by != ("clock",)]


def _of(ctx: CaseContext, step: Step, brief: bool) -> Sequence[Offer]:
    rounds = step.rounds or ("",)
    found = [Offer(step, name, tuple(asked(ctx.asking(step, None, name), brief))) for name in rounds]
    if len(found) == 1 or not any(offer.open for offer in found):
        return found[:1]
    return [offer for offer in found if offer.open]
