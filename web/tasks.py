"""What somebody owes, as the start page shows it: one verb a line, alike things of a round in one, and what is done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from web.handing import address as hand_over
from web.language import day, say
from web.names import titled
from web.offered import round_title
from web.session import moment, session, who
from workflow.exchange import addresses
from workflow.governance.model import Model, State
from workflow.records.case import Case
from workflow.records.queries.log import steps_taken_by
from workflow.records.queries.models import model_of
from workflow.states.context import Context
from workflow.tasks import Task, tasks
from workflow.words import Sentence, Title, sentence

UNIT, YEAR = "unit", "year"
TOGETHER = {"forecast": UNIT, "closing": UNIT, "conclude": YEAR}
"""What a step says, or the name of one that says nothing → whose cases are taken on one screen: a body's of the year, or
the whole year's."""
NAMED, BODIES = 8, 3
"""So many of the cases of a line are named, and so many of the bodies."""
LOOKED_AT, SHOWN = 3000, 8
"""So many of the newest events are looked through for what the person has done, and so many are shown."""


class Line(NamedTuple):
    """Something to do, in the reader's words: its verb, whose it is, what it is about (the first of it, and how many
    `more`), by when, and where it is done."""

    verb: str
    unit: str
    about: tuple[str, ...]
    more: int
    address: str
    hand_over: str
    due: date
    day: str
    sign: str
    status: str


@dataclass(frozen=True)
class Heap:
    """Tasks under a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Did:
    """Something that the person has done: the step, on what, when, and how that stands now."""

    title: Title
    round: Title | None
    about: str
    address: str
    on: str
    state: State


def heaps(ctx: Context) -> list[Heap]:
    """Overdue, this week, later, first due first; those that are empty left out."""
    lines = [_line(ctx, alike) for alike in _alike(tasks(session(), who(), moment()))]
    sunday = ctx.today + timedelta(days=6 - ctx.today.weekday())
    sorted_out = {
        "Overdue": [line for line in lines if line.due < ctx.today],
        "This week": [line for line in lines if ctx.today <= line.due <= sunday],
        "Later": [line for line in lines if line.due > sunday],
    }
    return [Heap(title, tuple(found)) for title, found in sorted_out.items() if found]


def done(ctx: Context) -> list[Did]:
    """What the person has done last, the newest first."""
    taken = steps_taken_by(session(), who().organisation, who().person, ctx.head.seq - LOOKED_AT, SHOWN)
    found = [_did(*one) for one in taken]
    return [one for one in found if one]


def lateness(due: date, today: date) -> tuple[str, Sentence | None]:
    """The sign and the words for how a due date lies to today; none for one that is further away than this week."""
    late = (today - due).days
    if late == 1:
        return "✕", sentence("1 day late")
    if late > 1:
        return "✕", sentence("%(days)s days late", days=late)
    if late == 0:
        return "!", sentence("Today")
    if due <= today + timedelta(days=6 - today.weekday()):
        return "!", sentence("This week")
    return "", None


def _alike(found: Iterable[Task]) -> list[list[Task]]:
    """The tasks, those of one screen together, in order of the first."""
    together: dict[object, list[Task]] = defaultdict(list)
    for task in found:
        duty, case = task.duty, task.case
        said = duty.step.says or duty.step.name
        whose = {UNIT: case.unit, YEAR: 0}.get(TOGETHER.get(said, ""))
        key = (case.id, duty.key) if whose is None else (said, duty.round, whose, case.year, duty.due)
        together[key].append(task)
    return list(together.values())


def _line(ctx: Context, alike: list[Task]) -> Line:
    """Several goals of one screen are one line, and lead to all of them."""
    task = alike[0]
    duty, model = task.duty, model_of(session(), who().organisation, task.case.model)
    address = addresses.of_step(task.case, model, duty.step, duty.round)
    several, (sign, status) = len(alike) > 1, lateness(duty.due, ctx.today)
    verb = ", ".join(say(title) for title in (duty.step.title, round_title(model, duty.round)) if title)
    return Line(
        verb, _bodies(alike), tuple(titled(one.case) for one in alike[:NAMED]), max(len(alike) - NAMED, 0),
        f"{address}{'&' if '?' in address else '?'}alla=1" if several else address,
        "" if several else hand_over(ctx, model, task.case), duty.due,
        f"{day(duty.due)} ({say('preliminary')})" if duty.preliminary else day(duty.due), sign, say(status) if status else "",
    )  # fmt: skip


def _bodies(alike: list[Task]) -> str:
    """Whose the tasks are, by name or by number."""
    found = list(dict.fromkeys(task.unit_name for task in alike))
    return ", ".join(found) if len(found) <= BODIES else say("%(count)s committees", count=len(found))


def _did(key: str, round: str, on: str, case: Case) -> Did | None:
    """None for what the model of the case no longer knows."""
    model: Model = model_of(session(), who().organisation, case.model)
    level = model.levels[case.level]
    step = model.levels[key.partition(".")[0]].step.get(key.partition(".")[2]) if "." in key else None
    if step is None:
        return None
    return Did(step.title, round_title(model, round), titled(case), addresses.of_case(case, model), on,
               level.state[case.state])  # fmt: skip
