"""Letters that do not arrive: one case for each person or mailbox, for whoever can put the address right.

While it is open nothing more is made of it. It is closed by whoever puts the address right, or by the clock when it sees another
address, or that a later letter has arrived. What did not arrive is told then, as far as it is still to be told.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from notifications.outbox import ClaimedMessage, OutboxLine
from notifications.recipients import Recipient
from workflow.facts.letters import Undelivered
from workflow.governance.model import Level
from workflow.organisation.founding import clock_of
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases_at
from workflow.records.queries.mail import (
    address_of,
    cases_everywhere,
    has_arrived_since,
    lines_that_did_not_arrive,
    models_in_force,
    sent_to,
)
from workflow.records.queries.models import model_of
from workflow.records.queries.years import levels_of
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import Refused, bring_in, perform

NO_ADDRESS = "There is no address."
log = logging.getLogger(__name__)


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


def recipient_of(case: Case) -> Recipient:
    """Whom the letter was to that the case is about."""
    said = case.said(Undelivered)
    return Recipient(said.person, said.unit) if said else Recipient()


def untold(session: Session, case: Case) -> list[OutboxLine]:
    """The lines of the recipient's letters that have not arrived since the case was made, and that no other letter tells."""
    said, recipient = case.said(Undelivered), recipient_of(case)
    if said is None or said.letter is None:
        return []
    return [
        OutboxLine(event, number, duty, rung, date.fromisoformat(due) if due else None, role)
        for event, number, duty, rung, due, role in lines_that_did_not_arrive(
            session, case.organisation, said.letter, recipient
        )
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
    for digest, organisation in models_in_force(session):
        level = _level(session, organisation, digest)
        if level is not None:
            yield from cases_everywhere(session, digest, level.name, level.states[0].name)


def _is_mended(session: Session, case: Case) -> bool:
    """True when the address is another than the letter was sent to, or a later letter to it has arrived. What a person has
    reported by hand is that person's to close: the relay had taken the letter."""
    said, recipient = case.said(Undelivered), recipient_of(case)
    letter = sent_to(session, case.organisation, said.letter) if said and said.letter else None
    if said is None or said.letter is None or letter is None or not (letter[0] or letter[1] == NO_ADDRESS):
        return False
    now = address_of(session, case.organisation, recipient).address
    if now != letter[0]:
        return bool(now)
    return has_arrived_since(session, case.organisation, said.letter, recipient, now)


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
