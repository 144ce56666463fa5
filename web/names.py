"""What numbers stand for: units, people and cases, looked up many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import g, has_request_context
from sqlalchemy.orm import Session

from web.language import say
from web.session import around, who
from workflow.exchange import addresses
from workflow.organisation.responsibility import Seats, kept_seats, seats
from workflow.records.case import Case
from workflow.records.database import is_reading
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases_numbered
from workflow.records.queries.models import model_of
from workflow.records.queries.names import people_named, whole_units
from workflow.records.unchanged import unless_changed


@dataclass
class Names:
    """The units of an organisation, and those of its people and cases that were asked for."""

    session: Session
    organisation: int
    units: dict[int, Unit] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)

    def unit(self, number: int | None) -> str:
        """A unit's name."""
        return self.units[number].name if number in self.units else ""

    def person(self, number: int | None) -> str:
        """A person's name."""
        return self.people.get(number or 0, "")

    def case(self, number: int) -> str:
        """A case's title."""
        found = self.cases.get(number)
        return titled(found) if found else say("not shown")

    def address(self, number: int) -> str:
        """Where a case has its page; "" for one that is not known here."""
        found = self.cases.get(number)
        return addresses.of_case(found, model_of(self.session, self.organisation, found.model)) if found else ""

    def add_people(self, numbers: Iterable[int]) -> None:
        """Look up people."""
        wanted = {number for number in numbers if number} - self.people.keys()
        if wanted:
            self.people |= people_named(self.session, self.organisation, wanted)

    def add_cases(self, numbers: Iterable[int]) -> list[Case]:
        """Look up cases; those that were new."""
        wanted = sorted(set(numbers) - self.cases.keys())
        if not wanted:
            return []
        found = cases_numbered(self.session, self.organisation, wanted)
        self.cases |= found
        return list(found.values())


def sitting(names: Names, today: date) -> Seats:
    """Who sits where on the day, with the units that are known already; remembered until something happens."""
    units = [(unit.id, unit.path, unit.name, unit.email, unit.kind) for unit in names.units.values()]
    if not is_reading(names.session):
        return seats(names.session, names.organisation, today, units)
    return kept_seats(names.session, (names.organisation, around().head.seal), today, units)


def names_in(session: Session, organisation: int) -> Names:
    """The names of an organisation, with all its units; the same ones during a request."""
    kept: Names | None = g.get("names") if has_request_context() else None
    if kept and (kept.session, kept.organisation) == (session, organisation):
        return kept
    known = _units(session, organisation)
    if has_request_context():
        g.names = known
    return known


def _units(session: Session, organisation: int) -> Names:
    """With a reader units are remembered until something happens: each that is added is an event."""
    if not is_reading(session) or not has_request_context() or "who" not in g or who().organisation != organisation:
        return Names(session, organisation, {unit.id: unit for unit in whole_units(session, organisation)})
    ctx = around()
    chain = organisation, ctx.head.seal
    return Names(
        session, organisation, unless_changed(session, chain, ctx.today, "units", lambda: _loose(session, organisation))
    )


def _loose(session: Session, organisation: int) -> dict[int, Unit]:
    """The units of no session, so that they outlive it."""
    held = whole_units(session, organisation)
    for unit in held:
        session.expunge(unit)
    return {unit.id: unit for unit in held}


def titled(case: Case) -> str:
    """A case's title, or its number when it has none."""
    return case.title or f"#{case.id}"
