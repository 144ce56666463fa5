"""What a body owes: late, soon due, or missing for good; by role, and by name for whoever may ask for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from web.committees.reading import Body
from web.committees.seating import Seating
from web.missing import CLOSED
from web.names import Names, titled
from web.offered import round_title
from web.roles import CHASES, may
from web.session import around, session, who
from web.tasks import lateness
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.exchange import addresses
from workflow.goals.overdue import LAPSED, LATE, OPEN
from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.words import Sentence, Title


@dataclass(frozen=True)
class Owed:
    """Something that is to be done: what, with which case, whose role, who (only where one may ask), until when."""

    title: Title
    round: Title | None
    case: str
    address: str
    role: Title
    people: tuple[str, ...]
    due: date
    status: str
    sign: str
    word: Sentence | None
    vacant: bool


def owed(cases: Iterable[Case], seats: Seating, names: Names) -> list[Owed]:
    """What is open, late or missing for good of the cases, first due first."""
    today = around().today
    found = [_line(case, model, duty, seats, names) for case in cases for model, duty in _duties(case, today)]
    return sorted(found, key=lambda one: (one.status == LAPSED, one.due, one.case))


def duties_of(cases: Iterable[Case], models: Mapping[str, Model]) -> list[tuple[Model, Duty]]:
    """What anybody owes of the cases, each with its model, now and later, first due first; and what is missing for
    good."""
    calendar = around().calendar
    known = ((case, models[case.model]) for case in cases)
    found = [(model, duty) for case, model in known if model.levels[case.level].is_open(case.state)
             for duty in duties(model, calendar, case) if not duty.step.by_clock]  # fmt: skip
    return sorted(found, key=lambda pair: (pair[1].due, pair[1].key))


def open_of(body: Body) -> list[Case]:
    """The cases of the body's year for which somebody may still owe something."""
    return [case for case in body.cases if body.level(case).is_open(case.state)]


def _duties(case: Case, today: date) -> Iterable[tuple[Model, Duty]]:
    model = _model(case)
    for duty in duties(model, around().calendar, case) if model.levels[case.level].is_open(case.state) else ():
        if not duty.step.by_clock and duty.status(today) in (OPEN, LATE, LAPSED):
            yield model, duty


def _line(case: Case, model: Model, duty: Duty, seats: Seating, names: Names) -> Owed:
    status = duty.status(around().today)
    sign, word = CLOSED if status == LAPSED else lateness(duty.due, around().today)
    owing = seats.held.owing(model, case, duty.step)
    people = tuple(map(names.person, owing)) if may(CHASES) else ()
    return Owed(
        duty.step.title, round_title(model, duty.round), titled(case),
        addresses.of_step(case, model, duty.step, duty.round) if who().person in owing else addresses.of_case(case, model),
        model.roles[duty.step.by[0]].title, people, duty.due, status, sign, word, not owing and status != LAPSED,
    )  # fmt: skip


def _model(case: Case) -> Model:
    return model_of(session(), who().organisation, case.model)
