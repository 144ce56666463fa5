"""What a goal must say before it is put forward, and how many there may be (seed 002)."""

from workflow.facts.review import OwnJudgement, Review
from workflow.facts.wording import Proposal, Wording
from workflow.governance.model import Quota
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases_at
from workflow.records.sql import answers
from workflow.states.guards.ahead import UNITS
from workflow.states.guards.base import Listed, children, guard, subject
from workflow.states.situation import Situation
from workflow.words import Sentence, quoted, sentence


@guard
def year_is_open(now: Situation) -> Sentence | None:
    """Only if the goal year is there and not yet archived."""
    levels = now.model.of_kind("year")
    year = subject(now).year
    sql = "SELECT level, state FROM cases WHERE organisation = ? AND year = ? AND level IN ({})"
    sql = sql.format(", ".join("?" for _ in levels))
    states = answers(now.session, sql, (now.who.organisation, year, *(level.name for level in levels)))
    if any(now.model.levels[level].is_open(state) for level, state in states):
        return None
    return sentence("The goal year %(year)s is not open.", year=year)


@guard
def target_area_or_motive(now: Situation) -> Sentence | None:
    """Only if the goal follows from a target area, or it is said why not."""
    said = now.fact
    area = now.model.title_of("target_area")
    if not isinstance(said, Wording) or said.target_area or said.no_area_motive or not area:
        return None
    return sentence("The goal has no %(area)s. Choose what it follows from, or say why it follows from none.",
                    area=area.inside)  # fmt: skip


@guard
def supports_focus_area(now: Situation) -> Sentence | None:
    """Only if the goal supports the vision through at least one focus area (R06)."""
    area = now.model.title_of("direction")
    said = subject(now).said(Wording)
    if (said and said.focus_areas) or not area or not _directions(now):
        return None
    return sentence("The goal has no %(area)s. Choose what it supports.", area=area.inside)


@guard
def measurable_or_motivated(now: Situation) -> Sentence | None:
    """Only if there is an indicator, or it is said why there is none and how the goal is followed up (R25, R29)."""
    if not isinstance(now.fact, Proposal) or children(now, "indicator"):
        return None
    if now.fact.measurability and now.fact.followed_how:
        return None
    return sentence("Add an indicator, or say why it cannot be measured and how it is followed up without one.")


@guard
def milestones_for_every_year(now: Situation) -> Sentence | None:
    """Only if a multi-year goal has a milestone for each of its years (R08)."""
    said, first = now.fact, subject(now).year
    if not isinstance(said, Proposal) or first is None or not said.until_year or said.until_year <= first:
        return None
    missing = set(range(first, said.until_year + 1)) - {stone.year for stone in said.milestones}
    if not missing:
        return None
    return sentence("Add a milestone for %(years)s.", years=", ".join(map(str, sorted(missing))))


@guard
def not_over_quota(now: Situation) -> Sentence | None:
    """Only if the committee has room for one more goal, or says why it needs more (R07)."""
    if isinstance(now.fact, Proposal) and now.fact.over_quota_motive:
        return None
    full = Listed(_share(quota, count) for quota, count in _counted(now) if count + 1 > quota.goals)
    if not full:
        return None
    return sentence("The committee already has as many goals as the model asks for (%(full)s). "
                    "Withdraw one, or say why there are more.", full=full)  # fmt: skip


@guard
def quota_is_exact(now: Situation) -> Sentence | None:
    """Remark: the committee has more or fewer goals than the model asks for (R07)."""
    for quota, count in _counted(now):
        if count + 1 != quota.goals:
            return sentence("The committee has %(count)s goals; the model asks for %(quota)s.",
                            count=count + 1, quota=quota.goals)  # fmt: skip
    return None


@guard
def every_criterion_judged(now: Situation) -> Sentence | None:
    """Only if each criterion of the model has its verdict (R56)."""
    if not isinstance(now.fact, Review | OwnJudgement):
        return None
    judged = {judgement.criterion for judgement in now.fact.criteria}
    missing = [title for name, title in now.model.criteria.items() if name not in judged]
    if not missing:
        return None
    return sentence("Still to be judged: %(criteria)s.", criteria=Listed(map(quoted, missing)))


@guard
def at_most_five_in_force(now: Situation) -> Sentence | None:
    """Remark: there are more focus areas than the five that the model speaks of (R03)."""
    count = len([area for area in _directions(now) if area.id != subject(now).id])
    if count < 5:
        return None
    return sentence("There are already %(count)s %(areas)s.", count=count, areas=now.level.plural.inside)


def _directions(now: Situation) -> list[Snapshot]:
    names = [level.name for level in now.model.of_kind("direction")]
    found = cases_at(now.session, now.who.organisation, names) if names else []
    return [area for area in found if now.model.levels[area.level].is_open(area.state)]


def _counted(now: Situation) -> list[tuple[Quota, int]]:
    """Each quota that binds this goal, with the number of the committee's other goals that fill it."""
    goal = subject(now)
    if not (quotas := [quota for quota in now.model.quotas if quota.level == goal.level]):
        return []
    sql = (
        "SELECT k.id, k.state, d.path FROM cases k LEFT JOIN unit d ON d.id = k.department "
        "WHERE k.organisation = ? AND k.year = ? AND k.level = ? AND k.unit = ?"
    )
    rows = answers(now.session, sql, (goal.organisation, goal.year, goal.level, goal.unit))
    kind, codes = _place(now)
    first, states = next(iter(now.level.state)), now.level.state
    counted = [row for row in rows if row.id != goal.id and row.state != first and not states[row.state].out]
    found = []
    for quota in quotas:
        if quota.body == kind and (not quota.departments or codes & set(quota.departments)):
            own = [row for row in counted if not quota.departments or _codes(now, row.path) & set(quota.departments)]
            found.append((quota, len(own)))
    return found


def _share(quota: Quota, count: int) -> Sentence:
    """How much of a quota is filled, and for which departments when it is theirs."""
    if not quota.departments:
        return sentence("%(count)s of %(quota)s", count=count, quota=quota.goals)
    return sentence("%(count)s of %(quota)s for %(departments)s",
                    count=count, quota=quota.goals, departments=", ".join(quota.departments))  # fmt: skip


def _place(now: Situation) -> tuple[str, set[str]]:
    """The kind of the goal's body, and the codes of its department and those above."""
    return _units(now)[subject(now).unit][1], _codes(now, now.paths[1])


def _codes(now: Situation, path: str | None) -> set[str]:
    units = _units(now)
    return {units[int(part)][0] for part in (path or "").split("/") if part}


def _units(now: Situation) -> dict[int, tuple[str, str]]:
    """Each unit's code and kind."""
    return {row[0]: (row[1], row[2]) for row in answers(now.session, UNITS, (now.who.organisation,))}
