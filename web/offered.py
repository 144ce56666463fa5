"""What this person may do now, as buttons, and why not the rest: the engine's offers with an address each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workflow.cycle.deadlines import duties as open_duties
from workflow.exchange import addresses
from workflow.governance.model import Model, Step
from workflow.states.actions import Offer, offered
from workflow.states.context import CaseContext, Context
from workflow.states.permissions import refusals
from workflow.words import Sentence, Title


@dataclass(frozen=True)
class Button:
    """A step: its title, round and address, and why it may not be taken now (nothing: it may)."""

    step: Step
    title: Title
    round: Title | None
    address: str
    why_not: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Buttons:
    """What may be done with a case: what is owed now, what else may be done, and what may not."""

    owed: list[Button]
    other: list[Button]
    cannot: list[Button]


BY_COMMAND = frozenset(("governed",))
"""What is said by a command alone: a year goes over to another model with all its cases, or not at all."""


def buttons(ctx: CaseContext, brief: bool = False) -> Buttons:
    """The engine's offers, sorted. A step that is offered in several rounds is one line, and asks which. `brief`: why
    not is told by state and role alone, where these refuse."""
    found = [offer for offer in offered(ctx, brief) if offer.step.says not in BY_COMMAND]
    duties = {
        (duty.step.key, duty.round)
        for duty in open_duties(ctx.model, ctx.calendar, ctx.case)
        if duty.status(ctx.today) in ("open", "late")
    }
    owed = [offer for offer in found if offer.open and (offer.step.key, offer.round) in duties]
    other = [offer for offer in found if offer.open and offer not in owed]
    steps = {}
    for offer in other:
        steps[offer.step.key] = replace(offer, round="") if offer.step.key in steps else offer
    return Buttons(
        _drawn(ctx, owed),
        _drawn(ctx, steps.values()),
        _drawn(ctx, (offer for offer in found if not offer.open)),
    )


def births(ctx: Context) -> list[Button]:
    """What may be made under nothing: meetings, visions, focus areas, assignments."""
    steps = (step for level in ctx.model.children.get("", ()) for step in level.births if not step.by_clock)
    return [Button(step, step.title, None, addresses.of_step(None, ctx.model, step))
            for step in steps if not refusals(ctx.asking(step))]  # fmt: skip


def round_title(model: Model, round: str) -> Title | None:
    """What a round is called, None for no round."""
    return model.rounds[round].title if round in model.rounds else None


def _drawn(ctx: Context, offers: Iterable[Offer]) -> list[Button]:
    return [
        Button(offer.step, offer.step.title, round_title(ctx.model, offer.round),
               addresses.of_step(ctx.case, ctx.model, offer.step, offer.round), offer.why_not)
        for offer in offers
    ]  # fmt: skip
