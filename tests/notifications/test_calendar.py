"""The jobs' own triggers, through every day of twenty-one years: no local day is skipped or doubled."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from notifications import HEARTBEAT, POST, heartbeat
from tests.people import mariestad
from workflow.cycle.schedule import at_six, every
from workflow.cycle.working_days import SWEDEN, local_day
from workflow.records.database import Database
from workflow.records.sql import run

FIRST, LAST = date(2025, 1, 1), date(2045, 12, 31)
DAY = timedelta(days=1)
DAYS = [FIRST + DAY * number for number in range((LAST - FIRST).days + 1)]


def _offset(day: date) -> timedelta | None:
    return datetime.combine(day, time(), SWEDEN).utcoffset()


SWITCHES = [day for day in DAYS if _offset(day) != _offset(day + DAY)]
"""The days that are an hour too short or too long."""


def fired(
    trigger: CronTrigger | IntervalTrigger, since: datetime, until: datetime, last: datetime | None = None
) -> list[datetime]:  # fmt: skip
    """When the trigger fires, as the scheduler asks it: each time after the last one."""
    found: list[datetime] = []
    now = since
    while (now := trigger.get_next_fire_time(last, now)) and now < until:
        found.append(now)
        last = now
    return found


def test_the_morning_comes_once_every_day_of_twenty_one_years() -> None:
    since, until = datetime.combine(FIRST, time(), SWEDEN), datetime.combine(LAST + DAY, time(), SWEDEN)
    mornings = fired(at_six(), since, until)
    assert [at.astimezone(SWEDEN).date() for at in mornings] == DAYS
    assert {at.astimezone(SWEDEN).time() for at in mornings} == {time(6)}


def test_there_are_two_switches_a_year() -> None:
    assert len(SWITCHES) == 42


@pytest.mark.parametrize("seconds", [HEARTBEAT, POST])
def test_nothing_is_skipped_or_doubled_when_the_clocks_change(seconds: int) -> None:
    for day in SWITCHES:
        since = datetime.combine(day, time(), SWEDEN).astimezone(UTC)
        until = datetime.combine(day + DAY, time(), SWEDEN).astimezone(UTC)
        beats = fired(every(seconds), since, until, last=since)
        assert beats == [since + timedelta(seconds=seconds) * number for number in range(1, len(beats) + 1)]
        assert (len(beats) + 1) * seconds in (23 * 3600, 25 * 3600)


def test_every_local_day_has_its_beats_in_order() -> None:
    at, days = datetime.combine(FIRST, time(), SWEDEN).astimezone(UTC), []
    while (day := local_day(at)) <= LAST:
        if not days or days[-1] != day:
            days.append(day)
        at += timedelta(hours=1)
    assert days == DAYS


@pytest.mark.parametrize(
    "day",
    [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3), date(2033, 1, 2)],
)
def test_odd_days_have_one_morning(day: date) -> None:
    since = datetime.combine(day, time(), SWEDEN)
    [morning] = fired(at_six(), since, datetime.combine(day + DAY, time(), SWEDEN))
    assert local_day(morning) == day


def test_the_scheduler_is_one_whose_mornings_are_right() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert "apscheduler>=3.11.3,<4" in project["dependencies"]
    assert (3, 11, 3) <= tuple(map(int, version("apscheduler").split(".")[:3])) < (4,)


def test_what_is_told_over_a_switch_is_told_once_and_goes_out_at_six(database: Database) -> None:
    """The Sunday the clocks change is no working day: what falls on it is told on Monday, once, for six o'clock."""
    mariestad(database)
    at = datetime(2026, 3, 27, 3, tzinfo=UTC)
    with database.writing() as session:
        run(session, "UPDATE heartbeat SET at = ?", ((at - timedelta(hours=1)).isoformat(),))
    while local_day(at) < date(2026, 4, 1):
        heartbeat(database, lambda: at)  # noqa: B023
        at += timedelta(hours=1)
    with database.reading() as session:
        rungs = run(session, 'SELECT "case", short, count(*) FROM event WHERE fact = \'notice\' '
                    'GROUP BY organisation, "case", short HAVING count(*) > 1').all()  # fmt: skip
        mornings = run(session, "SELECT key, next_at, at FROM mail WHERE kind = 'morning'").all()
    assert rungs == []
    for key, next_at, made in mornings:
        six = datetime.combine(date.fromisoformat(key.split("/")[1]), time(6), SWEDEN)
        assert datetime.fromisoformat(next_at) == max(six, datetime.fromisoformat(made))
