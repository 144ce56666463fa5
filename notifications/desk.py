"""Where a letter is read: its reader's loan, the site, the day, and the cases as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from notifications.outbox import Lent, Told
from workflow.cycle.duties import Duty, duties
from workflow.cycle.timetable import Calendar
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.records.case import Snapshot
from workflow.states.dates import model_of


class Site(NamedTuple):
    """Where the web is, and the key that its links are made with."""

    base: str
    secret: str


class Row(NamedTuple):
    """A line of the letter, with its case as it is now."""

    line: Told
    case: Snapshot


@dataclass(frozen=True)
class Desk:
    """Where a letter is read: its reader's loan, the site and the day."""

    session: Session
    site: Site
    lent: Lent
    today: date
    calendar: Calendar
    units: Mapping[int, str]

    def model(self, case: Snapshot) -> Model:
        """The model that the case follows."""
        return model_of(self.session, self.lent.organisation, case.model)

    def address(self, path: str) -> str:
        """A page, as the reader is to come to it."""
        person = self.lent.reader.person
        return addresses.of_person(path, self.lent.organisation, person, self.site.secret) if person else path

    def still(self, row: Row) -> Duty | None:
        """The duty of the row as it is now, None when it has been done or can be done no more."""
        for duty in duties(self.model(row.case), self.calendar, row.case):
            if duty.key == row.line.duty and duty.status(self.today) in ("open", "late"):
                return duty
        return None
