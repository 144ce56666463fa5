"""A letter as somebody looks at it: what has been sent as it was sent, the rest as it would be sent now."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.compose import Composed, Site, compose
from notifications.digest import thread_of
from notifications.outbox import REMINDER, ClaimedMessage, OutboxLine
from notifications.recipients import Recipient, of_rung
from notifications.smtp import FromAddress, letter_message
from notifications.texts import written_letter
from workflow.cycle.deadlines import duties
from workflow.cycle.working_days import local_day
from workflow.facts.letters import Chased
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import seats
from workflow.records.mail import Mail
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of

PREVIEW = "preview"


@dataclass(frozen=True)
class LetterView:
    """A letter taken apart: to whom, its headers and its parts ("" for one that it does not have)."""

    recipient: str
    to: str
    subject: str
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    calendar: str = ""


def letter(
    session: Session, site: Site, mail_from: FromAddress, organisation: int, number: int, at: datetime
) -> LetterView | None:
    """A letter in the outbox; None when there is none, or when it would have nothing to say."""
    own = select(Mail).where(Mail.organisation == organisation, Mail.number == number)
    mail = session.scalars(own).one_or_none()
    if mail is None:
        return None
    message = _as_claimed(mail)
    if mail.source:
        return _opened(message.recipient, zlib.decompress(mail.source))
    return _written(compose(session, site, message, at), message, mail_from)


def preview(
    session: Session, site: Site, mail_from: FromAddress, organisation: int, asked: Sequence[tuple[int, str]], at: datetime
) -> list[LetterView]:  # fmt: skip
    """The letters that asking for these duties would make, (case, duty) each."""
    found = []
    for recipient, lines in _lines(session, organisation, asked, at).items():
        thread = thread_of(cases(session, "organisation = ? AND id = ?", (organisation, lines[0].case))[0])
        message = ClaimedMessage(
            organisation, 0, f"{PREVIEW}/{recipient}", Chased.kind, recipient, at, thread, None, None, REMINDER, 0
        )
        found.append(_written(compose(session, site, message, at, lines), message, mail_from))
    return [shown for shown in found if shown]


def _lines(
    session: Session, organisation: int, asked: Sequence[tuple[int, str]], at: datetime
) -> dict[Recipient, list[OutboxLine]]:  # fmt: skip
    """What each recipient would be told, as the filling would have it."""
    held, calendar = seats(session, organisation, local_day(at)), calendar_now(session, organisation)
    found: dict[Recipient, list[OutboxLine]] = {}
    for place, (number, key) in enumerate(asked):
        for case in cases(session, "organisation = ? AND id = ?", (organisation, number)):
            model = model_of(session, organisation, case.model)
            for duty in (one for one in duties(model, calendar, case) if one.key == key):
                for recipient, role in of_rung(held, model, case, duty.step, None).items():
                    told = OutboxLine(place, number, key, Chased.kind, duty.due, role)
                    found.setdefault(recipient, []).append(told)
    return found


def _as_claimed(mail: Mail) -> ClaimedMessage:
    return ClaimedMessage(
        mail.organisation, mail.number, mail.key, mail.kind, Recipient(mail.person, mail.unit), mail.at, mail.thread,
        mail.token, mail.valid_until, mail.priority, mail.attempts,
    )  # fmt: skip


def _written(found: Composed, message: ClaimedMessage, mail_from: FromAddress) -> LetterView | None:
    """The letter as it would be sent; None when nothing is left to tell."""
    if not (found.content.items or found.content.link):
        return None
    return _opened(
        message.recipient, letter_message(written_letter(found.content), found, message, mail_from).as_bytes()
    )


def _opened(recipient: Recipient, source: bytes) -> LetterView:
    message = message_from_bytes(source, policy=default)
    parts = dict(_parts(message))
    headers = tuple((name, str(value)) for name, value in message.items())
    return LetterView(
        str(recipient), str(message["To"]), str(message["Subject"]), headers, parts.get("text/plain", ""),
        parts.get("text/html", ""), parts.get("text/calendar", ""),
    )  # fmt: skip


def _parts(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content_type(), str(part.get_content())
