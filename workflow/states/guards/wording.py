"""What a goal must say before it is put forward, and how many there may be (seed 002)."""

from workflow.facts.review import OwnJudgement, Review
from workflow.facts.wording import Proposal, Wording
from workflow.governance.model import Quota
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at
from workflow.records.sql import answers
from workflow.states.context import CaseContext
from workflow.states.guards.ahead import UNITS
from workflow.states.guards.base import Listed, children, guard
from workflow.words import Sentence, quoted, sentence


@guard
def year_is_open(ctx: CaseContext) -> Sentence | None:
    """Only if the goal year is there and not yet archived."""
    levels = ctx.model.of_kind("year")
    year = ctx.case.year
    sql = "SELECT level, state FROM cases WHERE organisation = ? AND year = ? AND level IN ({})"
    sql = sql.format(", ".join("?" for _ in levels))
    states = answers(ctx.session, sql, (ctx.who.organisation, year, *(level.name for level in levels)))
    if any(ctx.model.levels[level].is_open(state) for level, state in states):
        return None
    return sentence("The goal year %(year)s is not open.", year=year)


@guard
def target_area_or_motive(ctx: CaseContext) -> Sentence | None:
    """Only if the goal follows from a target area, or it is said why not."""
    said = ctx.fact
    area = ctx.model.title_of("target_area")
    if not isinstance(said, Wording) or said.target_area or said.no_area_motive or not area:
        return None
    return sentence("The goal has no %(area)s. Choose what it follows from, or say why it follows from none.",
                    area=area.inside)  # fmt: skip


@guard
def supports_focus_area(ctx: CaseContext) -> Sentence | None:
    """Only if the goal supports the vision through at least one focus area (R06)."""
    area = ctx.model.title_of("direction")
    said = ctx.case.said(Wording)
    if (said and said.focus_areas) or not area or not _directions(ctx):
        return None
    return sentence("The goal has no %(area)s. Choose what it supports.", area=area.inside)


@guard
def measurable_or_motivated(ctx: CaseContext) -> Sentence | None:
    """Only if there is an indicator, or it is said why there is none and how the goal is followed up (R25, R29)."""
    if not isinstance(ctx.fact, Proposal) or children(ctx, "indicator"):
        return None
    if ctx.fact.measurability and ctx.fact.followed_how:
        return None
    return sentence("Add an indicator, or say why it cannot be measured and how it is followed up without one.")


@guard
def milestones_for_every_year(ctx: CaseContext) -> Sentence | None:
    """Only if a multi-year goal has a milestone for each of its years (R08)."""
    said, first = ctx.fact, ctx.case.year
    if not isinstance(said, Proposal) or first is None or not said.until_year or said.until_year <= first:
        return None
    missing = set(range(first, said.until_year + 1)) - {stone.year for stone in said.milestones}
    if not missing:
        return None
    return sentence("Add a milestone for %(years)s.", years=", ".join(map(str, sorted(missing))))


@guard
def not_over_quota(ctx: CaseContext) -> Sentence | None:
    """Only if the committee has room for one more goal, or says why it needs more (R07)."""
    if isinstance(ctx.fact, Proposal) and ctx.fact.over_quota_motive:
        return None
    full = Listed(_share(quota, count) for quota, count in _counted(ctx) if count + 1 > quota.goals)
    if not full:
        return None
    return sentence("The committee already has as many goals as the model asks for (%(full)s). "
                    "Withdraw one, or say why there are more.", full=full)  # fmt: skip


@guard
def quota_is_exact(ctx: CaseContext) -> Sentence | None:
    """Remark: the committee has more or fewer goals than the model asks for (R07)."""
    for quota, count in _counted(ctx):
        if count + 1 != quota.goals:
            return sentence("The committee has %(count)s goals; the model asks for %(quota)s.",
                            count=count + 1, quota=quota.goals)  # fmt: skip
    return None


@guard
def every_criterion_judged(ctx: CaseContext) -> Sentence | None:
    """Only if each criterion of the model has its verdict (R56)."""
    if not isinstance(ctx.fact, Review | OwnJudgement):
        return None
    judged = {judgement.criterion for judgement in ctx.fact.criteria}
    missing = [title for name, title in ctx.model.criteria.items() if name not in judged]
    if not missing:
        return None
    return sentence("Still to be judged: %(criteria)s.", criteria=Listed(map(quoted, missing)))


@guard
def at_most_five_in_force(ctx: CaseContext) -> Sentence | None:
    """Remark: there are more focus areas than the five that the model speaks of (R03)."""
    count = len([area for area in _directions(ctx) if area.id != ctx.case.id])
    if count < 5:
        return None
    return sentence("There are already %(count)s %(areas)s.", count=count, areas=ctx.level.plural.inside)


def _directions(ctx: CaseContext) -> list[Case]:
    names = [level.name for level in ctx.model.of_kind("direction")]
    found = cases_at(ctx.session, ctx.who.organisation, names) if names else []
    return [area for area in found if ctx.model.levels[area.level].is_open(area.state)]


def _counted(ctx: CaseContext) -> list[tuple[Quota, int]]:
    """Each quota that binds this goal, with the number of the committee's other goals that fill it."""
    goal = ctx.case
    if not (quotas := [quota for quota in ctx.model.quotas if quota.level == goal.level]):
        return []
    sql = (
        "SELECT k.id, k.state, d.path FROM cases k LEFT JOIN unit d ON d.id = k.department "
        "WHERE k.organisation = ? AND k.year = ? AND k.level = ? AND k.unit = ?"
    )
    rows = answers(ctx.session, sql, (goal.organisation, goal.year, goal.level, goal.unit))
    kind, codes = _place(ctx)
    first, states = next(iter(ctx.level.state)), ctx.level.state
    counted = [row for row in rows if row.id != goal.id and row.state != first and not states[row.state].out]
    found = []
    for quota in quotas:
        if quota.body == kind and (not quota.departments or codes & set(quota.departments)):
            own = [row for row in counted if not quota.departments or _codes(ctx, row.path) & set(quota.departments)]
            found.append((quota, len(own)))
    return found


def _share(quota: Quota, count: int) -> Sentence:
    """How much of a quota is filled, and for which departments when it is theirs."""
    if not quota.departments:
        return sentence("%(count)s of %(quota)s", count=count, quota=quota.goals)
    return sentence("%(count)s of %(quota)s for %(departments)s",
                    count=count, quota=quota.goals, departments=", ".join(quota.departments))  # fmt: skip


def _place(ctx: CaseContext) -> tuple[str, set[str]]:
    """The kind of the goal's body, and the codes of its department and those above."""
    return _units(ctx)[ctx.case.unit][1], _codes(ctx, ctx.paths[1])


def _codes(ctx: CaseContext, path: str | None) -> set[str]:
    units = _units(ctx)
    return {units[int(part)][0] for part in (path or "").split("/") if part}


def _units(ctx: CaseContext) -> dict[int, tuple[str, str]]:
    """Each unit's code and kind."""
    return {row[0]: (row[1], row[2]) for row in answers(ctx.session, UNITS, (ctx.who.organisation,))}
