"""Sending a letter once more, on purpose: a row of its own whose key tells that it is the second time, or the third."""

import logging
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from notifications.hearing import Reader
from notifications.outbox import Letter, Told, post_one
from workflow.records.mail import Line, Mail

AGAIN = "/r"
"""What a key goes on with, and then a number: 2 for the second time."""
LONGEST = 115
log = logging.getLogger(__name__)


def send_again(session: Session, organisation: int, number: int, at: datetime, who: int) -> int | None:
    """Post the letter anew, to go now, asked for by the person `who`; its number. None when there is no such letter,
    when it has not been tried yet, and for a sign-in: whoever wants to sign in asks for a new one."""
    own = select(Mail).where(Mail.organisation == organisation, Mail.number == number)
    mail = session.scalars(own).one_or_none()
    if mail is None or mail.done_at is None or mail.token is not None:
        return None
    if waiting := _waiting(session, mail):
        return waiting
    again = _anew(session, mail, at)
    posted = post_one(session, organisation, again)
    log.info("Letter %s/%s goes again as %s, asked for by person %s.", organisation, number, again.key, who)
    return posted


def _anew(session: Session, mail: Mail, at: datetime) -> Letter:
    told = select(Line).where(Line.organisation == mail.organisation, Line.mail == mail.number).order_by(Line.event)
    lines = (Told(one.event, one.case, one.duty, one.rung, one.due, one.role) for one in session.scalars(told))
    return Letter(
        key=_key(session, mail), kind=mail.kind, reader=Reader(mail.person, mail.unit), at=at, next_at=at,
        priority=mail.priority, thread=mail.thread, lines=tuple(lines),
    )  # fmt: skip


def _waiting(session: Session, mail: Mail) -> int | None:
    """The letter that goes again and has not gone yet: pressed twice, it goes once."""
    return session.scalars(_again(mail).where(Mail.done_at.is_(None))).first()


def _key(session: Session, mail: Mail) -> str:
    return f"{_first(mail)}{AGAIN}{len(session.scalars(_again(mail)).all()) + 2}"


def _again(mail: Mail) -> Select[int]:
    """The numbers of the letters that are this one, once more."""
    begins = Mail.key.startswith(_first(mail) + AGAIN, autoescape=True)
    return select(Mail.number).where(Mail.organisation == mail.organisation, begins)


def _first(mail: Mail) -> str:
    """The key of the letter that went first."""
    return mail.key.partition(AGAIN)[0][:LONGEST]
