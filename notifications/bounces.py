"""Letters that do not arrive: one case for each person or mailbox, for whoever can put the address right.

While it is open nothing more is made of it. It is closed by whoever puts the address right, or by the clock when it sees another
address, or that a later letter has arrived. What did not arrive is told then, as far as it is still to be told.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from notifications.outbox import BOUNCED, GIVEN_UP, SENT, ClaimedMessage, OutboxLine
from notifications.recipients import Recipient
from workflow.facts.letters import Undelivered
from workflow.governance.model import Level
from workflow.organisation.founding import clock_of
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import SELECT_CASES, case_of, cases_at
from workflow.records.queries.models import model_of
from workflow.records.queries.years import levels_of
from workflow.records.sql import quick, run
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import Refused, bring_in, perform

NO_ADDRESS = "There is no address."
_MODELS = "SELECT model, min(id) FROM organisation GROUP BY model ORDER BY model"
_OPEN = (
    f"{SELECT_CASES} WHERE organisation IN (SELECT id FROM organisation WHERE model = ?) AND year IS NULL "
    "AND level = ? AND state = ? ORDER BY id"
)
_ADDRESS = {
    "person": "SELECT name, email FROM person WHERE organisation = ? AND id = ?",
    "unit": "SELECT name, email FROM unit WHERE organisation = ? AND id = ?",
}
_LETTER = "SELECT address, why FROM mail WHERE organisation = ? AND number = ?"
_LATER = (
    "SELECT 1 FROM mail WHERE organisation = ? AND number > ? AND outcome = ? AND coalesce(person, 0) = ? "
    "AND coalesce(unit, 0) = ? AND address = ? LIMIT 1"
)
_UNTOLD = (
    'SELECT DISTINCT l.event, l."case", l.duty, l.rung, l.due, l.role FROM mail m JOIN mail_line l '
    "ON l.organisation = m.organisation AND l.mail = m.number WHERE m.organisation = ? AND m.number >= ? "
    "AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ? AND m.outcome IN (?, ?) AND NOT EXISTS "
    "(SELECT 1 FROM mail n JOIN mail_line t ON t.organisation = n.organisation AND t.mail = n.number "
    "WHERE n.organisation = m.organisation AND n.number >= ? AND t.event = l.event AND n.outcome IN ('', ?) "
    "AND coalesce(n.person, 0) = coalesce(m.person, 0) AND coalesce(n.unit, 0) = coalesce(m.unit, 0)) ORDER BY l.event"
)
log = logging.getLogger(__name__)


class NamedAddress(NamedTuple):
    """Whose address it is, and which; both "" for nobody that is known."""

    name: str = ""
    address: str = ""


def report_bounce(session: Session, message: ClaimedMessage, at: datetime, answer: str) -> None:
    """Make the case of the recipient's address, unless there is one that nobody has seen to yet; nothing where the model has
    no place for it."""
    digest = run(session, "SELECT model FROM organisation WHERE id = ?", (message.organisation,)).scalar_one()
    level = _level(session, message.organisation, digest)
    if level is None or _is_known(session, message):
        return
    person, unit = message.recipient
    _, address = address_of(session, message.organisation, message.recipient)
    said = Undelivered(letter=message.number, person=person, unit=unit, address=address, answer=answer)
    bring_in(
        session,
        ImportedCase(
            level.name,
            level.states[0].name,
            [(said, "")],
            clock_of(session, message.organisation),
            at=at,
            title=level.title.sv,
            source="utkorgen",
            idempotency_key=f"undelivered/{message.number}",
        ),
    )


def settle(database: Database, at: datetime) -> int:
    """Close the cases of addresses that are others now, or at which a later letter has arrived; how many."""
    with database.reading() as session:
        mended = [case for case in _open(session) if _is_mended(session, case)]
    return sum(_closed(database, case, at) for case in mended)


def address_of(session: Session, organisation: int, recipient: Recipient) -> NamedAddress:
    """Whose address letters to the recipient go to now, and which it is."""
    kind, number = ("person", recipient.person) if recipient.person else ("unit", recipient.unit)
    row = quick(session, _ADDRESS[kind], (organisation, number)).fetchone()
    return NamedAddress(row[0], row[1] or "") if row else NamedAddress()


def recipient_of(case: Case) -> Recipient:
    """Whom the letter was to that the case is about."""
    said = case.said(Undelivered)
    return Recipient(said.person, said.unit) if said else Recipient()


def untold(session: Session, case: Case) -> list[OutboxLine]:
    """The lines of the recipient's letters that have not arrived since the case was made, and that no other letter tells."""
    said, recipient = case.said(Undelivered), recipient_of(case)
    if said is None or said.letter is None:
        return []
    to = (recipient.person or 0, recipient.unit or 0)
    values = (case.organisation, said.letter, *to, BOUNCED, GIVEN_UP, said.letter, SENT)
    return [
        OutboxLine(event, number, duty, rung, date.fromisoformat(due) if due else None, role)
        for event, number, duty, rung, due, role in quick(session, _UNTOLD, values).fetchall()
    ]


def _is_known(session: Session, message: ClaimedMessage) -> bool:
    levels = levels_of(session, message.organisation, "letter")
    return any(
        recipient_of(case) == message.recipient
        for case in cases_at(session, message.organisation, levels)
        if model_of(session, case.organisation, case.model).levels[case.level].is_open(case.state)
    )


def _open(session: Session) -> Iterator[Case]:
    """The cases of addresses that nobody has seen to, of all organisations."""
    for digest, organisation in quick(session, _MODELS).fetchall():
        level = _level(session, organisation, digest)
        if level is not None:
            values = (digest, level.name, level.states[0].name)
            yield from (case_of(row) for row in quick(session, _OPEN, values).fetchall())


def _is_mended(session: Session, case: Case) -> bool:
    """True when the address is another than the letter was sent to, or a later letter to it has arrived. What a person has
    reported by hand is that person's to close: the relay had taken the letter."""
    said, recipient = case.said(Undelivered), recipient_of(case)
    letter = quick(session, _LETTER, (case.organisation, said.letter)).fetchone() if said and said.letter else None
    if said is None or letter is None or not (letter[0] or letter[1] == NO_ADDRESS):
        return False
    now = address_of(session, case.organisation, recipient).address
    if now != letter[0]:
        return bool(now)
    to = (recipient.person or 0, recipient.unit or 0)
    return quick(session, _LATER, (case.organisation, said.letter, SENT, *to, now)).fetchone() is not None


def _closed(database: Database, case: Case, at: datetime) -> bool:
    """True when the clock could close the case: its model may know no such step."""
    with database.writing() as session:
        level = model_of(session, case.organisation, case.model).levels[case.level]
        step = next((step for step in level.steps if step.by_clock and case.state in step.from_), None)
        if step is None:
            return False
        try:
            perform(session, Command(step.name, case.id, clock_of(session, case.organisation), at=at))
        except Refused as refused:
            log.info("Case %s/%s stays open: %s", case.organisation, case.id, refused)
            return False
    return True


def _level(session: Session, organisation: int, digest: str) -> Level | None:
    return next(iter(model_of(session, organisation, digest).of_kind("letter")), None)
