"""A clock that cannot be trusted is noticed, and what it tells is held until somebody has looked."""

from datetime import date

from tests.cycle.seen import events, notices
from tests.people import Town, moment
from tests.stories.ways import planned
from workflow.cycle.heartbeat import beat, pulse, release
from workflow.cycle.tick import tick


def held(town: Town) -> str:
    """Why letters are held."""
    with town.database.reading() as session:
        last = pulse(session)
    return last.held if last else ""


def test_a_clock_that_goes_backwards_does_nothing(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 1))
    before = events(town)
    done = tick(town.database, moment(date(2027, 3, 1)))
    assert done.held and done.advanced == done.reminders == 0
    assert events(town) == before


def test_a_clock_that_jumps_is_held_until_it_is_released(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 31))
    done = town.tick(date(2027, 4, 9))
    assert done.held and held(town) == "The clock has been silent for more than two days."
    assert [rung for _, what, rung in notices(town, "2027-04-09") if what == f"{goal} forecast/R1"] == ["reminder-1"], (
        "it is written all the same"
    )
    assert town.tick(date(2027, 4, 10)).held, "and it stays held"
    with town.database.writing() as session:
        release(session, moment(date(2027, 4, 10)))
    assert not held(town) and not town.tick(date(2027, 4, 12)).held


def test_two_days_are_not_too_long(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 7))
    with town.database.writing() as session:
        release(session, moment(date(2027, 4, 7), 5))
    assert not town.tick(date(2027, 4, 9)).held


def test_a_clock_that_was_set_wrong_is_right_again_when_it_is_released(town: Town) -> None:
    town.tick(date(2026, 1, 8))
    beat(town.database, moment(date(2031, 1, 1)))
    assert tick(town.database, moment(date(2026, 2, 2))).held
    with town.database.writing() as session:
        release(session, moment(date(2026, 2, 1)))
    done = tick(town.database, moment(date(2026, 2, 2)))
    assert not done.held and done.advanced == 1


def test_the_heartbeat_never_goes_back_by_itself(town: Town) -> None:
    beat(town.database, moment(date(2026, 2, 2)))
    beat(town.database, moment(date(2026, 1, 1)))
    with town.database.reading() as session:
        last = pulse(session)
    assert last and last.at == moment(date(2026, 2, 2))
    town.today = date(2026, 2, 2)
