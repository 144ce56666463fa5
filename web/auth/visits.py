"""When somebody was here: how far the chain had come when they signed in, and the time before."""

from sqlalchemy.orm import Session

from workflow.records.organisation import Person
from workflow.records.sql import quick

CAME = (
    "UPDATE person SET since = seen, seen = (SELECT c.seq FROM chain c WHERE c.organisation = person.organisation) "
    "WHERE organisation = ? AND id = ?"
)
READ = "UPDATE person SET since = ? WHERE organisation = ? AND id = ?"


def has_come(session: Session, person: Person) -> None:
    """The person is let in: what has happened since the last time is news."""
    quick(session, CAME, (person.organisation, person.id))


def has_read(session: Session, person: Person, until: int) -> None:
    """The person has read what had happened until then."""
    quick(session, READ, (until, person.organisation, person.id))
