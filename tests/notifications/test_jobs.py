"""The clock wakes, beats, and survives what goes wrong."""

import logging
from datetime import date
from threading import Event

import pytest
from sqlalchemy import text

from notifications import heartbeat, jobs
from notifications.smtp import NullTransport
from tests.people import OPENING, mariestad, moment
from tests.post.crew import wait_for
from tests.post.work import hands
from tests.reports.fake import by_fake
from workflow.cycle.schedule import Job, Schedule, survive
from workflow.records.database import Database
from workflow.reports import working
from workflow.reports.ask import Ask
from workflow.reports.orders import Wanted, place


def test_the_jobs_are_those_of_the_page_and_are_kept_in_memory(database: Database) -> None:
    running = Schedule(table(database, date(2026, 1, 7))).start()
    try:
        found = [(job.id, job.coalesce, job.misfire_grace_time) for job in running.scheduler.get_jobs()]
        names = ("documents", "heartbeat", "morning", "old documents", "post")
        assert sorted(found) == [(name, True, None) for name in names]
    finally:
        running.stop()


def table(database: Database, day: date) -> list[Job]:
    """All the jobs of a worker."""
    sender = hands(database, NullTransport(), lambda: moment(day), "me")
    return [*jobs(database, lambda: moment(day), sender), *working.jobs(database, lambda: moment(day), "me")]


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

    heart, *_ = jobs(database, broken, None)  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        survive(heart, Event())
    assert "The job heartbeat failed" in caplog.text


def test_a_document_that_is_ordered_is_written_by_the_clock(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_fake(monkeypatch)
    monkeypatch.setattr(working, "EVERY", 0.1)
    town = mariestad(database)
    ask = Ask(town.clock.organisation, 2027, OPENING)
    with database.writing() as session:
        numbers = [
            place(session, Wanted(town.dina.person, name, "html", ask), town.now) for name in ("interim", "review")
        ]
    running = Schedule(working.jobs(database, lambda: town.now, "me")).start()
    try:
        wait_for(lambda: states(database) == {numbers[0]: "done", numbers[1]: "writing"})
    finally:
        running.stop()
    assert states(database) == {numbers[0]: "done", numbers[1]: "waiting"}, "what is under way is given back"


def states(database: Database) -> dict[int, str]:
    """Each order's state."""
    with database.reading() as session:
        return {row.id: row.state for row in session.execute(text("SELECT id, state FROM document_order"))}
