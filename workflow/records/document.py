"""Documents: what somebody has ordered and how far it has come, the file when it is written, and the municipality's own
Word template. They lie beside the chain: a document is made anew from what holds."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base

WAITING, WRITING, DONE, FAILED = "waiting", "writing", "done", "failed"
"""The states of an order."""


class Order(Base):
    """A document that somebody has ordered: which (`name`, and what it is about), in which format (`form`), showing the state
    of which day (`today`). While it is written it is lent to a worker (`claim`) `until` a moment, and `done` of `parts` parts
    are there; `why` it failed is kept in every language."""

    __tablename__ = "document_order"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),
        Index(None, "organisation", "person"),
        Index(None, "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int]
    person: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    unit: Mapped[str] = mapped_column(String(40), default="")
    round: Mapped[str] = mapped_column(String(40), default="")
    meeting: Mapped[int | None]
    form: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(5))
    today: Mapped[date]
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(String(40), default="")
    until: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int] = mapped_column(default=0)
    why: Mapped[dict[str, Any] | None]
    digest: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    finished: Mapped[datetime | None]


class Written(Base):
    """The bytes of an order that is done; they go with it."""

    __tablename__ = "document_file"

    order: Mapped[int] = mapped_column(
        ForeignKey("document_order.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Template(Base):
    """The municipality's own Word template: the file as it was called, and who put it there when."""

    __tablename__ = "document_template"
    __table_args__ = (ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),)

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True, autoincrement=False)
    person: Mapped[int]
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
