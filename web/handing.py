"""Away from a duty with one press: who owes it may hand it over, or say that they are away."""

from dataclasses import dataclass

from web.session import session
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.organisation.responsibility import seats
from workflow.records.case import Snapshot
from workflow.states.refusals import refusals
from workflow.states.situation import Situation

STEP = "hand_over"


@dataclass(frozen=True)
class Way:
    """The ways away from a duty: the address of handing it over, "" where the person may not."""

    hand_over: str


def way(now: Situation) -> Way | None:
    """The ways away from the step in mind, for who owes it; None for everybody else."""
    if now.case is None or now.step is None or now.step.due is None:
        return None
    held = seats(session(), now.who.organisation, now.today)
    if now.who.person not in held.owing(now.model, now.case, now.step):
        return None
    over = now.level.step.get(STEP)
    may = over not in (None, now.step) and not refusals(now.asking(over))
    return Way(address(now, now.model, now.case) if may else "")


def address(now: Situation, model: Model, case: Snapshot) -> str:
    """Where the case is handed over; "" where the person has no role that may."""
    over = model.levels[case.level].step.get(STEP)
    if over is None or not {role for role, _ in now.seats} & set(over.by):
        return ""
    return addresses.of_step(case, model, over)
