"""What is missing: every duty of the goal years that are alive which is late, soon due or lapsed, and who owes it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import ladder_of
from workflow.cycle.working_days import local_day
from workflow.facts.clerical import Notice
from workflow.facts.letters import Chased
from workflow.governance.model import OWERS, Model
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import Seats, seats
from workflow.records.case import Case
from workflow.records.queries.models import models_of
from workflow.records.queries.open_cases import open_cases

SOON = timedelta(days=7)
"""What falls due within so many days is shown before it is late."""
LATE, OPEN, LAPSED = "late", "open", "lapsed"


class Reminded(NamedTuple):
    """When somebody was last told of a duty, and how: a rung of the ladder, or "chased"."""

    day: date
    rung: str


class Overdue(NamedTuple):
    """A duty that is not done, its case and model, who owes it (nobody: the seat is vacant all the way up), whether it
    is late, open or lapsed, when somebody was last told of it, and whether whoever owes it was, today."""

    duty: Duty
    case: Case
    model: Model
    owing: tuple[int, ...]
    status: str
    reminded: Reminded | None
    told: bool

    @property
    def key(self) -> tuple[int, str]:
        """The case and the duty."""
        return self.case.id, self.duty.key


def overdue(session: Session, organisation: int, at: datetime, units: Collection[int] = ()) -> list[Overdue]:
    """What is missing at the moment `at`, first due first; of some units only, when they are given."""
    today = local_day(at)
    held, soon = seats(session, organisation, today), today + SOON
    found = [
        _overdue(held, model, case, duty, status, today)
        for model, case, duty, status in outstanding(session, organisation, today, (LATE, OPEN, LAPSED), units)
        if case.year and (status != OPEN or duty.due <= soon)
    ]
    return sorted(found, key=lambda one: (one.duty.due, one.key))


def outstanding(
    session: Session, organisation: int, today: date, statuses: Collection[str], units: Collection[int] = ()
) -> Iterator[tuple[Model, Case, Duty, str]]:
    """Every duty of somebody's with one of the statuses on the day `today`, with the model and the case that it is of; of
    some units only, when they are given."""
    calendar = calendar_now(session, organisation)
    models = {model.digest: model for model in models_of(session, organisation)}
    levels = sorted({name for model in models.values() for name in model.owing})
    for case in open_cases(session, organisation, today.year, levels=levels, units=units):
        model = models[case.model]
        for duty in duties(model, calendar, case):
            if not duty.step.by_clock and (status := duty.status(today)) in statuses:
                yield model, case, duty, status


def _overdue(held: Seats, model: Model, case: Case, duty: Duty, status: str, today: date) -> Overdue:
    owing, last = held.owing(model, case, duty.step), reminded(case, duty)
    told = last is not None and last.day == today and _heard(held, model, case, duty, last.rung, owing)
    return Overdue(duty, case, model, owing, status, last, told)


def reminded(case: Case, duty: Duty) -> Reminded | None:
    """When somebody was last told of the duty, None when nobody was."""
    keys = (f"{kind}/{duty.key}" for kind in (Notice.kind, Chased.kind))
    said: list[dict[str, Any]] = [case.facts[key] for key in keys if key in case.facts]
    last = max(said, key=lambda one: int(one["seq"]), default=None)
    return Reminded(date.fromisoformat(last["at"]), last.get("rung", Chased.kind)) if last else None


def _heard(held: Seats, model: Model, case: Case, duty: Duty, name: str, owing: tuple[int, ...]) -> bool:
    """True when whoever owes the duty was told the rung, False when it went past them. A committee hears of all its
    rungs, and of being asked again everybody hears who owes it."""
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == name), None)
    tells = rung.tells if rung else ()
    if not tells or set(tells) & set(OWERS) or model.roles[duty.step.by[0]].kind == "elected":
        return True
    return any(person in owing for role in tells for person in held.holding(model, role, case))
