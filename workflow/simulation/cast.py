"""The invented municipality: its bodies, somebody in every seat the model knows, and a meeting of each body a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from workflow.cycle.working_days import working_days
from workflow.facts import KINDS
from workflow.governance.model import CLOCK, Level, Model
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.states.command import ImportedCase
from workflow.states.context import Who
from workflow.states.perform import bring_in

BODIES = (
    ("KF", "Kommunfullmäktige", "council"),
    ("KS", "Kommunstyrelsen", "board"),
    ("BUN", "Barn- och utbildningsnämnden", "committee"),
    ("SN", "Socialnämnden", "committee"),
)
EARLY = date(2000, 1, 1)
FREE_MONTH = 7
"""No body meets in July."""


@dataclass(frozen=True)
class Stage:
    """The municipality at the start: its clock, its bodies by unit number, everybody in it."""

    clock: Who
    bodies: dict[int, str]
    people: tuple[int, ...]


def staged(session: Session, model: Model, at: datetime) -> Stage:
    """Found the municipality and seat somebody everywhere."""
    clock = found(session, "0000", "Påhittade kommunen", model, at=at)
    root = 1
    bodies = {add_unit(session, clock, code, name, kind, root, at=at): kind for code, name, kind in BODIES}
    people = []
    for role in model.roles.values():
        if role.name == CLOCK:
            continue
        places = [root] if role.scope == "organisation" else list(bodies)
        for unit in places:
            person = add_person(
                session, clock.organisation, f"{role.title.sv} {unit}", f"{role.name}.{unit}@kommun.invalid"
            )
            appoint(session, clock, person, Place(role.name, unit, EARLY), at=at)
            people.append(person)
    _departments(session, clock, model, bodies, at)
    _directions(session, clock, model, at)
    return Stage(clock, bodies, tuple(people))


def meeting_days(model: Model, first: date, last: date) -> list[date]:
    """A working day in the middle of every month but July."""
    days, found = working_days(model.rest), []
    month = first.replace(day=15)
    while month <= last:
        if month.month != FREE_MONTH:
            found.append(days.later(month))
        month = (month + timedelta(days=31)).replace(day=15)
    return found


def standing_state(level: Level) -> str:
    """The state of a case that is decided and holds: where the sealing step leads, else the last that is in the field."""
    for step in level.steps:
        if step.seals and step.targets:
            return step.targets[0]
    return [state.name for state in level.states if not state.out and not state.final][-1]


def _departments(session: Session, clock: Who, model: Model, bodies: dict[int, str], at: datetime) -> None:
    """The departments that a quota speaks of, under the first body of the quota's kind."""
    for quota in model.quotas:
        unit = next(unit for unit, kind in bodies.items() if kind == quota.body)
        for code in quota.departments:
            add_unit(session, clock, code, code.title(), "department", unit, at=at)


def _directions(session: Session, clock: Who, model: Model, at: datetime) -> None:
    """A vision, and three focus areas or directions under it."""
    parents: dict[str, int] = {}
    for kind, count in (("vision", 1), ("direction", 3)):
        for level in model.of_kind(kind):
            parent = parents.get(level.parent)
            if level.parent and parent is None:
                continue
            for number in range(count):
                said = KINDS["direction"].model_validate({"words": f"{level.title.sv} {number + 1}"})
                done = bring_in(
                    session, ImportedCase(level.name, standing_state(level), [(said, "")], clock, at=at, parent=parent)
                )
                parents.setdefault(level.name, done.case.id)
