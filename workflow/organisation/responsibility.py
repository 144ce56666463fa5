"""Who owes a duty today: the responsible, the seat's holder, the substitute, and who comes next when it is vacant.

Whoever is away today sits in none of their seats: their substitutes are asked, and hear, in their place.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from workflow.governance.model import Model, Step
from workflow.organisation.visibility import reaches
from workflow.records.case import Case
from workflow.records.sql import remembered, together
from workflow.records.unchanged import unless_changed

_SEATS = (
    "SELECT s.person, s.role, u.path, s.substitute, EXISTS (SELECT 1 FROM absence a WHERE a.organisation = s.organisation "
    "AND a.person = s.person AND a.since <= ? AND a.until >= ?) FROM seat s JOIN unit u ON u.id = s.unit "
    "WHERE s.organisation = ? AND s.since <= ? AND s.until >= ? ORDER BY s.id"
)
_UNITS = "SELECT id, path, name, email, kind FROM unit WHERE organisation = ?"


WHOLE = "organisation"
"""The kind of the unit that is the organisation itself."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A seat that somebody sits in today."""

    person: int
    role: str
    path: str
    substitute: bool


@dataclass(frozen=True)
class Seats:
    """All seats of an organisation on a day, and the paths, names and mailboxes of its units."""

    holders: tuple[Holder, ...]
    paths: dict[int, str]
    names: dict[int, str]
    mailboxes: dict[int, str]
    whole: frozenset[int] = frozenset()
    """The organisation itself, whose cases are everybody's to hear of."""
    away: frozenset[int] = frozenset()
    """Who has a seat and is away."""

    def owing(self, model: Model, case: Case, step: Step) -> tuple[int, ...]:
        """The people who owe `step` for `case`: the responsible if that person may, or the substitutes while that
        person is away; else those who hold the step's first held role; else their substitutes; else whoever the model
        says comes next. Empty: nobody."""
        if case.responsible and self._may(model, case, step, case.responsible):
            return (case.responsible,)
        if case.responsible in self.away and (found := self._standing_in(model, case, step)):
            return found
        after = model.owed_by.get(model.roles[step.by[0]].kind, ())
        for role in dict.fromkeys((*step.by, *after)):
            if found := _preferred(self._over(model, role, case), case.responsible):
                return found
        return ()

    def holding(self, model: Model, role: str, case: Case) -> tuple[int, ...]:
        """Everybody who holds `role` over the case; anywhere, when it is the organisation's own."""
        there = self._by_role.get(role, []) if case.unit in self.whole else self._over(model, role, case)
        return tuple(dict.fromkeys(holder.person for holder in there))

    def above(self, model: Model, role: str, case: Case, owing: Sequence[int]) -> tuple[int, ...]:
        """Those who hold `role` over the case, and of the organisation's own over the people who owe it: what concerns
        the whole is everybody's to hear of, but what somebody has not done is nobody else's body's matter."""
        found = self.holding(model, role, case)
        if case.unit not in self.whole or model.roles[role].scope == WHOLE:
            return found
        seated = [holder.path for holder in self.holders if holder.person in owing]
        over = {one.person for one in self._by_role.get(role, []) if any(path.startswith(one.path) for path in seated)}
        return tuple(person for person in found if person in over)

    def substitutes(self, model: Model, role: str, case: Case) -> tuple[int, ...]:
        """Everybody who holds `role` over the case in somebody's place."""
        found = (holder.person for holder in self._over(model, role, case) if holder.substitute)
        return tuple(dict.fromkeys(found))

    def reach(self, models: Iterable[Model], person: int) -> list[int]:
        """The units for whose cases the person may owe something."""
        own = [holder for holder in self.holders if holder.person == person]
        wide = {name for model in models for name, role in model.roles.items() if role.scope == "organisation"}
        if any(holder.role in wide for holder in own):
            return list(self.paths)
        return [unit for unit, path in self.paths.items() if any(reaches(holder.path, path, "") for holder in own)]

    def _may(self, model: Model, case: Case, step: Step, person: int) -> bool:
        """True when the person holds a role over the case that takes the step."""
        return any(person in self._sitting(model, role, case) for role in step.by)

    def _standing_in(self, model: Model, case: Case, step: Step) -> tuple[int, ...]:
        """The substitutes in the first role of the step that has any."""
        return next(filter(None, (self.substitutes(model, role, case) for role in step.by)), ())

    def _over(self, model: Model, role: str, case: Case) -> list[Holder]:
        """Those who hold the role over the case."""
        return self._remembered(model, role, case)[0]

    def _sitting(self, model: Model, role: str, case: Case) -> frozenset[int]:
        """The same, by their numbers."""
        return self._remembered(model, role, case)[1]

    def _remembered(self, model: Model, role: str, case: Case) -> tuple[list[Holder], frozenset[int]]:
        key = (model.digest, role, case.unit, case.department)
        if key not in self._found:
            there = self._reaching(model, role, case)
            self._found[key] = there, frozenset(holder.person for holder in there)
        return self._found[key]

    def _reaching(self, model: Model, role: str, case: Case) -> list[Holder]:
        if role not in model.roles:
            return []
        if model.roles[role].scope == "organisation":
            return self._by_role.get(role, [])
        body, department = self.paths[case.unit], self.paths.get(case.department or 0, "")
        return [holder for holder in self._near.get((role, body), ()) if reaches(holder.path, body, department)]

    @cached_property
    def _found(self) -> dict[tuple[str, str, int, int | None], tuple[list[Holder], frozenset[int]]]:
        """Remembered: all the goals of a body stand alike."""
        return {}

    @cached_property
    def _near(self) -> dict[tuple[str, str], list[Holder]]:
        """Those who hold a role at a unit, above it or below it, by the path of the unit: with a list of all there are, each
        of many bodies would be held against the seats of every other."""
        below: dict[str, list[str]] = defaultdict(list)
        for path in set(self.paths.values()):
            for above in _above(path):
                below[above].append(path)
        found: dict[tuple[str, str], list[Holder]] = defaultdict(list)
        for holder in self.holders:
            for path in {*_above(holder.path), *below[holder.path]}:
                found[holder.role, path].append(holder)
        return found

    @cached_property
    def _by_role(self) -> dict[str, list[Holder]]:
        found: dict[str, list[Holder]] = defaultdict(list)
        for holder in self.holders:
            found[holder.role].append(holder)
        return found


