"""A date that is moved takes its reminders with it: nobody is escalated who was not reminded of that very date."""

from datetime import date, timedelta

from tests.people import Town
from tests.stories.ways import events, planned, told
from workflow.cycle.timetable import default_timetable

LATER = {"report": "2027-05-14", "approve": "2027-05-18", "papers": "2027-05-20", "closes": "2027-06-04"}
"""The first round's dates when the accounts were not to be had for five weeks; the model has 12 April."""
AFTER = {"as_of": "2027-05-31", "opens": "2027-06-04", "report": "2027-06-14", "approve": "2027-06-15",
         "papers": "2027-06-16", "closes": "2027-06-30"}  # fmt: skip
"""The second round's, which come after them."""
ANEW = [("2027-05-04", "reminder-7"), ("2027-05-13", "reminder-1"), ("2027-05-17", "reminder+1"),
        ("2027-05-19", "escalation+3"), ("2027-05-21", "escalation+5")]  # fmt: skip
"""What is told of 14 May."""


def each_day(town: Town, until: date) -> None:
    """The clock lives every day until then."""
    while town.today < until:
        town.tick(town.today + timedelta(days=1))


def waiting(town: Town, until: date) -> int:
    """A goal whose first forecast nobody gives, on the evening of a day."""
    goal = planned(town)
    town.tick(date(2027, 4, 1))
    each_day(town, until)
    return goal


def move(town: Town, **r1: str) -> None:
    """The quality chief sets the timetable anew."""
    moved = {"R1": r1, "R2": AFTER}
    rounds = [row | moved.get(row["round"], {}) for row in default_timetable(town.model, 2027)]
    town.do("set_timetable", town.find("goal_year")[0].id, town.kia, rounds=rounds, why="Ekonomisystemet ligger nere")


def since(town: Town, goal: int, day: date) -> list[tuple[str, str]]:
    """What was told of the forecast after a day."""
    return [(on, rung) for on, rung in told(town, goal, "forecast") if on > day.isoformat()]


def test_a_date_moved_five_weeks_after_two_reminders_has_all_its_own(town: Town) -> None:
    goal = waiting(town, date(2027, 4, 9))
    assert told(town, goal, "forecast") == [("2027-04-01", "reminder-7"), ("2027-04-09", "reminder-1")]
    move(town, **LATER)
    each_day(town, date(2027, 5, 28))
    assert since(town, goal, date(2027, 4, 9)) == ANEW


def test_moved_when_it_was_late_nobody_above_hears_before_whoever_owes_it(town: Town) -> None:
    goal = waiting(town, date(2027, 4, 13))
    assert told(town, goal, "forecast")[-1] == ("2027-04-13", "reminder+1")
    move(town, **LATER)
    each_day(town, date(2027, 5, 28))
    assert since(town, goal, date(2027, 4, 13)) == ANEW


def test_more_time_for_one_goal_is_reminded_of_and_escalated(town: Town) -> None:
    goal = waiting(town, date(2027, 4, 13))
    town.do("extend", goal, town.kia, "R1", step="forecast", until="2027-05-05", why="Sjukdom")
    each_day(town, date(2027, 5, 14))
    assert since(town, goal, date(2027, 4, 13))[:3] == [
        ("2027-04-26", "reminder-7"), ("2027-05-04", "reminder-1"), ("2027-05-07", "reminder+1"),
    ], "and then the round closes"  # fmt: skip


def test_more_time_within_the_round_is_escalated_when_it_runs_out_too(town: Town) -> None:
    goal = waiting(town, date(2027, 4, 13))
    town.do("extend", goal, town.kia, "R1", step="forecast", until="2027-04-23", why="Sjukdom")
    each_day(town, date(2027, 5, 7))
    assert since(town, goal, date(2027, 4, 13)) == [
        ("2027-04-14", "reminder-7"), ("2027-04-22", "reminder-1"), ("2027-04-26", "reminder+1"),
        ("2027-04-28", "escalation+3"), ("2027-04-30", "escalation+5"),
    ]  # fmt: skip


def test_a_date_moved_three_times_is_told_for_the_date_that_holds(town: Town) -> None:
    goal = waiting(town, date(2027, 4, 13))
    move(town, **LATER)
    each_day(town, date(2027, 5, 4))
    move(town, **LATER | {"report": "2027-05-10", "approve": "2027-05-11"})
    each_day(town, date(2027, 5, 10))
    move(town, **LATER)
    each_day(town, date(2027, 5, 28))
    notices = [short for event in events(town, goal) for short in event.short.values() if event.fact == "notice"]
    found = [(said["due"], said["rung"]) for said in notices if said["step"] == "forecast" and said["due"] > "2027-04"]
    assert len(set(found)) == len(found)
    assert [(due, rung) for due, rung in found if due >= "2027-05" and due < "2027-06"] == [
        ("2027-05-14", "reminder-7"), ("2027-05-10", "reminder-1"), ("2027-05-14", "reminder-1"),
        ("2027-05-14", "reminder+1"), ("2027-05-14", "escalation+3"), ("2027-05-14", "escalation+5"),
    ]  # fmt: skip
