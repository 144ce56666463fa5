"""Who there is: the organisation, its units, its people, who sits where from when to when, and who is away."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base

UNIT_KINDS = ("organisation", "council", "board", "working_committee", "committee", "department", "company", "group")
"""What a unit can be; the root of the tree is the organisation itself."""
FOREVER = date(9999, 12, 31)
"""The `until` of a seat without an end."""


class Organisation(Base):
    """A municipality, a region or an association of them. `model` is the digest of the model in force."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="sv")
    model: Mapped[str] = mapped_column(String(64))


class Statement(Base):
    """What a municipality says of its own in the accessibility statement: whom one turns to, what is known not to work,
    and on which day the service was last looked through."""

    __tablename__ = "statement"

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    contact: Mapped[str] = mapped_column(String(200), default="")
    known: Mapped[str] = mapped_column(Text, default="")
    looked_through: Mapped[date | None]


class Unit(Base):
    """A body, a department, a company. `path` is "/1/5/9/": its ancestors and itself."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("organisation", "id"), UniqueConstraint("organisation", "code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    parent: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    path: Mapped[str] = mapped_column(String(200), default="/")
    email: Mapped[str] = mapped_column(String(200), default="")


class Person(Base):
    """Somebody who may do things here. The chain knows only the number. `letters` is "all", or "duties" for who wants
    to hear only of what is to be done; `density` "normal" or "compact" pages; `seen` how far the chain had come when
    they last signed in, `since` the time before that."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("organisation", "id"), UniqueConstraint("organisation", "email"))

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="sv")
    letters: Mapped[str] = mapped_column(String(8), default="all", server_default="all")
    density: Mapped[str] = mapped_column(String(8), default="normal", server_default="normal")
    seen: Mapped[int] = mapped_column(default=0, server_default="0")
    since: Mapped[int] = mapped_column(default=0, server_default="0")


class Seat(Base):
    """A role that a person holds at a unit, `since`–`until` inclusive. Written by `organisation.seats` alone."""

    __tablename__ = "seat"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),
        ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"]),
        Index(None, "organisation", "person"),
        Index(None, "organisation", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[int]
    unit: Mapped[int]
    role: Mapped[str] = mapped_column(String(40))
    since: Mapped[date]
    until: Mapped[date] = mapped_column(default=FOREVER)
    substitute: Mapped[bool] = mapped_column(default=False)


class Absence(Base):
    """Somebody is away, `since`–`until` inclusive: what they owe goes to their substitutes meanwhile. Written by
    `organisation.absence` alone."""

    __tablename__ = "absence"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),
        Index(None, "organisation", "person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[int]
    since: Mapped[date]
    until: Mapped[date]
