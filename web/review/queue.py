"""The group's list: what waits for review, what was returned and waits for the committee, what is done."""

from dataclasses import dataclass, field
from datetime import date

from web.names import names_in, titled
from web.review.steps import Steps, steps_of
from web.session import levels_of, session, who
from web.visible import visible
from workflow.cycle.deadlines import duties
from workflow.exchange import addresses
from workflow.facts.review import Review
from workflow.facts.wording import Proposal
from workflow.governance.model import Model, Verdict
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of, models_of
from workflow.records.queries.reviews import times_said
from workflow.states.context import Context


@dataclass(frozen=True)
class Line:
    """A goal in the list. `mine`: one's own judgement is given; `judged`: how many have given theirs."""

    title: str
    address: str
    unit: str
    year: int | None
    round: int
    due: date | None
    late: bool
    mine: bool
    judged: int
    verdict: Verdict | None
    stood_by: bool
    answer: str = ""


@dataclass
class Queue:
    """The three heaps, the years there are, the one that is shown, whether the reader is of the group, and whether the
    year's model lets its members judge alone first."""

    years: list[int]
    year: int | None
    member: bool = False
    is_alone_first: bool = False
    waiting: list[Line] = field(default_factory=list)
    returned: list[Line] = field(default_factory=list)
    done: list[Line] = field(default_factory=list)


def queue(ctx: Context, asked: int | None) -> Queue:
    """The list, of one goal year: the one asked for, else the newest in which something waits or was reviewed."""
    names = names_in(session(), who().organisation)
    found = [case for case in visible(ctx, _goals(ctx), names.units) if _place(_model(case), case)]
    years = sorted({case.year for case in found if case.year}, reverse=True)
    year = asked if asked in years else next(iter(years), None)
    chosen = [case for case in found if case.year == year]
    counts = times_said(session(), who().organisation, "proposal", [case.id for case in chosen])
    list_ = Queue(years, year, member=_is_member(ctx), is_alone_first=any(map(_is_alone_first, chosen)))
    for case in sorted(chosen, key=lambda case: (names.unit(case.unit), case.id)):
        heap = getattr(list_, _place(_model(case), case))
        heap.append(_line(ctx, case, names.unit(case.unit), counts.get(case.id, 1)))
    list_.waiting.sort(key=lambda line: (line.mine, line.due or date.max))
    return list_


def _goals(ctx: Context) -> list[Case]:
    """The goals of this year and later ones: older ones were reviewed long ago."""
    return cases_at(session(), who().organisation, levels_of("goal"), since=ctx.today.year)


def _place(model: Model, case: Case) -> str:
    """Which heap the goal lies in, "" for none."""
    level = model.levels[case.level]
    steps = steps_of(level)
    if steps is None or level.state[case.state].out:
        return ""
    if case.state in steps.verdict.from_:
        return "waiting"
    verdict = case.verdict(Review)
    if verdict == "returned" and steps.stand_by and case.state in steps.stand_by.from_:
        return "returned"
    return "done" if verdict else ""


def _line(ctx: Context, case: Case, unit: str, round: int) -> Line:
    model = _model(case)
    steps = steps_of(model.levels[case.level])
    assert steps
    began = int(case.fact(Proposal.kind).get("seq", 0))
    judged = {int(key.partition("/")[2]) for key, said in case.facts.items()
              if key.startswith("judgement/") and said["seq"] > began}  # fmt: skip
    due = _due(ctx, model, case, steps)
    address = addresses.of_case(case, model)
    return Line(
        title=titled(case), address=f"{address}/granskning", unit=unit, year=case.year, round=round,
        due=due, late=bool(due and due < ctx.today), mine=who().person in judged, judged=len(judged),
        verdict=model.verdict("review", case.verdict(Review)),
        stood_by=bool(steps.stand_by and steps.stand_by.name in case.taken),
        answer=f"{address}/svar" if _answers(ctx, case, steps) else "",
    )  # fmt: skip


def _due(ctx: Context, model: Model, case: Case, steps: Steps) -> date | None:
    """By when the review is due; for a returned goal, by when the committee answers."""
    wanted = {steps.verdict.name, steps.propose.name if steps.propose else ""}
    return next((duty.due for duty in duties(model, ctx.calendar, case) if duty.step.name in wanted), None)


def _answers(ctx: Context, case: Case, steps: Steps) -> bool:
    names = names_in(session(), who().organisation)
    paths = (names.units[case.unit].path, names.units[case.department].path if case.department else "")
    roles = ctx.about(case, ctx.model, paths).roles
    return bool(steps.stand_by and case.state in steps.stand_by.from_ and roles.intersection(steps.stand_by.by))


def _is_alone_first(case: Case) -> bool:
    steps = steps_of(_model(case).levels[case.level])
    return bool(steps and steps.alone)


def _is_member(ctx: Context) -> bool:
    models = models_of(session(), who().organisation)
    found = [steps for model in models for level in model.of_kind("goal") if (steps := steps_of(level))]
    return any(role in steps.roles for steps in found for role, _ in ctx.seats)


def _model(case: Case) -> Model:
    return model_of(session(), who().organisation, case.model)
