"""The page of a case, of whatever sort: what it is, what hangs from it, what has happened, what can be done."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from web.attached import Attached, attached
from web.facts import Known, Reading
from web.names import Names, names_in, titled
from web.offered import Buttons, buttons
from web.pages.goal import shown
from web.session import session, who
from web.told import Entry, entries
from web.visible import goal_in_full, seen, visible
from workflow.exchange import addresses
from workflow.governance.model import Level, State
from workflow.records.case import Case
from workflow.records.queries.cases import cases_under
from workflow.records.queries.events import said, timeline
from workflow.records.queries.links import links_of
from workflow.records.queries.models import model_of
from workflow.states.context import CaseContext, Context
from workflow.words import Title

pages = Blueprint("case", __name__)
GOALS = "/mal/"
LINKS = {
    "supports": ("Supports", "Supported by"), "cites": ("Decided by", "Decides"), "from": ("Follows from", "Led to"),
    "continues": ("Continues", "Continued by"), "replaces": ("Replaces", "Replaced by"),
    "conflicts": ("Pulls against", "Pulls against"),
}  # fmt: skip
"""Kind of link → what it is called from each end."""
SHOWN: dict[str, Callable[[CaseContext], str]] = {}
"""Kind of level → the page that its cases have of their own; filled as those pages are read."""


@dataclass(frozen=True)
class Item:
    """A case as one line on another's page."""

    title: str
    address: str
    state: State
    level: Title
    unit: str = ""


@dataclass(frozen=True)
class Page:
    """Everything the page of a case shows."""

    case: Case
    title: str
    level: Level
    state: State
    unit: str
    department: str
    responsible: str
    above: list[Item]
    known: list[Known]
    children: list[tuple[Title, list[Item]]]
    links: list[tuple[str, list[Item]]]
    files: list[Attached]
    timeline: list[Entry]
    buttons: Buttons


@pages.get("/mal/<int:number>")
@pages.get("/beslut/<int:number>")
@pages.get("/sammantraden/<int:number>")
@pages.get("/rapporter/<int:number>")
def show(number: int) -> str | Response:
    """The page of a case; under the address of its own sort."""
    if request.path.startswith(GOALS) and (goal := goal_in_full(number)):
        return shown(goal)
    ctx = seen(number)
    if (address := addresses.of_case(ctx.case, ctx.model)) != request.path:
        return redirect(address)
    own = SHOWN.get(ctx.level.kind)
    return own(ctx) if own else render_template("case.html", page=page_of(ctx))


def page_of(ctx: CaseContext) -> Page:
    """The page of the case in the situation."""
    case, level = ctx.case, ctx.level
    names = names_in(session(), who().organisation)
    names.add_people([case.responsible or 0])
    reading = Reading(ctx.model, names, level)
    words = said(session(), who().organisation, case.facts)
    names.add_people(fact["by"] for fact in case.facts.values())
    known = reading.known(case.facts, words)
    told = timeline(session(), who().organisation, case.id)
    return Page(
        case=case, title=titled(case), level=level, state=level.state[case.state], unit=names.unit(case.unit),
        department=names.unit(case.department), responsible=names.person(case.responsible),
        above=_above(ctx, names), known=known, children=_children(ctx, names), links=_links(ctx, names),
        files=attached(case, words, names), timeline=entries(told, ctx.model, level, reading), buttons=buttons(ctx),
    )  # fmt: skip


def item(case: Case, names: Names, here: int | None = None) -> Item:
    """A case as one line; with its unit, where that is another than the page's own."""
    model = model_of(session(), who().organisation, case.model)
    level = model.levels[case.level]
    return Item(titled(case), addresses.of_case(case, model), level.state[case.state], level.title,
                names.unit(case.unit) if here and case.unit != here else "")  # fmt: skip


def _above(ctx: Context, names: Names) -> list[Item]:
    """The parents, the topmost first."""
    found: list[Item] = []
    parent = ctx.case.parent if isinstance(ctx, CaseContext) else None
    while parent and len(found) < 9:
        names.add_cases([parent])
        case = names.cases[parent]
        found.insert(0, item(case, names))
        parent = case.parent
    return found


def _children(ctx: CaseContext, names: Names) -> list[tuple[Title, list[Item]]]:
    """What hangs from the case, by level in the model's order."""
    found = cases_under(session(), who().organisation, [ctx.case.id])
    known = visible(ctx, found, names.units)
    order = [level.name for level in ctx.model.children.get(ctx.level.name, ())]
    heaps: dict[Title, list[Item]] = {}
    for case in sorted(known, key=lambda case: order.index(case.level) if case.level in order else len(order)):
        level = model_of(session(), who().organisation, case.model).levels[case.level]
        heaps.setdefault(level.plural, []).append(item(case, names, ctx.case.unit))
    return list(heaps.items())


def _links(ctx: CaseContext, names: Names) -> list[tuple[str, list[Item]]]:
    """What the case points at, and what points at it."""
    rows = links_of(session(), who().organisation, ctx.case.id)
    names.add_cases(number for row in rows for number in row[1:])
    seen_cases = {case.id for case in visible(ctx, names.cases.values(), names.units)}
    heaps: dict[str, list[Item]] = {}
    for kind, source, target in rows:
        out = source == ctx.case.id
        other = target if out else source
        if other in seen_cases:
            heaps.setdefault(LINKS.get(kind, (kind, kind))[0 if out else 1], []).append(
                item(names.cases[other], names, ctx.case.unit)
            )
    return list(heaps.items())