def seats(session: Session, organisation: int, today: date, units: Sequence[Any] | None = None) -> Seats:
    """The seats that are held on the day `today`. `units`: the (number, path, name, mailbox, kind) of the units, from
    who has them already."""

    def ask() -> Seats:
        wanted = asked(organisation, today)
        if units is None:
            return seated(*together(session, wanted))
        [held] = together(session, wanted[:1])
        return seated(held, units)

    return remembered(session, (Seats, organisation, today), ask)


def kept_seats(session: Session, chain: tuple[int, str], today: date, units: Sequence[Any]) -> Seats:
    """The same in a reading session, read once until something happens; `chain` as in `still`."""
    organisation, _ = chain
    found = unless_changed(session, chain, today, "seats", lambda: seats(session, organisation, today, units))
    return remembered(session, (Seats, organisation, today), lambda: found)


def asked(organisation: int, today: date) -> list[tuple[str, Sequence[Any]]]:
    """What one asks to know the seats, with `together`: the holders, the units."""
    day = today.isoformat()
    return [(_SEATS, (day, day, organisation, day, day)), (_UNITS, (organisation,))]


def seated(held: Sequence[Any], units: Sequence[Any]) -> Seats:
    """The seats, from the answers."""
    holders = tuple(Holder(person, role, path, bool(stands)) for person, role, path, stands, gone in held if not gone)
    paths, names = {row[0]: row[1] for row in units}, {row[0]: row[2] for row in units}
    whole = frozenset(row[0] for row in units if row[4] == WHOLE)
    away = frozenset(row[0] for row in held if row[4])
    return Seats(holders, paths, names, {row[0]: row[3] for row in units if row[3]}, whole, away)


def _above(path: str) -> list[str]:
    """The path, and those of the units above it: "/1/", "/1/3/"."""
    return [path[: place + 1] for place, sign in enumerate(path) if place and sign == "/"]


def _preferred(there: list[Holder], responsible: int | None) -> tuple[int, ...]:
    """The responsible if among them; else the ordinary holders; else the substitutes."""
    if responsible and any(holder.person == responsible for holder in there):
        return (responsible,)
    ordinary = [holder.person for holder in there if not holder.substitute]
    return tuple(dict.fromkeys(ordinary or [holder.person for holder in there]))
