"""A letter that was sent after all: its loan ran out while a slow worker handed it over, and another was to tell its lines.

What it told is struck there, that nobody is told twice of what the books know was told. (Had the other gone by then,
nobody could have known.)
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from notifications.outbox import Lent, Marks, letterbox
from workflow.records.base import instant_text
from workflow.records.sql import quick

_SENT = (
    "UPDATE mail SET done_at = ?, outcome = 'sent', why = ?, address = ?, subject = ?, source = ? "
    "WHERE organisation = ? AND number = ? AND outcome NOT IN ('', 'sent')"
)
_WAITING = (
    "SELECT l.event, l.mail FROM mail_line l JOIN mail m ON m.organisation = l.organisation AND m.number = l.mail "
    "WHERE m.organisation = ? AND m.done_at IS NULL AND coalesce(m.person, 0) = ? AND coalesce(m.unit, 0) = ?"
)
_HOME = (
    "UPDATE mail_line SET mail = ? WHERE organisation = ? AND mail = ? AND event = ? AND NOT EXISTS "
    "(SELECT 1 FROM mail_line l WHERE l.organisation = ? AND l.mail = ? AND l.event = ?)"
)
_STRIKE = "DELETE FROM mail_line WHERE organisation = ? AND mail = ? AND event = ?"


def sent_after_all(session: Session, lent: Lent, at: datetime, marks: Marks, told: Collection[int]) -> None:
    """Mark a letter that was done with otherwise as sent. Of its lines it keeps those `told`, and only it; what could
    not be told yet stays where it waits."""
    mine, reader = (lent.organisation, lent.number), lent.reader
    letterbox(session, lent.organisation)
    quick(session, _SENT, (instant_text(at), *marks.row(), *mine))
    waiting = quick(session, _WAITING, (lent.organisation, reader.person or 0, reader.unit or 0)).fetchall()
    home = [(lent.number, lent.organisation, other, event, *mine, event) for event, other in waiting if event in told]
    quick(session, _HOME, home)
    struck = [(lent.organisation, other if event in told else lent.number, event) for event, other in waiting]
    quick(session, _STRIKE, struck)
