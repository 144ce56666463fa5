"""The register of guards, and the few questions that several of them ask."""

from collections.abc import Callable
from typing import Any

from workflow.facts import verdict_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.sql import answers
from workflow.states.context import CaseContext
from workflow.states.guards.ahead import CHILDREN, SIBLINGS
from workflow.words import Sentence

Guard = Callable[[CaseContext], Sentence | None]
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


def children(ctx: CaseContext, kind: str) -> list[Case]:
    """The children of the case at the levels of `kind`, those that have left the field out."""
    names = {level.name for level in ctx.model.of_kind(kind) if level.parent == ctx.case.level}
    found = cases(ctx.session, CHILDREN, (ctx.who.organisation, ctx.case.id))
    known = [case for case in found if case.level in names]
    return [case for case in known if not ctx.model.levels[case.level].state[case.state].out]


def siblings(ctx: CaseContext) -> list[Case]:
    """Everything of the case's body in the case's goal year, itself too."""
    case = ctx.case
    return cases(ctx.session, SIBLINGS, (case.organisation, case.year, case.unit))


def sends_back(ctx: CaseContext) -> bool:
    """True when the verdict leads to a state before the one that the case is in."""
    order, verdict = list(ctx.level.state), verdict_of(ctx.fact)
    if ctx.step is None or verdict not in ctx.step.verdicts:
        return False
    end = ctx.step.leads_to(verdict)
    return end in order and order.index(end) < order.index(ctx.case.state)


def is_adopted(ctx: CaseContext) -> bool:
    """True from the state on to which a sealing step leads; at a level that seals nothing, from the second state on."""
    order, level = list(ctx.level.state), ctx.level
    ends = [order.index(end) for step in level.steps if step.seals for end in step.targets if not level.state[end].out]
    return order.index(ctx.case.state) >= min(ends, default=1)


def unit_of(ctx: CaseContext, case: int) -> Any:
    """(unit, kind, name, state) of a case's body, None when there is no such case here."""
    sql = (
        "SELECT k.unit, u.kind, u.name, k.state, k.level FROM cases k JOIN unit u ON u.id = k.unit "
        "WHERE k.organisation = ? AND k.id = ?"
    )
    return next(iter(answers(ctx.session, sql, (ctx.who.organisation, case))), None)
