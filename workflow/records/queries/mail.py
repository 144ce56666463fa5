"""Questions about letters."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.records.case import Case
from workflow.records.queries.cases import SELECT_CASES, case_of
from workflow.records.sql import quick, run

_ADDRESS = {
    "person": "SELECT name, email FROM person WHERE organisation = ? AND id = ?",
    "unit": "SELECT name, email FROM unit WHERE organisation = ? AND id = ?",
}
_LATER = (
    "SELECT 1 FROM mail WHERE organisation = ? AND number > ? AND outcome = 'sent' AND coalesce(person, 0) = ? "
    "AND coalesce(unit, 0) = ? AND address = ? LIMIT 1"
)
_UNTOLD = (
    'SELECT DISTINCT l.event, l."case", l.duty, l.rung, l.due, l.role FROM mail m JOIN mail_line l '
    "ON l.organisation = m.organisation AND l.mail = m.number WHERE m.organisation = ? AND m.number >= ? "
    "AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ? AND m.outcome IN ('bounced', 'given_up') AND NOT EXISTS "
    "(SELECT 1 FROM mail n JOIN mail_line t ON t.organisation = n.organisation AND t.mail = n.number "
    "WHERE n.organisation = m.organisation AND n.number >= ? AND t.event = l.event AND n.outcome IN ('', 'sent') "
    "AND coalesce(n.person, 0) = coalesce(m.person, 0) AND coalesce(n.unit, 0) = coalesce(m.unit, 0)) ORDER BY l.event"
)
_OF_A_MODEL = (
    f"{SELECT_CASES} WHERE organisation IN (SELECT id FROM organisation WHERE model = ?) AND year IS NULL "
    "AND level = ? AND state = ? ORDER BY id"
)
Whose = tuple[int | None, int | None]
"""To whom a letter is: a person, or else the mailbox of a unit."""


class NamedAddress(NamedTuple):
    """Whose address it is, and which; both "" for nobody that is known."""

    name: str = ""
    address: str = ""


def address_of(session: Session, organisation: int, to: Whose) -> NamedAddress:
    """Whose address letters to somebody go to now, and which it is."""
    person, unit = to
    sql = _ADDRESS["person" if person else "unit"]
    row = quick(session, sql, (organisation, person or unit)).fetchone()
    return NamedAddress(row[0], row[1] or "") if row else NamedAddress()


def sent_to(session: Session, organisation: int, letter: int) -> tuple[str, str] | None:
    """To which address a letter was tried to be sent, and why it did not arrive; None when there is none."""
    row = quick(
        session, "SELECT address, why FROM mail WHERE organisation = ? AND number = ?", (organisation, letter)
    ).fetchone()
    return (row[0], row[1]) if row else None


def has_arrived_since(session: Session, organisation: int, letter: int, to: Whose, address: str) -> bool:
    """True when a letter after `letter` has been sent to the same, at the address."""
    person, unit = to
    values = (organisation, letter, person or 0, unit or 0, address)
    return quick(session, _LATER, values).fetchone() is not None


def lines_that_did_not_arrive(session: Session, organisation: int, since: int, to: Whose) -> Sequence[Any]:
    """(event, case, duty, rung, due, role) of each line of somebody's letters from number `since` on that did not arrive, and
    that no other letter has told or is to tell."""
    person, unit = to
    found: list[Any] = quick(session, _UNTOLD, (organisation, since, person or 0, unit or 0, since)).fetchall()
    return found


def models_in_force(session: Session) -> Sequence[tuple[str, int]]:
    """(digest, one of the organisations that follow it) of each model that is in force somewhere."""
    sql = "SELECT model, min(id) FROM organisation GROUP BY model ORDER BY model"
    return [(digest, number) for digest, number in quick(session, sql).fetchall()]


def cases_everywhere(session: Session, digest: str, level: str, state: str) -> list[Case]:
    """The cases of no year at a level and in a state, of every organisation that follows the model."""
    return [case_of(row) for row in quick(session, _OF_A_MODEL, (digest, level, state)).fetchall()]


def begin_mailing(session: Session) -> None:
    """What has happened until now, in every organisation, is not mailed."""
    run(session, "INSERT INTO letterbox (organisation, seq, number, most) SELECT organisation, seq, 0, 0 FROM chain")
