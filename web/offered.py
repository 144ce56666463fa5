"""What this person may do now, as buttons, and why not the rest: the engine's offers with an address each."""

from collections.abc import Iterable
from dataclasses import dataclass

from web import addresses
from workflow.governance.model import Model, Step
from workflow.states.offers import Offer, offered
from workflow.states.refusals import refusals
from workflow.states.situation import Situation
from workflow.words import Sentence, Title


@dataclass(frozen=True)
class Button:
    """A step: its title, round and address, and why it may not be taken now (nothing: it may)."""

    step: Step
    title: Title
    round: Title | None
    address: str
    why_not: tuple[Sentence, ...] = ()


def buttons(now: Situation) -> tuple[list[Button], list[Button]]:
    """What may be done with the case, and what may not."""
    found = offered(now)
    return _drawn(now, (o for o in found if o.open)), _drawn(now, (o for o in found if not o.open))


def births(now: Situation) -> list[Button]:
    """What may be made under nothing: meetings, visions, focus areas, assignments."""
    steps = (step for level in now.model.children.get("", ()) for step in level.births if not step.by_clock)
    return [Button(step, step.title, None, addresses.of_step(None, now.model, step))
            for step in steps if not refusals(now.asking(step))]  # fmt: skip


def round_title(model: Model, round: str) -> Title | None:
    """What a round is called, None for no round."""
    return model.rounds[round].title if round in model.rounds else None


def _drawn(now: Situation, offers: Iterable[Offer]) -> list[Button]:
    return [
        Button(offer.step, offer.step.title, round_title(now.model, offer.round),
               addresses.of_step(now.case, now.model, offer.step, offer.round), offer.why_not)
        for offer in offers
    ]  # fmt: skip
