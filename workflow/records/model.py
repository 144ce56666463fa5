"""The models an organisation has followed, whole, each written once; and the clock's last heartbeat."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.records.base import Base


class ModelText(Base):
    """A model as it was adopted: its merged text and the digest that cases and events name."""

    __tablename__ = "model"

    organisation: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)


class Heartbeat(Base):
    """When the clock last ticked, and why its letters are held, if they are."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]
    held: Mapped[str] = mapped_column(String(200), default="")
