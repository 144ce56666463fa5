"""What happens next with a goal: the duties that are due first, and who owes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from web.names import Names, sitting
from web.offered import round_title
from workflow.cycle.deadlines import duties
from workflow.exchange import addresses
from workflow.goals import Goal
from workflow.words import Title

NEXT = 3
"""So many duties are named."""


@dataclass(frozen=True)
class Owed:
    """Something that is to be done: what, in which round, by whom and when. `late` is how many days too late it is."""

    title: Title
    round: Title | None
    who: tuple[str | Title, ...]
    due: date
    preliminary: bool
    late: int
    address: str


def owed(goal: Goal, names: Names) -> Iterator[Owed]:
    """The next duties of the goal, in order."""
    model, today = goal.model, goal.year.today
    asked = [duty for duty in duties(model, goal.year.calendar, goal.case) if not duty.step.by_clock]
    current = [duty for duty in asked if duty.status(today) != "lapsed"][:NEXT]
    if not current:
        return
    held = sitting(names, today)
    owing = [held.owing(model, goal.case, duty.step) for duty in current]
    names.add_people(person for people in owing for person in people)
    for duty, people in zip(current, owing, strict=True):
        found = tuple(names.person(person) for person in people[:NEXT])
        yield Owed(
            title=duty.step.title, round=round_title(model, duty.round), who=found or (model.roles[duty.step.by[0]].title,),
            due=duty.due, preliminary=duty.preliminary, late=max((today - duty.due).days, 0),
            address=addresses.of_step(goal.case, model, duty.step, duty.round),
        )  # fmt: skip
