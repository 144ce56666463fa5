"""Who is meant, by name in office: "Maja Ek, verksamhetschef"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from workflow.goals import GoalYear
from workflow.organisation.responsibility import Holder, Seats, seats
from workflow.organisation.visibility import reaches
from workflow.records.case import Case


@dataclass(frozen=True)
class Offices:
    """The seats on the day that the document shows."""

    year: GoalYear
    seats: Seats

    @classmethod
    def read(cls, session: Session, year: GoalYear) -> "Offices":
        """The seats of the day."""
        return cls(year, seats(session, year.organisation, year.today))

    def named(self, person: int | None, case: Case) -> str:
        """The person's name with the office over the case, else with any office; the name alone without one, "" for
        nobody."""
        name = self.year.person(person)
        held = sorted(self._held.get(person or 0, ()), key=lambda one: (not self._is_over(one, case), one.substitute))
        if not (name and held):
            return name
        office = self.year.say(self.year.model.roles[held[0].role].title)
        return f"{name}, {office[:1].lower()}{office[1:]}"

    @cached_property
    def _held(self) -> dict[int, list[Holder]]:
        found: dict[int, list[Holder]] = {}
        for holder in self._known():
            found.setdefault(holder.person, []).append(holder)
        return found

    def _known(self) -> Iterator[Holder]:
        roles = self.year.model.roles
        return (one for one in self.seats.holders if one.role in roles and roles[one.role].kind != "clock")

    def _is_over(self, holder: Holder, case: Case) -> bool:
        return reaches(holder.path, self.seats.paths[case.unit], self.seats.paths.get(case.department or 0, ""))
