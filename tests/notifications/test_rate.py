"""The relay's rate is kept by all who send, also when the clock is set."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.outbox import give, room
from workflow.records.database import Database

NOON = datetime(2027, 4, 8, 12, tzinfo=UTC)


def test_a_second_has_room_for_a_seconds_letters(database: Database) -> None:
    with database.writing() as session:
        assert room(session, NOON, 10) == 10
        give(session, NOON, 10, 10)
        assert room(session, NOON, 10) == 0
        assert room(session, NOON + timedelta(seconds=0.5), 10) == 5
        assert room(session, NOON + timedelta(hours=1), 10) == 10, "and no more, however long nothing was sent"


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(days=30)])
def test_a_clock_that_is_set_back_neither_floods_nor_stops_the_relay(database: Database, back: timedelta) -> None:
    with database.writing() as session:
        give(session, NOON, 10, 10)
        assert room(session, NOON - back, 10) == 1
        give(session, NOON - back, 10, 1)
        assert room(session, NOON - back, 10) == 0
        assert room(session, NOON - back + timedelta(seconds=1), 10) == 10


def test_there_is_never_less_room_than_none(database: Database) -> None:
    """A machine whose clock is a little behind the others."""
    with database.writing() as session:
        give(session, NOON, 10, 10)
        assert room(session, NOON - timedelta(seconds=0.7), 10) == 0
        assert room(session, NOON - timedelta(seconds=3), 10) == 0
        assert room(session, NOON, 10) == 0, "and those that are right are given no more for it"
