"""Is the house what the chain says? Everything that rights go by: units, people, seats, absences, the model in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.facts import KINDS, Fact
from workflow.facts.absence import Away
from workflow.facts.clerical import Seated
from workflow.facts.erased import Erased
from workflow.facts.timetable import Governed
from workflow.facts.unit import Established
from workflow.records.model import ModelText
from workflow.records.organisation import FOREVER, Absence, Organisation, Person, Seat, Unit
from workflow.records.projection import NOTE
from workflow.words import Sentence, sentence

FOUND = "found"
"""The `step` of an organisation's first event."""
ROOT = "organisation"
"""The kind of the unit that is the organisation itself."""


@dataclass
class House:
    """What the chain has told so far; of each unit, seat and absence the last that was said holds. `wordless` are the
    events whose words are gone, `erased` those whose words were erased by a decision. A chain that tells
    of the root tells of every unit and of every change of model; one from before that tells of what came later."""

    units: dict[int, Established] = field(default_factory=dict)
    seats: dict[int, Seated] = field(default_factory=dict)
    absences: dict[int, Away] = field(default_factory=dict)
    people: set[int | None] = field(default_factory=set)
    model: str = ""
    wordless: list[int] = field(default_factory=list)
    erased: set[int] = field(default_factory=set)

    def hear(self, step: str, fact: str, model: str, short: Mapping[str, dict[str, Any]]) -> None:
        """Remember what an event tells of the house, if anything."""
        if step == FOUND:
            self.model = model
        elif fact == Governed.kind:
            governed = Governed.of(short[fact])
            if _is_in_force(step, governed):
                self.model = governed.digest
        elif fact == Erased.kind:
            self.erased.update(Erased.of(short[fact]).events)
        elif fact in (Established.kind, Seated.kind, Away.kind):
            self._keep(KINDS[fact].of(next(iter(short.values()))))

    def faults(self, session: Session, organisation: int) -> Iterator[Sentence]:
        """Everything that is not as the chain says, or that it does not tell of."""
        yield from self._of_units(session, organisation)
        yield from self._of_people(session, organisation)
        yield from self._of_seats(session, organisation)
        yield from self._of_absences(session, organisation)
        yield from self._of_model(session, organisation)
        for seq in sorted(set(self.wordless) - self.erased):
            yield sentence("The words of event %(seq)s are gone, and no decision says so.", seq=seq)

    def _keep(self, said: Fact) -> None:
        if isinstance(said, Established):
            self.units[said.unit] = said
        elif isinstance(said, Seated):
            self.seats[said.seat] = said
        elif isinstance(said, Away):
            self.absences[said.absence] = said

    @property
    def _is_whole(self) -> bool:
        return any(said.sort == ROOT for said in self.units.values())

    def _of_units(self, session: Session, organisation: int) -> Iterator[Sentence]:
        rows = session.scalars(select(Unit).where(Unit.organisation == organisation))
        held = {row.id: (row.code, row.kind, row.parent, row.path) for row in rows}
        paths = {unit: row[-1] for unit, row in held.items() if unit not in self.units}
        told = {unit: (said.code, said.sort, said.parent, self._path(unit, paths)) for unit, said in self.units.items()}
        for number in sorted(told.keys() | held.keys() if self._is_whole else told.keys()):
            if held.get(number) != told.get(number):
                yield sentence("Unit %(unit)s is not what the chain says.", unit=number)

    def _path(self, unit: int | None, untold: Mapping[int, str]) -> str:
        """Where a unit hangs, by what the chain tells of those above it; `untold` are the paths of the others."""
        if unit is None or unit not in self.units:
            return untold.get(unit or 0, "/")
        return f"{self._path(self.units[unit].parent, untold)}{unit}/"

    def _of_people(self, session: Session, organisation: int) -> Iterator[Sentence]:
        """Everybody who has done something is there."""
        there = set(session.scalars(select(Person.id).where(Person.organisation == organisation)))
        for number in sorted(person for person in self.people - there if person is not None):
            yield sentence("Person %(person)s, of whom the chain tells, is missing.", person=number)

    def _of_seats(self, session: Session, organisation: int) -> Iterator[Sentence]:
        rows = session.scalars(select(Seat).where(Seat.organisation == organisation))
        held = {row.id: (row.person, row.unit, row.role, row.since, row.until, row.substitute) for row in rows}
        told = {seat: _seat(said) for seat, said in self.seats.items()}
        for number in sorted(told.keys() | held.keys()):
            if held.get(number) != told.get(number):
                yield sentence("Seat %(seat)s is not what the chain says.", seat=number)

    def _of_absences(self, session: Session, organisation: int) -> Iterator[Sentence]:
        rows = session.scalars(select(Absence).where(Absence.organisation == organisation))
        held = {row.id: (row.person, row.since, row.until) for row in rows}
        told = {number: (one.person, one.since, one.until) for number, one in self.absences.items()}
        for number in sorted(told.keys() | held.keys()):
            if held.get(number) != told.get(number):
                yield sentence("Absence %(absence)s is not what the chain says.", absence=number)

    def _of_model(self, session: Session, organisation: int) -> Iterator[Sentence]:
        adopted = set(session.scalars(select(ModelText.digest).where(ModelText.organisation == organisation)))
        said = {self.model} if self._is_whole else adopted
        if session.scalar(select(Organisation.model).where(Organisation.id == organisation)) not in said & adopted:
            yield sentence("The model in force is not the one that the chain says.")


def _is_in_force(step: str, said: Governed) -> bool:
    """False for a year's own model, and for a choice whose year has not opened. (A choice without a year is from when
    there was none: it held at once.)"""
    return bool(said.in_force) or (step != NOTE and said.year is None)


def _seat(said: Seated) -> tuple[Any, ...]:
    return said.person, said.unit, said.role, said.since, said.until or FOREVER, said.substitute
