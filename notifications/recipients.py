"""Who hears: of a rung that was told, of a step that was taken. By role and seat on the day, the absent left out.

What a committee owes goes to the committee: its mailbox, whoever sits in the seat, and the secretary.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.cycle.reminders import ESCALATION
from workflow.governance.model import OWERS, Model, Rung, Step
from workflow.organisation.responsibility import Seats
from workflow.records.case import Case

HOLDER, RESPONSIBLE, SUBSTITUTE, MAILBOX = "holder", "responsible", "substitute", "mailbox"


class Recipient(NamedTuple):
    """To whom a letter goes: a person, or the mailbox of a unit."""

    person: int | None = None
    unit: int | None = None

    def __str__(self) -> str:
        return f"p{self.person}" if self.person else f"u{self.unit}"


def of_rung(held: Seats, model: Model, case: Case, step: Step, rung: Rung | None) -> dict[Recipient, str]:
    """Who hears of a rung of a duty, and as what. Without a rung, or one that says nobody: whoever owes it. It goes on
    only to those above them."""
    names = (rung.tells if rung else ()) or (HOLDER,)
    found = _people(held, model, case, step, names)
    if rung and rung.kind == ESCALATION:
        owing = held.owing(model, case, step)
        found = {
            recipient: name for recipient, name in found.items()
            if name in OWERS or recipient.person in held.above(model, name, case, owing)
        }  # fmt: skip
    return found | _committee(held, model, case, step) if _is_elected(model, step.by[:1]) else found


def of_step(
    held: Seats, model: Model, case: Case, step: Step, actor: int, given: int | None = None
) -> dict[Recipient, str]:
    """Who hears that a step was taken: the roles in `tells`, and the person it was handed to; not who took it."""
    found = _people(held, model, case, step, step.tells)
    if given:
        found[Recipient(given)] = RESPONSIBLE
    if _is_elected(model, step.tells):
        found |= _committee(held, model, case, step)
    return {recipient: role for recipient, role in found.items() if recipient.person != actor}


def _people(held: Seats, model: Model, case: Case, step: Step, names: Iterable[str]) -> dict[Recipient, str]:
    found: dict[Recipient, str] = {}
    for name in names:
        for person in _called(held, model, case, step, name):
            found.setdefault(Recipient(person), name)
    return found


def _called(held: Seats, model: Model, case: Case, step: Step, name: str) -> tuple[int, ...]:
    if name not in OWERS:
        return held.holding(model, name, case)
    if name == SUBSTITUTE:
        return held.substitutes(model, step.by[0], case)
    if name == RESPONSIBLE and case.responsible:
        return (case.responsible,)
    return held.owing(model, case, step)


def _committee(held: Seats, model: Model, case: Case, step: Step) -> dict[Recipient, str]:
    """The committee's mailbox, whoever holds the elected seat, and whoever acts for it next: the secretary."""
    found = {Recipient(unit=case.unit): MAILBOX} if case.unit in held.mailboxes else {}
    for role in _roles(model, step):
        found |= {Recipient(person): role for person in held.holding(model, role, case)}
    return found


def _roles(model: Model, step: Step) -> Iterator[str]:
    yield from (name for name in (*step.by, *step.tells) if _is_elected(model, (name,)))
    yield from (name for name in model.owed_by.get("elected", ()) if name in model.roles)


def _is_elected(model: Model, names: Iterable[str]) -> bool:
    """True when one of the roles is an elected one that sits at a unit; a member hears as one of many."""
    roles = (model.roles[name] for name in names if name in model.roles)
    return any(role.kind == "elected" and role.scope == "unit" for role in roles)
