"""The letterbox of an organisation, as it is being filled: everything that is to be known, asked for at once."""

from datetime import date
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy.orm import Session

from notifications.outbox import letterbox
from workflow.governance.model import CLOCK, Model
from workflow.organisation.responsibility import Seats, seated
from workflow.organisation.responsibility import asked as seats_asked
from workflow.records.case import Case
from workflow.records.queries.cases import SELECT_CASES, case_of
from workflow.records.queries.models import model_of
from workflow.records.sql import driver, together

BATCH = 2000
"""Events to a transaction."""
QUIET = "SELECT id FROM person WHERE organisation = ? AND letters = 'duties'"
CLOCK_OF = "SELECT person FROM seat WHERE organisation = ? AND role = ? ORDER BY id LIMIT 1"
IN_FORCE = "SELECT model FROM organisation WHERE id = ?"
BOX = "SELECT seq, number, most FROM letterbox WHERE organisation = ?"
NEXT = (
    'SELECT seq, "case", who, recorded, step, round, fact, short, decision, model FROM event WHERE organisation = ? '
    "AND seq > coalesce((SELECT seq FROM letterbox WHERE organisation = ?), 0) ORDER BY seq LIMIT ?"
)
CASES = f'{SELECT_CASES} WHERE organisation = ? AND id IN (SELECT "case" FROM ({NEXT}) n)'


class Happened(NamedTuple):
    """An event, as far as letters care."""

    seq: int
    case: int | None
    who: int
    recorded: str
    step: str
    round: str
    fact: str
    short: str
    decision: int | None
    model: str

    @property
    def said(self) -> dict[str, Any]:
        """The short fields of what was said."""
        found: dict[str, Any] = next(iter(from_json(self.short).values()), {})
        return found


class Box(NamedTuple):
    """An organisation's letterbox, as it is being filled: how far it was, what has happened since, the cases that it
    happened to, who sits where today, who wants few letters, who the clock is, and the model in force."""

    session: Session
    organisation: int
    seq: int
    number: int
    most: int
    events: list[Happened]
    known: dict[int, Case]
    held: Seats
    quiet: set[int]
    clock: int
    model: Model


def open_box(session: Session, organisation: int, today: date) -> Box:
    """The letterbox, ours alone until the transaction ends, and everything that is to be known."""
    end = " FOR UPDATE" if driver(session).postgres else ""
    since = (organisation, organisation, BATCH)
    asked = [
        (BOX + end, (organisation,)), (NEXT, since), (CASES, (organisation, *since)), *seats_asked(organisation, today),
        (QUIET, (organisation,)), (CLOCK_OF, (organisation, CLOCK)), (IN_FORCE, (organisation,)),
    ]  # fmt: skip
    box, events, known, held, units, quiet, [clock], [digest] = together(session, asked)
    if not box:
        letterbox(session, organisation)
        return open_box(session, organisation, today)
    [(seq, number, most)] = box
    cases = {row[0]: case_of(row) for row in known}
    return Box(
        session, organisation, seq, number, most, [Happened(*row) for row in events], cases, seated(held, units),
        {row[0] for row in quiet}, clock[0], model_of(session, organisation, digest[0]),
    )  # fmt: skip
