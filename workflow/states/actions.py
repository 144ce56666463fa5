"""What this person may do now with a case, and why not the rest."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.states.context import CaseContext, Who, read
from workflow.states.permissions import by_state_and_role, named
from workflow.states.permissions import refusals as asked
from workflow.words import Lasting, Sentence

MOST = 1024
"""So many sorts of situations are remembered; the oldest goes first."""


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
    """The same, in a situation that was already read; `brief` as in `refusals`."""
    if not brief:
        return [offer for step in _steps(ctx) for offer in _of(ctx, step, brief)]
    return [offer for step, closed in _sorted(ctx) for offer in ((closed,) if closed else _of(ctx, step, brief))]


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


def _sorted(ctx: CaseContext) -> tuple[tuple[Step, Offer | None], ...]:
    """The steps, each with its offer when state or role refuse it: that hangs on nothing else, so it is remembered."""
    key = (ctx.model.digest, ctx.case.level, ctx.case.state, ctx.case.year, ctx.roles)
    if key not in _known:
        while len(_known) > MOST:
            _known.pop(next(iter(_known)), None)
        _known[key] = tuple((step, _closed(ctx, step)) for step in _steps(ctx))
    return _known[key]


def _closed(ctx: CaseContext, step: Step) -> Offer | None:
    round = step.rounds[0] if step.rounds else ""
    why = by_state_and_role(ctx.asking(step, None, round))
    return Offer(step, round, tuple(Lasting(one.text, one.values) for one in why)) if why else None


def _of(ctx: CaseContext, step: Step, brief: bool) -> Sequence[Offer]:
    rounds = step.rounds or ("",)
    found = [Offer(step, name, tuple(asked(ctx.asking(step, None, name), brief))) for name in rounds]
    if len(found) == 1 or not any(offer.open for offer in found):
        return found[:1]
    return [offer for offer in found if offer.open]


_known: dict[Hashable, tuple[tuple[Step, Offer | None], ...]] = {}
