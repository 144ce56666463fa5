"""What the invented people know of their municipality: every case as it stands, and what it owes.

A case is read again only when something has happened to it, and its duties are computed anew only then or when a date
has moved: a year has some hundred working days on which most of them stand still.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.queries.cases import cases


@dataclass
class Memory:
    """All cases of an organisation in the order of their numbers, because those born later have higher ones. `seq` is
    the last event that is known."""

    model: Model
    organisation: int
    there: dict[int, Case] = field(default_factory=dict)
    seq: int = 0
    owed: dict[int, tuple[int, Calendar, tuple[Duty, ...]]] = field(default_factory=dict)

    def refresh(self, session: Session) -> None:
        """Read what has happened since."""
        for case in cases(session, "organisation = ? AND seq > ? ORDER BY id", (self.organisation, self.seq)):
            self.there[case.id] = case
            self.seq = max(self.seq, case.seq)

    def open_cases(self, year: int) -> Iterator[Case]:
        """The cases of a goal year, and of none, that somebody may owe something for."""
        for case in self.there.values():
            if case.year in (year, None) and self.model.levels[case.level].is_open(case.state):
                yield case

    def of_kinds(self, *kinds: str) -> Iterator[Case]:
        """The cases in the field at the levels of these kinds."""
        names = {level.name for kind in kinds for level in self.model.of_kind(kind)}
        for case in self.there.values():
            if case.level in names and not self.model.levels[case.level].state[case.state].out:
                yield case

    def duties(self, calendar: Calendar, case: Case) -> tuple[Duty, ...]:
        """What the case owes."""
        known = self.owed.get(case.id)
        if known is None or known[0] != case.seq or known[1] is not calendar:
            known = self.owed[case.id] = (case.seq, calendar, duties(self.model, calendar, case))
        return known[2]
