"""Founding an organisation: its row, its chain, its model, its root unit and its clock; its units and people."""

import hashlib
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.governance.model import CLOCK, Model
from workflow.records.chain import Entry, append, begin, lock
from workflow.records.model import ModelText
from workflow.records.organisation import FOREVER, Organisation, Person, Seat, Unit
from workflow.records.sql import run
from workflow.states.appoint import seating
from workflow.states.situation import Who

EARLY = date(1970, 1, 1)
"""Since when the clock has its seat."""


def found(session: Session, code: str, name: str, model: Model, *, at: datetime, language: str = "sv") -> Who:
    """A new organisation that follows `model`; who its clock is."""
    organisation = Organisation(code=code, name=name, language=language, model=model.digest)
    session.add(organisation)
    session.flush()
    begin(session, organisation.id)
    keep_model(session, organisation.id, model)
    root = add_unit(session, organisation.id, code, name, "organisation")
    clock = add_person(session, organisation.id, "Klockan", "")
    who = Who(organisation.id, clock)
    seat = Seat(organisation=organisation.id, person=clock, unit=root, role=CLOCK, since=EARLY, until=FOREVER)
    session.add(seat)
    session.flush()
    founded = Entry(who=clock, recorded=at, effective=local_day(at), step="found", model=model.digest)
    append(session, lock(session, organisation.id), [founded, seating(who, seat, "appoint", at, None)])
    return who


def keep_model(session: Session, organisation: int, model: Model) -> None:
    """Write the model's text into the organisation, once."""
    held = select(ModelText).where(ModelText.organisation == organisation, ModelText.digest == model.digest)
    if session.scalar(held) is None:
        session.add(ModelText(organisation=organisation, digest=model.digest, name=model.name, text=model.text))
        session.flush()


def add_unit(
    session: Session, organisation: int, code: str, name: str, kind: str, parent: int | None = None, email: str = ""
) -> int:  # fmt: skip
    """A new body, department, company or group; its number."""
    own = select(Unit).where(Unit.organisation == organisation, Unit.id == parent)
    above = session.scalars(own).one() if parent else None
    unit = Unit(organisation=organisation, code=code, name=name, kind=kind, parent=parent, path="/", email=email)
    session.add(unit)
    session.flush()
    unit.path = f"{above.path if above else '/'}{unit.id}/"
    session.flush()
    if kind in ("council", "board"):
        _move_calendar(session, organisation, f"{kind}/{unit.id}")
    return unit.id


def _move_calendar(session: Session, organisation: int, body: str) -> None:
    """Dates go by the council's and the board's meetings: what was remembered before there was one holds no more."""
    mark = run(session, "SELECT calendar FROM chain WHERE organisation = ?", (organisation,)).scalar_one()
    moved = hashlib.sha256(f"{mark}/{body}".encode()).hexdigest()
    run(session, "UPDATE chain SET calendar = ? WHERE organisation = ?", (moved, organisation))


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
