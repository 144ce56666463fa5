"""The events of an organisation, in one sealed chain, and what was said, apart."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base


class Chain(Base):
    """The head of an organisation's chain, locked by whoever writes. Nothing refers to it.

    `calendar` is the seal of the last event that moved a date (timetable, meeting): who remembers dates asks it.
    `identity` is random and the organisation's own, whatever database it lies in: the seals cover it, never a serial.
    `serial` is the number under which events were sealed before there was an identity (None: there are none).
    """

    __tablename__ = "chain"

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    seal: Mapped[str] = mapped_column(String(64), default="")
    calendar: Mapped[str] = mapped_column(String(64), default="")
    identity: Mapped[str] = mapped_column(String(32))
    serial: Mapped[int | None]


class EventRow(Base):
    """Something happened. Never changed, never deleted; the seal covers every column before it and `prev`. It has no
    foreign keys: whoever writes holds the organisation's chain, and each check would cost as much as the row."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("once", "organisation"),
        Index(None, "case", "organisation"),
    )

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case: Mapped[int | None]
    who: Mapped[int]
    on_behalf_of: Mapped[int | None]
    recorded: Mapped[datetime]
    effective: Mapped[date]
    step: Mapped[str] = mapped_column(String(80))
    round: Mapped[str] = mapped_column(String(20), default="")
    from_state: Mapped[str] = mapped_column(String(40), default="")
    to_state: Mapped[str] = mapped_column(String(40), default="")
    fact: Mapped[str] = mapped_column(String(40), default="")
    short: Mapped[str] = mapped_column(Text, default="{}")
    decision: Mapped[int | None]
    remarks: Mapped[str] = mapped_column(Text, default="[]")
    model: Mapped[str] = mapped_column(String(64), default="")
    unsays: Mapped[int | None]
    sealed: Mapped[str] = mapped_column(String(64), default="")
    once: Mapped[str | None] = mapped_column(String(200))
    request: Mapped[str] = mapped_column(String(40), default="")
    commitment: Mapped[str] = mapped_column(String(64), default="")
    prev: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    alg: Mapped[str] = mapped_column(String(8), default="mk2", server_default=text("'mk1'"))


class Payload(Base):
    """The exact words of an event. Erased by decision only, and the chain still holds."""

    __tablename__ = "payload"

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
