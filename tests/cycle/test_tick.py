"""The tick: once or twice is the same, after an outage it catches up in order, and nothing is told when nobody works."""

from datetime import date, timedelta

import pytest

from tests.cycle.seen import events, notices, seen, steps_by_the_clock
from tests.people import OPENING, Town
from tests.stories.ways import planned, reviewed
from workflow.cycle.working_days import working_days


def test_twice_at_the_same_moment_is_once(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 1))
    before = events(town), seen(town)
    done = town.tick(date(2027, 4, 1))
    assert (events(town), seen(town)) == before
    assert (done.opened, done.advanced, done.reminders, done.escalations, done.stuck) == (0, 0, 0, 0, {})


def test_a_week_offline_is_caught_up_in_order(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 3, 31))
    town.tick(date(2027, 4, 9))
    assert steps_by_the_clock(town, "2027-04-01") == [
        ("2027-04-01", "goal_year.R1"), *[("2027-04-01", "committee_report.open")] * 3,
        ("2027-04-01", "goal_year.review"),
    ]  # fmt: skip
    told = [(what.partition(" ")[2], rung) for _, what, rung in notices(town, "2027-04-01")]
    assert ("forecast/R1", "reminder-1") in told, "the highest reminder that is due"
    assert ("forecast/R1", "reminder-7") not in told, "and none below it"
    assert len(told) == len(set(notices(town, "2027-04-01"))), "one for each duty"


def test_forty_days_offline_are_caught_up_as_if_they_had_been_ticked(town: Town) -> None:
    reviewed(town)
    town.tick(date(2026, 9, 24))
    town.tick(date(2026, 11, 3))
    found = steps_by_the_clock(town, "2026-09-25")
    assert found == sorted(found, key=lambda step: step[0]), "each in its turn"
    assert [step for step in found if step[1].startswith("goal_year")] == [
        ("2026-10-15", "goal_year.confirm"), ("2026-11-02", "goal_year.open"),
    ]  # fmt: skip
    assert ("2026-11-02", "committee_year.begin") in found


def test_nobody_is_escalated_after_an_outage_who_was_not_reminded_first(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 31))
    told = []
    for day in range(19, 31):
        town.tick(date(2027, 4, day))
        told = [(day, rung) for day, what, rung in notices(town, "2027-04-01") if what == f"{goal} forecast/R1"]
    assert told == [("2027-04-19", "reminder+1"), ("2027-04-21", "escalation+3"), ("2027-04-23", "escalation+5")], (
        "a week late, and the ladder is climbed as slowly as ever"
    )


def test_a_round_that_has_closed_is_not_chased(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 31))
    town.beat(date(2027, 5, 9))
    town.tick(date(2027, 5, 10))
    assert not [what for _, what, _ in notices(town, "2027-04-01") if what.startswith(f"{goal} forecast")]


def test_nothing_is_told_on_days_when_nobody_works(town: Town) -> None:
    reviewed(town)
    day, days = town.today, working_days(town.model.rest)
    while day < date(2026, 8, 10):
        day += timedelta(days=1)
        town.tick(day)
    free = {day for day, _, _ in notices(town) if not days.is_working(date.fromisoformat(day))}
    assert not free


def test_a_quiet_tick_reads_and_writes_nothing(town: Town) -> None:
    town.tick(date(2025, 11, 22))
    before = events(town)
    assert town.tick(date(2025, 11, 23)).advanced == 0
    assert events(town) == before


def test_a_step_that_is_refused_is_told_of_and_does_not_stop_the_rest(town: Town) -> None:
    """The registrar has cancelled a seat too much: the clock itself may no longer open what it should."""
    [year] = town.find("goal_year")
    town.tick(date(2025, 12, 1))
    unseat_the_clock(town, until=date(2026, 1, 6))
    done = town.tick(date(2026, 1, 7))
    assert [str(why) for why in done.stuck[year.id]] == ["“Budget kick-off” is done by “The calendar”."]
    assert done.reminders > 0, "people hear of what they owe all the same"
    assert town.case(year.id).state == "areas"
    again = town.tick(date(2026, 1, 7))
    assert year.id in again.stuck and again.reminders == 0


def unseat_the_clock(town: Town, until: date) -> None:
    """End the clock's seat."""
    town.people["clock"] = town.clock
    town.leave("clock", until)


@pytest.mark.parametrize("hour", [0, 5, 22, 23])
def test_the_day_is_the_swedish_day(town: Town, hour: int) -> None:
    """At eleven in the evening, UTC, it is already tomorrow in Mariestad."""
    town.tick(OPENING)
    done = town.tick_at(date(2025, 11, 9), hour)
    assert done.advanced == (1 if hour == 23 else 0), "the year goes on to target areas on Monday 10 November"
