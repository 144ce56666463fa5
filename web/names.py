"""What numbers stand for: units, people and cases, looked up many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import g, has_request_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.language import say
from workflow.exchange import addresses
from workflow.records.case import Snapshot
from workflow.records.organisation import Person, Unit
from workflow.running.seats import Seats, seats
from workflow.states.dates import model_of
from workflow.states.situation import cases


@dataclass
class Names:
    """The units of an organisation, and those of its people and cases that were asked for."""

    session: Session
    organisation: int
    units: dict[int, Unit] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    cases: dict[int, Snapshot] = field(default_factory=dict)

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
            held = select(Person.id, Person.name).where(Person.organisation == self.organisation, Person.id.in_(wanted))
            self.people |= {row[0]: row[1] for row in self.session.execute(held)}

    def add_cases(self, numbers: Iterable[int]) -> list[Snapshot]:
        """Look up cases; those that were new."""
        wanted = sorted(set(numbers) - self.cases.keys())
        if not wanted:
            return []
        marks = ", ".join("?" for _ in wanted)
        found = cases(self.session, f"organisation = ? AND id IN ({marks})", (self.organisation, *wanted))
        self.cases |= {case.id: case for case in found}
        return found


def sitting(names: Names, today: date) -> Seats:
    """Who sits where on the day, with the units that are known already."""
    units = [(unit.id, unit.path, unit.name, unit.email, unit.kind) for unit in names.units.values()]
    return seats(names.session, names.organisation, today, units)


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
    held = session.scalars(select(Unit).where(Unit.organisation == organisation).order_by(Unit.id))
    return Names(session, organisation, {unit.id: unit for unit in held})


def titled(case: Snapshot) -> str:
    """A case's title, or its number when it has none."""
    return case.title or f"#{case.id}"
