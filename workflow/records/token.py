"""What lets somebody in without a password: a sign-in that was asked for by mail, the address of a calendar feed.

No secret is stored. A sign-in's link and code are made from the row's salt and the installation's secret key; of a
feed's address only the digest is kept.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base


class Token(Base):
    """`purpose` "sign_in" (single use: `done_at`; `browser` is the digest of what the asking browser holds; `onward`
    the page it leads to) or "feed" (of a person, or of a `unit`; `done_at`: revoked)."""

    __tablename__ = "token"
    __table_args__ = (
        ForeignKeyConstraint(["organisation", "person"], ["person.organisation", "person.id"]),
        ForeignKeyConstraint(["organisation", "unit"], ["unit.organisation", "unit.id"]),
        Index(None, "organisation", "person", "purpose"),
        Index(None, "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person: Mapped[int]
    unit: Mapped[int | None]
    purpose: Mapped[str] = mapped_column(String(12))
    salt: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(64), default="")
    onward: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    expires: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
