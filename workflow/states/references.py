"""What a fact names must be there: units, people and cases of the same organisation, of the kind that is asked for."""

from collections import defaultdict
from collections.abc import Collection

from workflow.facts import Fact
from workflow.governance.model import Step
from workflow.records.sql import quick, run
from workflow.states.context import Context
from workflow.words import Sentence, Title, sentence

EVENT = "event"
"""What a correction names; `undo` looks for it in the case's own history."""
WHO = {"unit": sentence("Unit"), "person": sentence("Person")}
"""What can be named that is no case; the tables are called the same."""


def unknown_references(ctx: Context, fact: Fact) -> list[Sentence]:
    """A sentence for everything that the fact names and that is not there."""
    named: dict[str, set[int]] = defaultdict(set)
    for ref, value in fact.marked("ref"):
        named[ref].update(value if isinstance(value, tuple) else (value,))
    return [said for ref in sorted(named.keys() - {EVENT}) for said in missing(ctx, ref, named[ref])]


def missing(ctx: Context, ref: str, numbers: Collection[int]) -> list[Sentence]:
    """A sentence for each of the numbers under which the organisation has no unit, person or case of the kind `ref`."""
    gone = sorted(set(numbers) - _there(ctx, ref, numbers))
    text = "%(what)s number %(number)s is not to be found here."
    return [sentence(text, what=_called(ctx, ref), number=number) for number in gone]


def placed(ctx: Context, step: Step) -> Context:
    """The situation at the unit for which something is made under nothing: who may do so there, may."""
    if ctx.case or not step.birth or ctx.model.levels[step.level].owner != "named":
        return ctx
    if not (unit := getattr(ctx.fact, "unit", None)):
        return ctx
    sql = "SELECT path FROM unit WHERE organisation = ? AND id = ?"
    path = run(ctx.session, sql, (ctx.who.organisation, unit)).scalar_one_or_none()
    return ctx.at_unit(path or "/")


def _there(ctx: Context, ref: str, numbers: Collection[int]) -> set[int]:
    marks = ", ".join("?" for _ in numbers)
    if ref in WHO:
        sql = f"SELECT id FROM {ref} WHERE organisation = ? AND id IN ({marks})"
        return {number for (number,) in quick(ctx.session, sql, (ctx.who.organisation, *numbers)).fetchall()}
    levels = {level.name for level in ctx.model.of_kind(ref)}
    sql = f"SELECT id, level FROM cases WHERE organisation = ? AND id IN ({marks})"
    found = quick(ctx.session, sql, (ctx.who.organisation, *numbers)).fetchall()
    return {number for number, level in found if level in levels}


def _called(ctx: Context, ref: str) -> Sentence | Title:
    levels = ctx.model.of_kind(ref)
    return WHO.get(ref) or (levels[0].title if levels else sentence("Case"))
