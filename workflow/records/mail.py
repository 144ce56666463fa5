"""The outbox: letters on their way and as they were sent, and how far the events have been turned into letters.

A row holds references, never what is said: a letter is composed when it is sent, from how things are then. What was
sent is kept as it was, whole.
"""

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base


class Letterbox(Base):
    """How far an organisation's events have been turned into letters (`seq`), the number of its last letter, and the
    most letters that the clock has made at a time."""

    __tablename__ = "letterbox"

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    number: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=0)


class Mail(Base):
    """A letter to a person, or to the mailbox of a unit. `key` says what it is, one time; `next_at` is when it may be
    sent: planned, put off after a failure, or lent to a worker who holds the `claim`. `outcome`: "sent", "bounced",
    "expired", "superseded", "done" (what it asked for had been done) or "given_up"."""

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("organisation", "key"),
        Index("ix_mail_due", "priority", "slot", "number", postgresql_where=text("done_at IS NULL"),
              sqlite_where=text("done_at IS NULL")),
    )  # fmt: skip

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    person: Mapped[int | None]
    unit: Mapped[int | None]
    thread: Mapped[str] = mapped_column(String(40), default="")
    token: Mapped[int | None]
    at: Mapped[datetime]
    priority: Mapped[int]
    slot: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(String(32), default="")
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(12), default="")
    why: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[bytes | None] = mapped_column(LargeBinary)


class Line(Base):
    """What a letter tells, one thing a row: the event it comes from and its case; of a duty its key, the rung that was
    told, the day it was due and in which role the reader hears of it."""

    __tablename__ = "mail_line"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "mail"], ["mail.organisation", "mail.number"]),
        Index("ix_mail_line_duty", "organisation", "case", "duty"),
    )

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mail: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case: Mapped[int]
    duty: Mapped[str] = mapped_column(String(100), default="")
    rung: Mapped[str] = mapped_column(String(40), default="")
    due: Mapped[date | None]
    role: Mapped[str] = mapped_column(String(40), default="")


class Relay(Base):
    """When the relay may be given the next letter, in seconds since 1970: its rate, kept by all who send."""

    __tablename__ = "relay"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    free_at: Mapped[float] = mapped_column(Float)
