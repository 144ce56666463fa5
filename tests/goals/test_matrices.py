"""The matrices are remembered until something happens or the day is another; then they are as if made anew."""

from datetime import date

from tests.people import Town
from tests.stories.ways import forecast, planned, stands
from workflow.goals.overview import matrices
from workflow.goals.reporting_status import AWAITED, MISSING, NOT_OPEN
from workflow.organisation.calendar_loader import calendar_now


def first(town: Town) -> dict[str, int]:
    """How many goals are where in the first round."""
    return dict(stands(town).whole.tallies[0].statuses)


def test_while_nothing_happens_the_same_is_answered(town: Town) -> None:
    planned(town)
    assert stands(town) is stands(town)


def test_what_happens_is_seen_at_once(town: Town) -> None:
    goal = planned(town)
    assert first(town) == {NOT_OPEN: 1}
    town.tick(date(2027, 4, 8))
    assert first(town) == {AWAITED: 1}
    forecast(town, goal, "R1", "will_be_met")
    assert first(town) == {"will_be_met": 1}


def test_another_day_is_another_matrix_though_nothing_has_happened(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 9))
    assert first(town) == {AWAITED: 1}
    town.today = date(2027, 4, 13)
    assert first(town) == {MISSING: 1}


def test_whoever_leaves_a_seat_is_missed_at_once(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 1))
    assert not stands(town).whole.lacks
    for name in ("maja", "dina", "kia"):
        town.leave(name, date(2027, 3, 31))
    assert stands(town).whole.lacks == {"nobody_responsible": 1}


def test_each_organisation_has_its_own(town: Town) -> None:
    planned(town)
    assert stands(town).groups
    with town.database.reading() as session:
        calendar = calendar_now(session, town.charlie.organisation)
        theirs = matrices(session, (town.charlie.organisation, "x"), calendar, {2027: town.model}, town.today)
    assert not theirs[2027].groups
