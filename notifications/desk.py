"""Where a letter is read: its reader's loan, the site, the day, and the cases as they are now."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from notifications.outbox import Lent, Told
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import Calendar
from workflow.exchange import addresses
from workflow.governance.model import Model
from workflow.records.case import Case
from workflow.records.queries.models import model_of


class Site(NamedTuple):
    """Where the web is, and the key that its links are made with."""

    base: str
    secret: str


class Row(NamedTuple):
    """A line of the letter, with its case as it is now, the body's name, and whether the reader was told of it today."""

    line: Told
    case: Case
    unit: str
    told: bool = False


@dataclass(frozen=True)
class Desk:
    """Where a letter is read: its reader's loan, the site and the day."""

    session: Session
    site: Site
    lent: Lent
    today: date
    calendar: Calendar

    def model(self, case: Case) -> Model:
        """The model that the case follows."""
        return model_of(self.session, self.lent.organisation, case.model)

    def address(self, path: str) -> str:
        """A page, as the reader is to come to it."""
        person = self.lent.reader.person
        return addresses.of_person(path, self.lent.organisation, person, self.site.secret) if person else path

    def still(self, row: Row) -> Duty | None:
        """The duty of the row as it is now, None when it has been done, can be done no more or cannot be done yet."""
        duty = self.owed(row)
        return duty if duty and duty.opens <= self.today else None

    def owed(self, row: Row) -> Duty | None:
        """The same, also when it cannot be done yet: a date was moved after the rung was told."""
        for duty in duties(self.model(row.case), self.calendar, row.case):
            if duty.key == row.line.duty and duty.status(self.today) != "lapsed":
                return duty
        return None
