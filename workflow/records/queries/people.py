"""Questions about people: who reads a page, when they were here, who holds a seat."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.sql import quick


class SignedInPerson(NamedTuple):
    """A person as every page knows who reads it: the columns of the same names (records/organisation.py)."""

    id: int
    organisation: int
    name: str
    email: str
    language: str
    letters: str
    density: str
    seen: int
    since: int


class HomeOrganisation(NamedTuple):
    """The organisation of the reader."""

    id: int
    code: str
    name: str


class SeatedPerson(NamedTuple):
    """Somebody with a seat."""

    id: int
    name: str
    role: str


_SIGNED_IN = (
    "SELECT " + ", ".join(f"p.{name}" for name in SignedInPerson._fields) + ", "
    + ", ".join(f"o.{name}" for name in HomeOrganisation._fields)
    + " FROM person p JOIN organisation o ON o.id = p.organisation WHERE p.id = ? AND o.id = ?"
)  # fmt: skip
_CAME = (
    "UPDATE person SET since = seen, seen = (SELECT c.seq FROM chain c WHERE c.organisation = person.organisation) "
    "WHERE organisation = ? AND id = ?"
)
_SEATED = (
    "SELECT DISTINCT p.id, p.name, s.role FROM person p JOIN seat s ON s.organisation = p.organisation AND s.person = p.id "
    "WHERE p.organisation = ? AND s.since <= ? AND s.until >= ?"
)


def signed_in(session: Session, organisation: int, person: int) -> tuple[SignedInPerson, HomeOrganisation] | None:
    """The person with the organisation; None when there is none."""
    row = quick(session, _SIGNED_IN, (person, organisation)).fetchone()
    both = len(SignedInPerson._fields)
    return (SignedInPerson._make(row[:both]), HomeOrganisation._make(row[both:])) if row else None


def has_come(session: Session, organisation: int, person: int) -> None:
    """The person is let in: what has happened since the last time is news."""
    quick(session, _CAME, (organisation, person))


def has_read(session: Session, organisation: int, person: int, until: int) -> None:
    """The person has read what had happened until then."""
    quick(session, "UPDATE person SET since = ? WHERE organisation = ? AND id = ?", (until, organisation, person))


def seated_on(session: Session, organisation: int, day: date) -> list[SeatedPerson]:
    """Who holds a seat on the day, once for each role."""
    values = (organisation, day.isoformat(), day.isoformat())
    return [SeatedPerson._make(row) for row in quick(session, _SEATED, values).fetchall()]
