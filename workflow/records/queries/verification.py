"""What lies beside the chain and is leaned on: the files that its events name, and how far it was told in letters."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy.orm import Session

from workflow.records.sql import quick, run

_PAPERS = "SELECT digest, content FROM paper WHERE organisation = ?"
_BOX = "SELECT seq, number FROM letterbox WHERE organisation = ?"
_KEPT = "SELECT count(*), coalesce(max(number), 0) FROM mail WHERE organisation = ?"
_ASTRAY = (
    "SELECT l.mail, l.event FROM mail_line l LEFT JOIN event e ON e.organisation = l.organisation AND e.seq = l.event "
    "WHERE l.organisation = ? AND (e.seq IS NULL OR l.event > ?) ORDER BY l.mail, l.event"
)


class Letters(NamedTuple):
    """The letterbox of an organisation: the last event that was turned into letters and the last letter's number; how many
    letters are kept, and the highest number among them."""

    seq: int
    number: int
    kept: int
    highest: int


def files_kept(session: Session, organisation: int) -> Iterator[tuple[str, bool]]:
    """(digest, whether the bytes are still those) of every file that is kept. (SQLite lets a text stand where bytes did.)"""
    for digest, content in quick(session, _PAPERS, (organisation,)):
        yield digest, not isinstance(content, str) and sha256(content).hexdigest() == digest


def letters_kept(session: Session, organisation: int) -> Letters | None:
    """How far letters have come; None before the first."""
    box = run(session, _BOX, (organisation,)).one_or_none()
    return Letters(*box, *run(session, _KEPT, (organisation,)).one()) if box else None


def lines_astray(session: Session, organisation: int, seq: int) -> list[tuple[int, int]]:
    """(letter, event) of what letters tell of events that are not in the chain, or come after `seq`."""
    return [tuple(row) for row in run(session, _ASTRAY, (organisation, seq))]
