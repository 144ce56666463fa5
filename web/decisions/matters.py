"""What a § can be about: the steps that wait for a decision, of whatever level, for this person and this body.

Nothing is decided here: the model's rows say which steps cite a §, its roles who may log them, and the engine's own
guards which body is competent - asked with the body itself, before there is a §.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from web.names import Names
from web.offered import round_title
from web.visible import visible
from workflow.cycle.deadlines import duties
from workflow.facts.decision import Decided
from workflow.governance.model import Model, Step
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of, models_of
from workflow.states.context import CaseContext, Context
from workflow.states.guards.bodies import Body, objections_to
from workflow.states.permissions import refusals
from workflow.words import Sentence, Title

WAITS, COMING = "waits", "coming"
WITH_THEIR_GOAL = "indicator"
"""The kind of level whose cases are decided together with the one they hang from."""


@dataclass
class Matter:
    """A step that one § can take for many cases of a level, goal year and round; `waiting` are those that owe it,
    `coming` those that will, `why_not` why the body may not decide it."""

    key: str
    step: Step
    level: Title
    year: int | None
    round: Title | None
    round_name: str
    cases: list[Case] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    coming: set[int] = field(default_factory=set)
    why_not: list[Sentence] = field(default_factory=list)

    @property
    def ticked(self) -> set[int]:
        """The cases that are ticked from the beginning."""
        return self.waiting or self.coming


def matters(ctx: Context, names: Names, body: Unit) -> list[Matter]:
    """What can be decided by the body and logged by the person, what waits first; and what waits for another body."""
    models = models_of(ctx.session, ctx.who.organisation)
    steps = [step for model in models for level in model.levels.values() for step in level.steps if _cites(step)]
    found = _sorted_out(ctx, names, body, _open(ctx, steps), None)
    return sorted(found, key=lambda one: (not one.cases, -len(one.waiting), one.year or 0))


def matter(ctx: Context, names: Names, body: Unit, key: str) -> Matter | None:
    """One of them, None when there is no such."""
    named = step_of(key, ctx.model)
    held = _open(ctx, [named[0]]) if named else []
    return next((one for one in _sorted_out(ctx, names, body, held, named) if one.key == key), None)


def _sorted_out(
    ctx: Context, names: Names, body: Unit, held: Iterable[Case], only: tuple[Step, str] | None
) -> list[Matter]:  # fmt: skip
    """The cases by what can be decided about them."""
    found: dict[str, Matter] = {}
    asked = Body(body.id, body.kind, body.name)
    for case, step, round in _steps(ctx, names, held):
        if only and (step.key, round) != (only[0].key, only[1]):
            continue
        why, waits = objections_to(about(ctx, names, case), step, asked), _waits(ctx, case, step, round)
        key = key_of(step, case.year, round)
        one = found.setdefault(key, _matter(ctx, key, step, case, round))
        one.why_not += [said for said in why if waits and str(said) not in map(str, one.why_not)]
        if not why:
            one.cases.append(case)
            if waits:
                (one.coming if waits == COMING else one.waiting).add(case.id)
    return [one for one in found.values() if one.cases or one.why_not]


def key_of(step: Step, year: int | None, round: str) -> str:
    """Under which name a form knows the matter."""
    return f"{step.key}:{year or ''}:{round}"


def step_of(key: str, model: Model) -> tuple[Step, str] | None:
    """The step and round of a matter, None when the model has no such."""
    name, _, rest = key.partition(":")
    try:
        step = model.step(name)
    except KeyError:
        return None
    round = rest.partition(":")[2]
    return (step, round) if step.says == Decided.kind and round in (step.rounds or ("",)) else None


def _matter(ctx: Context, key: str, step: Step, case: Case, round: str) -> Matter:
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    return Matter(key, step, model.levels[case.level].plural, case.year, round_title(model, round), round)


def _open(ctx: Context, steps: Iterable[Step]) -> list[Case]:
    """The cases that are in a state from which one of the steps can be taken."""
    places = sorted({f"{step.level} {state}" for step in steps for state in step.from_})
    marks = ", ".join("?" for _ in places) or "NULL"
    return cases(ctx.session, f"organisation = ? AND level || ' ' || state IN ({marks}) ORDER BY year, unit, id",
                 (ctx.who.organisation, *places))  # fmt: skip


def _cites(step: Step) -> bool:
    return step.says == Decided.kind and not step.birth and not step.by_clock


def _steps(ctx: Context, names: Names, held: Iterable[Case]) -> Iterator[tuple[Case, Step, str]]:
    """(case, step, round) of everything that the person may log with a §; guards about the case's own content wait
    until it is seen what comes of it."""
    known = visible(ctx, held, names.units)
    numbers = {case.id for case in known}
    for case in known:
        model = model_of(ctx.session, ctx.who.organisation, case.model)
        if model.levels[case.level].kind == WITH_THEIR_GOAL and case.parent in numbers:
            continue
        there = about(ctx, names, case)
        for step in model.levels[case.level].steps:
            if _cites(step) and case.state in step.from_:
                yield from ((case, step, round) for round in _rounds(ctx, case, step) if _may(there, step, round))


def _rounds(ctx: Context, case: Case, step: Step) -> tuple[str, ...]:
    """The rounds in which the case owes the step; of all that there are, nobody could choose."""
    if not step.rounds:
        return ("",)
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    return tuple(duty.round for duty in duties(model, ctx.calendar, case) if duty.step == step)


def _may(there: Context, step: Step, round: str) -> bool:
    return not refusals(there.asking(_bare(step), None, round))


def _bare(step: Step) -> Step:
    """The step without its guards: state, role and year alone."""
    return replace(step, needs=()) if step.needs else step


def _waits(ctx: Context, case: Case, step: Step, round: str) -> str:
    """WAITS when the case owes the step, or would, had it not been brought in after its day; when the step has no date,
    while the case has never been decided on. COMING before its day, "" when nobody waits for it."""
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    if not step.due:
        return WAITS if step.targets and case.state == next(iter(model.levels[case.level].state)) else ""
    for duty in duties(model, ctx.calendar, case):
        if duty.step == step and duty.round == round:
            return COMING if duty.status(ctx.today) == COMING else WAITS
    hangs = any(due.after in ("", *case.facts) and not due.verdict for due in step.due)
    return WAITS if hangs and not step.rounds and not case.took(step.name) else ""


def about(ctx: Context, names: Names, case: Case) -> CaseContext:
    """The situation around one of many cases, without asking for it."""
    units = names.units
    paths = (units[case.unit].path, units[case.department].path if case.department else "")
    return ctx.about(case, model_of(ctx.session, ctx.who.organisation, case.model), paths)
