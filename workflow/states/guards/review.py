"""How the group reviews: each for oneself, the verdict by its chair where it has one, and who is near the goal is marked."""

from workflow.facts.review import Conflict, OwnJudgement
from workflow.records.sql import run
from workflow.states.context import CaseContext
from workflow.states.guards.base import guard
from workflow.words import Sentence, sentence

CHAIR, MEMBER = "review_chair", "reviewer"


@guard
def judges_for_oneself(ctx: CaseContext) -> Sentence | None:
    """Only if it is the person's own judgement."""
    if not isinstance(ctx.fact, OwnJudgement) or ctx.fact.reviewer == ctx.who.person:
        return None
    return sentence("Everybody gives their own judgement, in their own name.")


@guard
def left_to_the_chair(ctx: CaseContext) -> Sentence | None:
    """Only if the person is the group's chair, or the group has none today."""
    if CHAIR in ctx.roles:
        return None
    day = ctx.today.isoformat()
    name = run(
        ctx.session,
        "SELECT p.name FROM seat s JOIN person p ON p.id = s.person "
        "WHERE s.organisation = ? AND s.role = ? AND s.since <= ? AND s.until >= ? ORDER BY s.id",
        (ctx.who.organisation, CHAIR, day, day),
    ).scalar()
    return sentence("The verdict is set by the group's chair, %(name)s.", name=name) if name else None


@guard
def from_the_own_department(ctx: CaseContext) -> Sentence | None:
    """Remark: who judged works in the goal's own department, or above it in its committee."""
    body, department = ctx.paths
    place = department or body
    near = [path for role, path in ctx.seats if role not in (CHAIR, MEMBER) and path.startswith(body)]
    if any(path.startswith(place) or place.startswith(path) for path in near):
        return sentence("Comes from the goal's own department.")
    return None


@guard
def is_another_goal(ctx: CaseContext) -> Sentence | None:
    """Only if it is another goal that it pulls against."""
    if not isinstance(ctx.fact, Conflict) or ctx.fact.goal != ctx.case.id:
        return None
    return sentence("A goal cannot pull against itself. Choose another one.")
