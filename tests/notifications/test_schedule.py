"""The clock wakes, beats, and survives what goes wrong."""

import logging
from datetime import date

import pytest
from sqlalchemy import text

from notifications.schedule import heartbeat, start
from tests.people import mariestad, moment
from workflow.records.database import Database


def test_the_jobs_are_those_of_the_page_and_are_kept_in_memory(database: Database) -> None:
    running = start(database, lambda: moment(date(2026, 1, 7)))
    try:
        jobs = [(job.id, job.coalesce, job.misfire_grace_time) for job in running.scheduler.get_jobs()]
        assert sorted(jobs) == [("heartbeat", True, None), ("morning", True, None)]
    finally:
        running.stop()


def test_a_heartbeat_ticks_and_says_that_it_lived(database: Database) -> None:
    town = mariestad(database)
    heartbeat(database, lambda: moment(date(2025, 11, 4)))
    with database.reading() as session:
        lived = session.execute(text("SELECT at FROM heartbeat WHERE name = 'tick'")).scalar_one()
    assert lived == "2025-11-04T09:00:00+00:00"
    assert town.find("goal_year")[0].state == "open"


def test_a_failing_tick_is_told_and_does_not_stop_the_clock(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("no time")

    with caplog.at_level(logging.ERROR):
        heartbeat(database, broken)  # type: ignore[arg-type]
    assert "The job heartbeat failed" in caplog.text
