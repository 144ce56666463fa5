"""What is missing: every duty of the goal years that are alive which is late, soon due or lapsed, and who owes it."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.cycle.duties import Duty, duties
from workflow.cycle.ladder import ladder_of
from workflow.facts.clerical import Notice
from workflow.facts.letters import Chased
from workflow.governance.model import OWERS, Model
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import Seats, seats
from workflow.records.case import Snapshot
from workflow.records.queries.models import model_of
from workflow.states.caches import open_cases

SOON = timedelta(days=7)
"""What falls due within so many days is shown before it is late."""
LATE, OPEN, LAPSED = "late", "open", "lapsed"


class Reminded(NamedTuple):
    """When somebody was last told of a duty, and how: a rung of the ladder, or "chased"."""

    day: date
    rung: str


class Missing(NamedTuple):
    """A duty that is not done, its case and model, who owes it (nobody: the seat is vacant all the way up), whether it
    is late, open or lapsed, when somebody was last told of it, and whether whoever owes it was, today."""

    duty: Duty
    case: Snapshot
    model: Model
    unit: str
    owing: tuple[int, ...]
    status: str
    reminded: Reminded | None
    told: bool

    @property
    def key(self) -> tuple[int, str]:
        """The case and the duty."""
        return self.case.id, self.duty.key


def missing(session: Session, organisation: int, at: datetime, units: Collection[int] = ()) -> list[Missing]:
    """What is missing at the moment `at`, first due first; of some units only, when they are given."""
    found = sorted(_found(session, organisation, local_day(at), units), key=lambda one: (one.duty.due, one.key))
    return [one for one in found if one.status != OPEN or one.duty.due <= local_day(at) + SOON]


def _found(session: Session, organisation: int, today: date, units: Collection[int]) -> Iterator[Missing]:
    held, calendar = seats(session, organisation, today), calendar_now(session, organisation)
    for case in open_cases(session, organisation, today.year, units=units):
        model = model_of(session, organisation, case.model)
        for duty in duties(model, calendar, case) if case.year else ():
            status = duty.status(today)
            if status in (LATE, OPEN, LAPSED) and not duty.step.by_clock:
                owing, last = held.owing(model, case, duty.step), reminded(case, duty)
                told = last is not None and last.day == today and _heard(held, model, case, duty, last.rung, owing)
                yield Missing(duty, case, model, held.names[case.unit], owing, status, last, told)


def reminded(case: Snapshot, duty: Duty) -> Reminded | None:
    """When somebody was last told of the duty, None when nobody was."""
    keys = (f"{kind}/{duty.key}" for kind in (Notice.kind, Chased.kind))
    said: list[dict[str, Any]] = [case.facts[key] for key in keys if key in case.facts]
    last = max(said, key=lambda one: int(one["seq"]), default=None)
    return Reminded(date.fromisoformat(last["at"]), last.get("rung", Chased.kind)) if last else None


def _heard(held: Seats, model: Model, case: Snapshot, duty: Duty, name: str, owing: tuple[int, ...]) -> bool:
    """True when whoever owes the duty was told the rung, False when it went past them. A committee hears of all its
    rungs, and of being asked again everybody hears who owes it."""
    rung = next((rung for rung in ladder_of(model, duty.step) if rung.name == name), None)
    tells = rung.tells if rung else ()
    if not tells or set(tells) & set(OWERS) or model.roles[duty.step.by[0]].kind == "elected":
        return True
    return any(person in owing for role in tells for person in held.holding(model, role, case))
