"""The September forecast is missed: who hears of it when, and what the standing says meanwhile (002, story B)."""

from datetime import date, timedelta

from tests.people import Town
from tests.stories.ways import cell, forecast, planned, told
from workflow.cycle.timetable import default_timetable

REPORT = date(2027, 9, 10)
"""The report date of the third round, a Friday."""


def days(town: Town, first: date, last: date) -> None:
    """Let the clock tick every day, weekends too."""
    day = first
    while day <= last:
        town.tick(day)
        day += timedelta(days=1)


def answered(town: Town, goal: int) -> None:
    """The first two rounds are answered in time."""
    for round, day in (("R1", date(2027, 4, 8)), ("R2", date(2027, 5, 20))):
        town.tick(day)
        forecast(town, goal, round)


def test_a_forecast_two_days_late_is_reminded_of_three_times_and_then_it_is_quiet(town: Town) -> None:
    goal = planned(town)
    answered(town, goal)
    days(town, date(2027, 8, 30), date(2027, 9, 10))
    assert cell(town, "R3") == {"awaited": 1}
    days(town, date(2027, 9, 11), date(2027, 9, 14))
    assert cell(town, "R3") == {"not_reported": 1}, "the gap has a name of its own, and is no verdict"
    forecast(town, goal, "R3", "partly")
    assert cell(town, "R3") == {"consequence_missing": 1}
    town.do("describe_consequence", goal, town.maja, "R3", consequence="Fler elever saknar behörighet")
    days(town, date(2027, 9, 15), date(2027, 10, 1))
    assert cell(town, "R3") == {"partly": 1}
    assert told(town, goal, "forecast")[-3:] == [
        ("2027-09-01", "reminder-7"), ("2027-09-09", "reminder-1"), ("2027-09-13", "reminder+1"),
    ]  # fmt: skip


def test_who_never_answers_is_escalated_and_then_the_round_lapses(town: Town) -> None:
    goal = planned(town)
    answered(town, goal)
    days(town, date(2027, 8, 30), date(2027, 10, 20))
    assert told(town, goal, "forecast")[-5:] == [
        ("2027-09-01", "reminder-7"), ("2027-09-09", "reminder-1"), ("2027-09-13", "reminder+1"),
        ("2027-09-15", "escalation+3"), ("2027-09-17", "escalation+5"),
    ]  # fmt: skip
    assert cell(town, "R3") == {"not_reported": 1}
    assert town.case(goal).fact("forecast", "R3") == {}


def test_nobody_is_told_anything_over_the_rest_weeks(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    rounds = default_timetable(town.model, 2027)
    moved = {"report": "2027-07-08", "approve": "2027-07-09", "papers": "2027-08-12", "closes": "2027-08-20"}
    rounds = [row | moved if row["round"] == "R2" else row for row in rounds]
    town.do("set_timetable", town.find("goal_year")[0].id, town.kia, rounds=rounds, why="Prognosen följer ekonomin")
    days(town, date(2027, 6, 24), date(2027, 8, 20))
    assert told(town, goal, "forecast")[-5:] == [
        ("2027-06-29", "reminder-7"), ("2027-07-07", "reminder-1"), ("2027-07-09", "reminder+1"),
        ("2027-08-10", "escalation+3"), ("2027-08-12", "escalation+5"),
    ]  # fmt: skip
