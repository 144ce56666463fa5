"""Mina uppgifter: what the person who is signed in owes, first due first."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template

from web.handing import address as hand_over
from web.session import moment, session, who
from web.visible import seen
from workflow.cycle.calendar import local_day
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.running.tasks import Task, tasks
from workflow.states.absence import coming
from workflow.states.dates import model_of
from workflow.states.situation import Situation
from workflow.words import Sentence, Title, sentence

pages = Blueprint("tasks", __name__)


@dataclass(frozen=True)
class Line:
    """A task as the page shows it."""

    task: Task
    title: Title
    round: Title | None
    address: str
    hand_over: str
    sign: str
    status: Sentence | None


@dataclass(frozen=True)
class Heap:
    """Tasks under a heading."""

    title: str
    lines: tuple[Line, ...]


@pages.get("/")
def mine() -> str:
    """The start page, and the target of every letter."""
    now = seen(None)
    today = local_day(moment())
    lines = [
        line(now, task, today, model_of(session(), who().organisation, task.case.model))
        for task in tasks(session(), who(), moment())
    ]
    return render_template(
        "tasks.html", heaps=heaps(lines, today), count=len(lines), seated=bool(now.seats), away=_away(today)
    )


def _away(today: date) -> date | None:
    """The last day on which the person is away, None when that is not today."""
    return next(
        (one.until for one in coming(session(), who().organisation, who().person, today) if one.since <= today), None
    )


def heaps(lines: list[Line], today: date) -> list[Heap]:
    """Overdue, this week, later; those that are empty left out."""
    sunday = today + timedelta(days=6 - today.weekday())
    sorted_out = {
        "Overdue": [line for line in lines if line.task.duty.due < today],
        "This week": [line for line in lines if today <= line.task.duty.due <= sunday],
        "Later": [line for line in lines if line.task.duty.due > sunday],
    }
    return [Heap(title, tuple(found)) for title, found in sorted_out.items() if found]


def line(now: Situation, task: Task, today: date, model: Model) -> Line:
    """How a task is shown."""
    duty = task.duty
    round = model.rounds[duty.round].title if duty.round in model.rounds else None
    sign, status = lateness(duty.due, today)
    address = addresses.of_step(task.case, model, duty.step, duty.round)
    over = hand_over(now, model, task.case)
    return Line(task, duty.step.title, round, address, over, sign, status)


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
