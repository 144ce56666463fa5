"""Dates and moments as sortable text, and the one way we write JSON that is sealed."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, select
from sqlalchemy.exc import StatementError

from workflow.facts import canonical
from workflow.records.base import Day, Instant, Json, instant_text
from workflow.records.database import Database

SHELF = Table("shelf", MetaData(), Column("day", Day), Column("at", Instant), Column("json", Json))


@pytest.fixture
def shelf(database: Database) -> Database:
    with database.writer.begin() as connection:
        SHELF.metadata.create_all(connection)
    return database


def kept(database: Database, **values: object) -> tuple[object, ...]:
    """What comes out again, having been put in."""
    with database.writer.begin() as connection:
        connection.execute(SHELF.delete())
        connection.execute(SHELF.insert().values(**values))
        return tuple(connection.execute(select(SHELF)).one())


def test_a_day_and_a_moment_come_out_as_they_went_in(shelf: Database) -> None:
    day, at = date(2024, 2, 29), datetime(2026, 3, 29, 1, 30, 15, tzinfo=UTC)
    assert kept(shelf, day=day, at=at, json={"å": [1, None]}) == (day, at, {"å": [1, None]})
    assert kept(shelf, day=None, at=None, json={}) == (None, None, {})


def test_a_moment_is_stored_in_utc_to_the_second(shelf: Database) -> None:
    at = datetime(2026, 7, 1, 0, 30, 15, 999999, tzinfo=timezone(timedelta(hours=2)))
    assert kept(shelf, at=at, json={})[1] == datetime(2026, 6, 30, 22, 30, 15, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused(shelf: Database) -> None:
    with pytest.raises(StatementError, match="needs a time zone"):
        kept(shelf, at=datetime(2026, 3, 29, 1, 30), json={})


def test_a_moment_is_no_day(shelf: Database) -> None:
    with pytest.raises(StatementError, match="is a moment"):
        kept(shelf, day=datetime(2026, 3, 29, 1, 30, tzinfo=UTC), json={})


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), min_size=2))
def test_moments_sort_as_text(moments: list[datetime]) -> None:
    assert sorted(map(instant_text, moments)) == [instant_text(at) for at in sorted(moments)]


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(plain)
def test_sealed_json_has_one_way_to_be_written(value: object) -> None:
    once = canonical(value)
    assert json.loads(once) == value
    assert canonical(json.loads(once)) == once


def test_sealed_json_is_sorted_close_and_in_plain_letters() -> None:
    assert canonical({"ö": 1, "a": [1.5, True, None, "å"]}) == '{"a":[1.5,true,null,"å"],"ö":1}'
