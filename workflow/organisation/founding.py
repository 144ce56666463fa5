"""Founding an organisation: its row, its chain, its model, its root unit and its clock; its units and people."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts.unit import Established
from workflow.governance.model import CLOCK, Model
from workflow.organisation.seats import seating
from workflow.records.event_log import Entry, append, begin, lock
from workflow.records.organisation import FOREVER, Organisation, Person, Seat, Unit
from workflow.records.queries.models import keep_model
from workflow.records.sql import run
from workflow.states.context import Who

EARLY = date(1970, 1, 1)
"""Since when the clock has its seat."""


def found(session: Session, code: str, name: str, model: Model, *, at: datetime, language: str = "sv") -> Who:
    """A new organisation that follows `model`; who its clock is."""
    organisation = Organisation(code=code, name=name, language=language, model=model.digest)
    session.add(organisation)
    session.flush()
    begin(session, organisation.id)
    keep_model(session, organisation.id, model)
    root = _unit(session, Unit(organisation=organisation.id, code=code, name=name, kind="organisation"))
    clock = add_person(session, organisation.id, "Klockan", "")
    who = Who(organisation.id, clock)
    seat = Seat(organisation=organisation.id, person=clock, unit=root.id, role=CLOCK, since=EARLY, until=FOREVER)
    session.add(seat)
    session.flush()
    founded = Entry(who=clock, recorded=at, effective=local_day(at), step="found", model=model.digest)
    told = [founded, _establishing(who, root, at), seating(who, seat, "appoint", at, None)]
    append(session, lock(session, organisation.id), told)
    return who


def add_unit(
    session: Session, who: Who, code: str, name: str, kind: str, parent: int | None = None, email: str = "", *,
    at: datetime,
) -> int:  # fmt: skip
    """A new body, department, company or group of the organisation of `who`; its number."""
    head = lock(session, who.organisation)
    made = Unit(organisation=who.organisation, code=code, name=name, kind=kind, parent=parent, email=email)
    unit = _unit(session, made)
    append(session, head, [_establishing(who, unit, at)])
    return unit.id


def add_person(session: Session, organisation: int, name: str, email: str, language: str = "sv") -> int:
    """A new person, without a seat; the number that stands for the person in the chain."""
    person = Person(organisation=organisation, name=name, email=email, language=language)
    session.add(person)
    session.flush()
    return person.id


def clock_of(session: Session, organisation: int) -> Who:
    """Who the organisation's clock is."""
    sql = "SELECT person FROM seat WHERE organisation = ? AND role = ? ORDER BY id LIMIT 1"
    return Who(organisation, int(run(session, sql, (organisation, CLOCK)).scalar_one()))


def _unit(session: Session, unit: Unit) -> Unit:
    """The unit with its number and path."""
    own = select(Unit).where(Unit.organisation == unit.organisation, Unit.id == unit.parent)
    above = session.scalars(own).one().path if unit.parent else "/"
    unit.path = above
    session.add(unit)
    session.flush()
    unit.path = f"{above}{unit.id}/"
    session.flush()
    return unit


def _establishing(who: Who, unit: Unit, at: datetime) -> Entry:
    """The event that tells of a unit. Dates go by the council's and the board's meetings, so a new one moves them."""
    said = Established(unit=unit.id, code=unit.code, sort=unit.kind, parent=unit.parent)
    return Entry(
        who=who.person, on_behalf_of=who.on_behalf_of, recorded=at, effective=local_day(at), step="establish",
        fact=said.kind, short={said.key(): said.short()}, moves_calendar=unit.kind in ("council", "board"),
    )  # fmt: skip
