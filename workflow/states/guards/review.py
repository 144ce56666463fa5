"""How the group reviews: each for oneself, the verdict by its chair where it has one, and who is near the goal is marked."""

from workflow.facts.review import Conflict, OwnJudgement
from workflow.records.sql import run
from workflow.states.guards.base import guard, subject
from workflow.states.situation import Situation
from workflow.words import Sentence, sentence

CHAIR, MEMBER = "review_chair", "reviewer"


@guard
def judges_for_oneself(now: Situation) -> Sentence | None:
    """Only if it is the person's own judgement."""
    if not isinstance(now.fact, OwnJudgement) or now.fact.reviewer == now.who.person:
        return None
    return sentence("Everybody gives their own judgement, in their own name.")


@guard
def left_to_the_chair(now: Situation) -> Sentence | None:
    """Only if the person is the group's chair, or the group has none today."""
    if CHAIR in now.roles:
        return None
    day = now.today.isoformat()
    name = run(
        now.session,
        "SELECT p.name FROM seat s JOIN person p ON p.id = s.person "
        "WHERE s.organisation = ? AND s.role = ? AND s.since <= ? AND s.until >= ? ORDER BY s.id",
        (now.who.organisation, CHAIR, day, day),
    ).scalar()
    return sentence("The verdict is set by the group's chair, %(name)s.", name=name) if name else None


@guard
def from_the_own_department(now: Situation) -> Sentence | None:
    """Remark: who judged works in the goal's own department, or above it in its committee."""
    body, department = now.paths
    place = department or body
    near = [path for role, path in now.seats if role not in (CHAIR, MEMBER) and path.startswith(body)]
    if any(path.startswith(place) or place.startswith(path) for path in near):
        return sentence("Comes from the goal's own department.")
    return None


@guard
def is_another_goal(now: Situation) -> Sentence | None:
    """Only if it is another goal that it pulls against."""
    if not isinstance(now.fact, Conflict) or now.fact.goal != subject(now).id:
        return None
    return sentence("A goal cannot pull against itself. Choose another one.")
