"""Who may not: authors do not review themselves, and two must agree where two are asked for."""

from collections.abc import Iterator

from workflow.facts.clerical import Correction, Handover
from workflow.governance.model import Step
from workflow.records.sql import answers, run
from workflow.states.context import CaseContext
from workflow.states.guards.ahead import AUTHORED, AUTHORS
from workflow.states.guards.base import guard
from workflow.words import Sentence, sentence


@guard
def not_an_author(ctx: CaseContext) -> Sentence | None:
    """Only if the person had no part in the wording: an author never reviews the own goal, nor has it reviewed on
    the author's behalf."""
    wrote = answers(ctx.session, AUTHORS, (ctx.who.organisation, ctx.case.id, *AUTHORED))
    authors = {person for row in wrote for person in row} - {None}
    if authors.isdisjoint((ctx.who.person, ctx.who.on_behalf_of)):
        return None
    return sentence("You have written this goal yourself, so somebody else reviews it.")


@guard
def only_the_submitter(ctx: CaseContext) -> Sentence | None:
    """Only if it is the person's own entry that is taken back."""
    if not isinstance(ctx.fact, Correction):
        return None
    who = run(
        ctx.session,
        'SELECT who FROM event WHERE organisation = ? AND "case" = ? AND seq = ?',
        (ctx.who.organisation, ctx.case.id, ctx.fact.event),
    ).scalar_one_or_none()
    return None if who == ctx.who.person else sentence("Only the one who submitted it can take it back.")


@guard
def can_take_it_over(ctx: CaseContext) -> Sentence | None:
    """Only if whoever it is handed to holds, today or later, a role that may do something of what is due there."""
    wanted = {role for step in _owed(ctx) for role in step.by}
    if not isinstance(ctx.fact, Handover) or not wanted:
        return None
    seats = run(
        ctx.session,
        "SELECT s.role, u.path FROM seat s JOIN unit u ON u.id = s.unit "
        "WHERE s.organisation = ? AND s.person = ? AND s.until >= ?",
        (ctx.who.organisation, ctx.fact.responsible, ctx.today.isoformat()),
    ).all()
    if any(role in wanted and ctx.covers(role, path) for role, path in seats):
        return None
    return sentence("Whoever you hand it over to has no role with tasks here. Choose somebody who has.")


def _owed(ctx: CaseContext) -> Iterator[Step]:
    """The steps that people can come to owe for the case, births under it among them."""
    for level in (ctx.level, *ctx.model.children.get(ctx.level.name, ())):
        for step in level.steps:
            if step.due and not step.by_clock and step.birth == (level is not ctx.level):
                yield step
