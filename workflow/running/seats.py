"""Who owes a duty today: the responsible, the seat's holder, the substitute, and who comes next when it is vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.states.situation import reaches

_SEATS = (
    "SELECT s.person, s.role, u.path, s.substitute FROM seat s JOIN unit u ON u.id = s.unit "
    "WHERE s.organisation = ? AND s.since <= ? AND s.until >= ? ORDER BY s.id"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A seat that somebody sits in today."""

    person: int
    role: str
    path: str
    substitute: bool


@dataclass(frozen=True)
class Seats:
    """All seats of an organisation on a day, and the paths of its units."""

    holders: tuple[Holder, ...]
    paths: dict[int, str]
    names: dict[int, str]

    def owing(self, model: Model, case: Snapshot, step: Step) -> tuple[int, ...]:
        """The people who owe `step` for `case`: the responsible if that person may; else those who hold the step's
        first held role; else their substitutes; else whoever the model says comes next. Empty: nobody."""
        after = model.owed_by.get(model.roles[step.by[0]].kind, ())
        for role in dict.fromkeys((*step.by, *after)):
            there = [h for h in self.holders if h.role == role and self._covers(model, h, case)]
            if found := _preferred(there, case.responsible):
                return found
        return ()

    def holding(self, model: Model, role: str, case: Snapshot) -> tuple[int, ...]:
        """Everybody who holds `role` over the case."""
        found = (h.person for h in self.holders if h.role == role and self._covers(model, h, case))
        return tuple(dict.fromkeys(found))

    def _covers(self, model: Model, holder: Holder, case: Snapshot) -> bool:
        role = model.roles.get(holder.role)
        if role is None:
            return False
        department = self.paths.get(case.department or 0, "")
        return role.scope == "organisation" or reaches(holder.path, self.paths[case.unit], department)


def seats(session: Session, organisation: int, today: date) -> Seats:
    """The seats that are held on the day `today`."""
    day = today.isoformat()
    held = tuple(
        Holder(person, role, path, bool(substitute))
        for person, role, path, substitute in run(session, _SEATS, (organisation, day, day))
    )
    units = run(session, "SELECT id, path, name FROM unit WHERE organisation = ?", (organisation,)).all()
    return Seats(held, {row[0]: row[1] for row in units}, {row[0]: row[2] for row in units})


def _preferred(there: Iterable[Holder], responsible: int | None) -> tuple[int, ...]:
    """The responsible if among them; else the ordinary holders; else the substitutes."""
    found = list(there)
    if responsible in {holder.person for holder in found}:
        return (responsible,) if responsible else ()
    ordinary = [holder.person for holder in found if not holder.substitute]
    return tuple(dict.fromkeys(ordinary or [holder.person for holder in found]))
