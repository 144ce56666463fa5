"""The common ground of all tables: naming, dates and instants as sortable text, JSON."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, MetaData, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Day(TypeDecorator[date]):
    """A local date, stored as "YYYY-MM-DD": sorts, compares and seals the same on every database."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: object) -> str | None:
        if isinstance(value, datetime):
            raise ValueError(f"{value} is a moment, not a day.")
        return value.isoformat() if value else None

    def process_result_value(self, value: str | None, dialect: object) -> date | None:
        return date.fromisoformat(value) if value else None


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as ISO 8601 with seconds; naive times are refused."""

    impl = String(25)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> str | None:
        return instant_text(value) if value else None

    def process_result_value(self, value: str | None, dialect: object) -> datetime | None:
        return datetime.fromisoformat(value) if value else None


@lru_cache(maxsize=64)
def instant_text(value: datetime) -> str:
    """The text under which a moment is stored; ValueError without a time zone. A tick is one moment of many events."""
    if value.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return value.astimezone(UTC).isoformat(timespec="seconds")


Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {date: Day, datetime: Instant, dict[str, Any]: Json, list[Any]: Json}
