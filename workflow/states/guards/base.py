"""The register of guards, and the few questions that several of them ask."""

from collections.abc import Callable
from typing import Any

from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.states.situation import Situation, cases
from workflow.words import Sentence

Guard = Callable[[Situation], Sentence | None]
GUARDS: dict[str, Guard] = {}


class Listed(tuple[Sentence, ...]):
    """Sentences read with commas between: whoever is refused is told all that is lacking at once."""

    def in_(self, language: str) -> str:
        """The list in `language`."""
        return ", ".join(one.in_(language) for one in self)


def guard(function: Guard) -> Guard:
    """Make the function known to the models under its own name."""
    GUARDS[function.__name__] = function
    return function


def subject(now: Situation) -> Snapshot:
    """The case in question; a guard for births under nothing never asks."""
    assert now.case
    return now.case


def children(now: Situation, kind: str) -> list[Snapshot]:
    """The children of the case at the levels of `kind`, those that have left the field out."""
    names = [level.name for level in now.model.of_kind(kind) if level.parent == subject(now).level]
    if not names:
        return []
    marks = ", ".join("?" for _ in names)
    found = cases(now.session, f"organisation = ? AND parent = ? AND level IN ({marks}) ORDER BY id",
                  (now.who.organisation, subject(now).id, *names))  # fmt: skip
    return [case for case in found if not now.model.levels[case.level].state[case.state].out]


def unit_of(now: Situation, case: int) -> Any:
    """(unit, kind, name, state) of a case's body, None when there is no such case here."""
    return run(
        now.session,
        "SELECT k.unit, u.kind, u.name, k.state, k.level FROM cases k JOIN unit u ON u.id = k.unit "
        "WHERE k.organisation = ? AND k.id = ?",
        (now.who.organisation, case),
    ).one_or_none()
