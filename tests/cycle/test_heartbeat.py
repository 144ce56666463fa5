"""A clock that cannot be trusted does nothing, until somebody has looked; then what is really due is done, in order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cycle.seen import events, notices, seen, steps_by_the_clock
from tests.people import Town, moment
from tests.stories.ways import planned
from workflow.cycle.heartbeat import (
    GAP,
    JUMPED,
    SILENT,
    TOO_MANY,
    Pulse,
    beat,
    hold,
    mistrust,
    pulse,
    release,
    suspicion,
)
from workflow.cycle.next_due_check import recompute
from workflow.cycle.tick import Ticked, tick
from workflow.records.database import Database


def held(town: Town) -> str:
    """Why the clock is not trusted."""
    with town.database.reading() as session:
        last = pulse(session)
    return last.held if last else ""


def look(town: Town, day: date, hour: int = 5) -> None:
    """Somebody has looked, and the clock is right at the moment."""
    with town.database.writing() as session:
        release(session, moment(day, hour))


def counts(done: Ticked) -> tuple[int, ...]:
    """What a tick did."""
    return done.opened, done.advanced, done.reminders, done.escalations


def test_a_clock_that_goes_backwards_does_nothing(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 1))
    before = events(town)
    done = tick(town.database, moment(date(2027, 3, 1)))
    assert done.held and str(done.why) == "The clock went backwards." and counts(done) == (0, 0, 0, 0)
    assert events(town) == before


def test_a_moment_far_ahead_seals_no_step_and_tells_nobody(town: Town) -> None:
    """One slip, and nine months would have been turned: the steps of a year, and letters of what never came to be late."""
    planned(town)
    town.tick(date(2027, 4, 1))
    before = events(town), seen(town)
    for hour in (5, 6, 7):
        done = tick(town.database, moment(date(2028, 1, 10), hour))
        beat(town.database, moment(date(2028, 1, 10), hour))
        assert (done.held, done.why, counts(done)) == (True, JUMPED, (0, 0, 0, 0))
    assert (events(town), seen(town)) == before
    assert recompute(town.database, moment(date(2028, 1, 10), 8)) == [], "nor is anything made anew by that day"
    back = tick(town.database, moment(date(2027, 4, 1), 12))
    assert back.why is JUMPED and counts(back) == (0, 0, 0, 0), "set right again, it waits for somebody to look"


def test_when_somebody_has_looked_only_what_is_due_by_the_right_clock_happens(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 1))
    before = events(town)
    tick(town.database, moment(date(2028, 1, 10)))
    look(town, date(2027, 4, 2))
    assert not held(town)
    assert counts(town.tick(date(2027, 4, 2))) == (0, 0, 0, 0) and events(town) == before
    for day in (5, 6, 7, 8, 9):
        town.tick(date(2027, 4, day))
    told = [(day, rung) for day, what, rung in notices(town, "2027-04-02") if what == f"{goal} forecast/R1"]
    assert told == [("2027-04-09", "reminder-1")]


def test_an_outage_waits_for_somebody_to_look_and_is_then_caught_up_in_order(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 31))
    before = events(town)
    assert tick(town.database, moment(date(2027, 4, 9))).why is JUMPED and events(town) == before
    look(town, date(2027, 4, 9), 10)
    done = tick(town.database, moment(date(2027, 4, 9), 11))
    assert not done.held and done.advanced > 0
    assert steps_by_the_clock(town, "2027-04-01")[0] == ("2027-04-01", "goal_year.R1"), "as of its day"
    assert [rung for _, what, rung in notices(town, "2027-04-09") if what == f"{goal} forecast/R1"] == ["reminder-1"]


def test_two_days_are_not_too_long(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 7))
    look(town, date(2027, 4, 7))
    assert not tick(town.database, moment(date(2027, 4, 9), 5)).held


def test_a_clock_that_was_set_wrong_is_right_again_when_it_is_released(town: Town) -> None:
    town.tick(date(2026, 1, 8))
    beat(town.database, moment(date(2031, 1, 1)))
    assert tick(town.database, moment(date(2026, 2, 2))).held
    look(town, date(2026, 2, 1))
    done = tick(town.database, moment(date(2026, 2, 2)))
    assert not done.held and done.advanced == 1


def test_the_heartbeat_never_goes_back_by_itself(town: Town) -> None:
    beat(town.database, moment(date(2026, 2, 2)))
    beat(town.database, moment(date(2026, 1, 1)))
    with town.database.reading() as session:
        last = pulse(session)
    assert last and last.at == moment(date(2026, 2, 2))
    town.today = date(2026, 2, 2)


@pytest.mark.parametrize("apart", [timedelta(), timedelta(minutes=4), timedelta(hours=1)])
def test_where_the_database_keeps_time_an_outage_is_told_from_a_wrong_clock(
    town: Town, monkeypatch: pytest.MonkeyPatch, apart: timedelta
) -> None:
    """It is caught up by itself when both say the same; only what is told waits for somebody to look."""
    planned(town)
    town.tick(date(2027, 3, 31))
    back = moment(date(2027, 4, 9))
    monkeypatch.setattr(Database, "second_clock", lambda self, session: back + apart)
    done = tick(replace(town.database, keeps_time=True), back)
    assert done.held
    if apart > timedelta(minutes=5):
        assert (done.why, done.advanced) == (JUMPED, 0)
    else:
        assert done.why is None and done.advanced > 0 and held(town) == SILENT.text


def test_postgresql_tells_the_time_where_it_has_a_clock_of_its_own(database: Database) -> None:
    with database.reading() as session:
        assert database.second_clock(session) is None, "the same machine's clock is no second one"
        if database.reader.dialect.name == "postgresql":
            now = replace(database, keeps_time=True).second_clock(session)
            assert now and now.utcoffset() is not None


def test_a_lesser_reason_does_not_let_a_stopped_clock_go(town: Town) -> None:
    with town.database.writing() as session:
        hold(session, JUMPED)
        hold(session, TOO_MANY)
    assert held(town) == JUMPED.text
    look(town, town.today)


def test_clocks_a_little_apart_worry_nobody() -> None:
    at = moment(date(2027, 4, 1))
    assert suspicion(Pulse(at, ""), at - timedelta(seconds=1)) is not None, "though such a tick does nothing"
    assert mistrust(Pulse(at, ""), at - timedelta(minutes=4)) is None
    assert mistrust(Pulse(at, ""), at - timedelta(minutes=6)) is not None
    assert mistrust(Pulse(at, ""), at + GAP) is None
    assert mistrust(None, at) is None
