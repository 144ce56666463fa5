"""The nightly recompute: it finds nothing after a tick, and repairs what somebody has put wrong."""

from datetime import date

import pytest

from tests.people import Town, moment
from tests.stories.ways import planned, reviewed
from workflow.cycle.next_due_check import recompute
from workflow.records.sql import run
from workflow.states.next_due import refresh_all


@pytest.mark.parametrize("wrong", [None, "2020-01-02", "2031-05-05"])
def test_a_wrong_next_due_is_put_right(town: Town, wrong: str | None) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 15))
    right = town.case(goal).next_due
    with town.database.writing() as session:
        run(session, "UPDATE cases SET next_due = ? WHERE id = ?", (wrong, goal))
        [mended] = refresh_all(session, town.clock.organisation, town.today)
        assert (mended.id, mended.next_due) == (goal, right)
        assert refresh_all(session, town.clock.organisation, town.today) == []
    assert town.case(goal).next_due == right


def test_a_tick_mends_what_it_meets(town: Town) -> None:
    goal = reviewed(town)
    town.tick(date(2026, 3, 16))
    right = town.case(goal).next_due
    with town.database.writing() as session:
        run(session, "UPDATE cases SET next_due = '2026-03-21' WHERE id = ?", (goal,))
    town.tick(date(2026, 3, 21))
    assert town.case(goal).next_due == right


def test_the_neighbours_are_left_alone(town: Town) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE cases SET next_due = NULL WHERE organisation = ?", (town.clock.organisation,))
        assert refresh_all(session, town.charlie.organisation, town.today) == []
        assert refresh_all(session, town.clock.organisation, town.today)


def test_while_the_clock_has_gone_back_nothing_is_put_right(town: Town) -> None:
    """By an earlier day other things have lapsed: the difference would be the clock's fault."""
    town.tick(date(2026, 3, 16))
    with town.database.writing() as session:
        run(session, "UPDATE cases SET next_due = '2026-03-21' WHERE level = 'goal_year'")
    assert recompute(town.database, moment(date(2026, 3, 10))) == []
    assert [case.level for case in recompute(town.database, moment(date(2026, 3, 16)))] == ["goal_year"]
