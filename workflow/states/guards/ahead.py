"""Reading ahead: what guards ask of each case by itself, given in advance by whoever has read it of many at once."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from workflow.records.case import Case
from workflow.records.sql import remembered

CHILDREN = "organisation = ? AND parent = ? ORDER BY id"
"""How the cases under a case are asked for."""
SIBLINGS = "organisation = ? AND year = ? AND unit = ? ORDER BY id"
"""How everything of a case's body in its goal year is asked for."""
AUTHORED = ("wording", "proposal")
AUTHORS = 'SELECT who, on_behalf_of FROM event WHERE organisation = ? AND "case" = ? AND fact IN (?, ?)'
"""How it is asked who had a part in the wording."""
UNITS = "SELECT id, code, kind FROM unit WHERE organisation = ?"
"""How the codes and kinds of all units are asked for."""

WORDED = "what an event says of a wording"


def read_ahead(
    session: Session, organisation: int, under: Mapping[int, Sequence[Case]], units: Iterable[tuple[int, str, str]]
) -> None:  # fmt: skip
    """Let a reading session know what lies `under` some cases, and the (number, code, kind) of the units."""
    known = [*units]
    remembered(session, (UNITS, organisation), lambda: known)
    for parent, children in under.items():
        _know(session, organisation, parent, list(children))


def _know(session: Session, organisation: int, parent: int, children: list[Case]) -> None:
    remembered(session, (CHILDREN, (organisation, parent)), lambda: children)


def know_words(session: Session, organisation: int, told: Mapping[int, Mapping[str, Mapping[str, object]]]) -> None:
    """Let a reading session know what the events said, by number."""
    for seq in told:
        remembered(session, (WORDED, organisation, seq), lambda: told)
