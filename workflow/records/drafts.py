"""What lies on people's desks, beside the chain: drafts they have not sent, papers they have attached, and the words
that a case is found by. None of it is sealed; drafts are nobody's but the writer's."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base


class Draft(Base):
    """A form that somebody has begun: `place` is its address, `body` its fields as JSON (a list of pairs). Gone when
    the step is taken."""

    __tablename__ = "draft"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),
        Index(None, "at"),
    )

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[str] = mapped_column(String(200), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class FileContent(Base):
    """The bytes of an attachment, by their SHA-256; the fact that attaches it names file, size and digest."""

    __tablename__ = "paper"

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SearchText(Base):
    """The words of a case, folded for search: a cache of what holds, made anew from the events."""

    __tablename__ = "sought"
    __table_args__ = (ForeignKeyConstraint(["case", "organisation"], ["cases.id", "cases.organisation"]),)

    organisation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)


class SearchProgress(Base):
    """How far into an organisation's chain the words are made."""

    __tablename__ = "sought_until"

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    seq: Mapped[int]
