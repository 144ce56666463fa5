"""What can be chosen in a field: units, people, cases, the values of a scale, steps and entries of the case."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from web.forms.shape import Shape
from web.language import day, say, sorting
from web.names import Names, titled
from web.visible import visible
from workflow.cycle.duty import key_of
from workflow.facts.decision import Gathering
from workflow.governance.model import CLOCK, Level, Step
from workflow.organisation.seats import every_role
from workflow.records.case import Case
from workflow.records.projection import NOTE
from workflow.records.queries.cases import cases_at, cases_numbered
from workflow.records.queries.events import timeline
from workflow.records.queries.models import model_of
from workflow.records.queries.people import seated_on
from workflow.states.context import CaseContext, Context
from workflow.states.guards import GUARDS
from workflow.states.guards.order import is_strict, past_of, there
from workflow.words import Title

BODY_FIRST = (
    "decided_by_council",
    "decided_by_board",
    "decided_by_own_committee",
    "decided_by_competent_body",
)
"""The guards that ask which body has decided."""


@dataclass(frozen=True)
class Option:
    """Something to choose: its value, what it is called, under which heading."""

    value: str
    text: str | Title
    group: str = ""
    sign: str = ""


def options(ctx: Context, names: Names, shape: Shape) -> tuple[Option, ...]:
    """What can be chosen in the field, in order; empty for a field that is written."""
    if shape.scale:
        return tuple(_scale(ctx, shape))
    if shape.ref:
        return tuple(FIRST.get(shape.ref, _cases)(ctx, names, shape))
    return tuple(_codes(ctx, shape)) if shape.sort == "one" else ()


def _scale(ctx: Context, shape: Shape) -> Iterator[Option]:
    """The values of the scale; only those that the step knows what to do with, when the field decides that."""
    known = ctx.step.verdicts if ctx.step and shape.required else ()
    for verdict in ctx.model.scale(shape.scale):
        if not known or verdict.name in known:
            yield Option(verdict.name, verdict.title, sign=verdict.sign)


def _units(ctx: Context, names: Names, shape: Shape) -> Iterator[Option]:
    for unit in names.units.values():
        if unit.kind != "organisation":
            above = names.unit(unit.parent) if unit.kind in ("department", "working_committee") else ""
            yield Option(str(unit.id), unit.name, above)


def _people(ctx: Context, names: Names, shape: Shape) -> Iterator[Option]:
    """Those who hold a seat today, in order of name; they are known by name from now on."""
    held = seated_on(ctx.session, ctx.who.organisation, ctx.today)
    names.people |= {number: name for number, name, _ in held}
    seated = {(number, name) for number, name, role in held if role != CLOCK}
    for number, name in sorted(seated, key=lambda row: (sorting(row[1]), row[0])):
        yield Option(str(number), name)


def _decisions(ctx: Context, names: Names, shape: Shape) -> Iterator[Option]:
    """The logged §§ of the bodies that may and can have decided this, under their body, newest first."""
    logged = _in_time(ctx, _of_kind(ctx, names, "decision"))
    for unit, found in groupby(sorted(logged, key=_body_and_newest), lambda case: case.unit):
        decided = list(found)
        if _competent(ctx, decided[0]):
            meetings = _meetings(ctx, decided)
            for case in decided:
                yield Option(str(case.id), f"{titled(case)}{meetings.get(case.parent or 0, '')}", names.unit(unit))


def _cases(ctx: Context, names: Names, shape: Shape) -> Iterator[Option]:
    """The cases of a kind: those that are in force; of the case's own year, if they are yearly."""
    own = ctx.case
    for case in _of_kind(ctx, names, shape.ref):
        near = own is None or case.year in (None, own.year) or shape.ref == "goal"
        if near and not (own and case.id == own.id):
            yield Option(str(case.id), titled(case), str(case.year or "") if shape.ref == "goal" else "")


def _entries(ctx: Context, names: Names, shape: Shape) -> Iterator[Option]:
    """The steps taken on the case, newest first."""
    if not isinstance(ctx, CaseContext):
        return
    for event in reversed(timeline(ctx.session, ctx.who.organisation, ctx.case.id)):
        step = _step(ctx, event.step)
        if event.step != NOTE and step and not step.birth:
            yield Option(str(event.seq), f"{day(event.effective)} {say(step.title)}, {event.name}")


def _codes(ctx: Context, shape: Shape) -> Iterator[Option]:
    """Codes of the model: roles, or the steps that have a date."""
    if shape.label == "Role":
        yield from (Option(role.name, role.title) for role in every_role(ctx).values() if role.name != CLOCK)
    elif isinstance(ctx, CaseContext):
        clocked = ctx.level.kind == "year"
        for step in ctx.level.steps:
            if step.due and (clocked or not step.by_clock):
                yield from _in_rounds(ctx, step)


def _in_rounds(ctx: Context, step: Step) -> Iterator[Option]:
    """The step as it is owed: once for each of its rounds, or once."""
    for round in step.rounds or ("",):
        title = ctx.model.rounds[round].title if round else None
        yield Option(key_of(step, round), f"{say(step.title)}, {say(title)}" if title else step.title)


FIRST: dict[str, Callable[[Context, Names, Shape], Iterable[Option]]] = {
    "unit": _units, "person": _people, "decision": _decisions, "event": _entries,
}  # fmt: skip


def _of_kind(ctx: Context, names: Names, kind: str) -> list[Case]:
    """The visible cases of a kind that have not left the field; the newest first."""
    levels = sorted({level.name for level in ctx.model.of_kind(kind)})
    found = cases_at(ctx.session, ctx.who.organisation, levels)[::-1]
    return [case for case in visible(ctx, found, names.units) if not _level(ctx, case).state[case.state].out]


def _level(ctx: Context, case: Case) -> Level:
    return model_of(ctx.session, ctx.who.organisation, case.model).levels[case.level]


def _competent(ctx: Context, decision: Case) -> bool:
    """True when the engine's own guards accept the body of this §."""
    asked = [name for name in (ctx.step.needs if ctx.step else ()) if name in BODY_FIRST]
    if not asked or not isinstance(ctx, CaseContext):
        return True
    cited = ctx.asking(ctx.step, _Cited(decision.id), ctx.round)  # type: ignore[arg-type]
    return all(GUARDS[name](cited) is None for name in asked)


def _in_time(ctx: Context, decided: list[Case]) -> list[Case]:
    """Those whose meeting was not held before there was this to decide, where the step asks for it."""
    if ctx.step is None or not isinstance(ctx, CaseContext) or not is_strict(ctx.step):
        return decided
    past = past_of(ctx.session, ctx.who.organisation, [ctx.case], [case.id for case in decided])
    found = there(ctx, ctx.step, past)
    return [case for case in decided if found is None or past.met.get(case.id, date.max) >= found.since]


class _Cited:
    """As much of a fact as the guards about bodies look at."""

    def __init__(self, decision: int) -> None:
        self.decision = decision


def _body_and_newest(case: Case) -> tuple[int, int]:
    return case.unit, -case.id


def _meetings(ctx: Context, decided: Iterable[Case]) -> dict[int, str]:
    """Meeting → its day, as it follows a §."""
    found = cases_numbered(ctx.session, ctx.who.organisation, {case.parent for case in decided if case.parent})
    return {number: f", {day(said.on)}" for number, case in found.items() if (said := case.said(Gathering))}


def _step(ctx: Context, key: str) -> Step | None:
    try:
        return ctx.model.step(key)
    except KeyError:
        return None
