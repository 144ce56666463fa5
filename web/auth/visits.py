"""When somebody was here: how far the chain had come when they signed in, and the time before."""

from sqlalchemy.orm import Session

from workflow.records.sql import quick
from workflow.states.situation import Who

CAME = (
    "UPDATE person SET since = seen, seen = (SELECT c.seq FROM chain c WHERE c.organisation = person.organisation) "
    "WHERE organisation = ? AND id = ?"
)
READ = "UPDATE person SET since = ? WHERE organisation = ? AND id = ?"


def has_come(session: Session, who: Who) -> None:
    """The person is let in: what has happened since the last time is news."""
    quick(session, CAME, (who.organisation, who.person))


def has_read(session: Session, who: Who, until: int) -> None:
    """The person has read what had happened until then."""
    quick(session, READ, (until, who.organisation, who.person))
