"""Who may know of a case: the only place that knows what secrecy is.

Whoever holds a seat, and the public where a page is public, knows of what is open; of the rest only those whose role
reaches the case. What hangs from a case that one may not know of is not there either.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from workflow.governance.model import Model
from workflow.records.case import Case

OPEN = "open"


class Place(Protocol):
    """A unit, as far as its place among the others goes."""

    @property
    def path(self) -> str:
        """The numbers of the units above it and its own, as "/1/4/"."""


class Secret(Protocol):
    """A row of a question to the database, as far as its secrecy goes."""

    @property
    def secrecy(self) -> str:
        """How far the case may be known."""


@dataclass(frozen=True)
class Reader:
    """Who reads: a person with seats, each (role, path of the unit), or without any the `public`, to whom documents and
    open data are written too. A person without a seat knows of nothing."""

    seats: tuple[tuple[str, str], ...] = ()
    public: bool = False

    def may_see(self, case: Case, model: Model, paths: tuple[str, str]) -> bool:
        """True when the reader may know of the case, whose body and department have the `paths` ("" for none)."""
        if case.secrecy == OPEN:
            return self.public or bool(self.seats)
        return any(covers(model, role, path, paths) for role, path in self.seats)

    def may_count(self, row: Secret) -> bool:
        """True when the reader may know that there is such a case, whoever it belongs to."""
        return row.secrecy == OPEN and (self.public or bool(self.seats))

    def visible(
        self, found: Iterable[Case], model_of: Callable[[Case], Model], units: Mapping[int, Place]
    ) -> tuple[list[Case], list[Case]]:
        """(those that the reader may know of, those that are hidden), both in the order given. Parents stand before
        what hangs from them."""
        shown: list[Case] = []
        hidden: list[Case] = []
        gone: set[int] = set()
        for case in found:
            if case.parent in gone or not self.may_see(case, model_of(case), paths_of(case, units)):
                gone.add(case.id)
                hidden.append(case)
            else:
                shown.append(case)
        return shown, hidden


PUBLIC = Reader(public=True)


def is_open(case: Case) -> bool:
    """True when everybody may know of the case: letters name it, and documents tell of it."""
    return case.secrecy == OPEN


def paths_of(case: Case, units: Mapping[int, Place]) -> tuple[str, str]:
    """The paths of the case's body and of its department, "" without one."""
    return units[case.unit].path, units[case.department].path if case.department else ""


def covers(model: Model, role: str, path: str, paths: tuple[str, str]) -> bool:
    """True when the role, held at the unit with `path`, reaches a case of the units with `paths`."""
    known = model.roles.get(role)
    if known is None:
        return False
    return known.scope == "organisation" or reaches(path, *paths)


def reaches(seat: str, body: str, department: str) -> bool:
    """True when a seat at path `seat` reaches a case of `body` and `department`: at the body itself, above or below
    the department, or anywhere in the body while the case has no department. A seat above every body reaches all."""
    if body.startswith(seat):
        return True
    if not seat.startswith(body):
        return False
    return not department or seat.startswith(department) or department.startswith(seat)
