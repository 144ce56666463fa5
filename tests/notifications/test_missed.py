"""A forecast is missed: the letters that are really sent, to whom, on which day (the story of a missed forecast)."""

from datetime import date

from tests.notifications.ways import House
from tests.people import Town
from tests.stories.ways import forecast, planned
from workflow.cycle.timetable import default_timetable

DUTY = "forecast/R3"


def autumn(town: Town) -> tuple[House, int]:
    """A goal in late August, with the two first rounds answered."""
    goal = planned(town)
    for round, day in (("R1", date(2027, 4, 8)), ("R2", date(2027, 5, 20))):
        town.tick(day)
        forecast(town, goal, round)
    town.tick(date(2027, 8, 30))
    house = House(town)
    house.settle()
    return house, goal


def test_a_missed_forecast_is_reminded_of_escalated_answered_and_then_it_is_quiet(town: Town) -> None:
    house, goal = autumn(town)
    house.days(date(2027, 8, 31), date(2027, 9, 17))
    assert house.told(goal, DUTY, date(2027, 8, 31)) == [
        ("2027-09-01", "maja", "reminder-7"), ("2027-09-09", "maja", "reminder-1"), ("2027-09-13", "maja", "reminder+1"),
        ("2027-09-15", "cora", "escalation+3"), ("2027-09-15", "dina", "escalation+3"),
        ("2027-09-17", "kia", "escalation+5"),
    ]  # fmt: skip
    forecast(town, goal, "R3")
    before = len(house.told(goal, DUTY, date(2027, 8, 31)))
    house.days(date(2027, 9, 18), date(2027, 10, 1))
    assert len(house.told(goal, DUTY, date(2027, 8, 31))) == before


def test_who_answers_before_the_letter_goes_is_not_asked(town: Town) -> None:
    house, goal = autumn(town)
    house.days(date(2027, 8, 31), date(2027, 9, 8))
    town.today = date(2027, 9, 9)
    forecast(town, goal, "R3")
    house.days(date(2027, 9, 9), date(2027, 9, 20))
    assert house.told(goal, DUTY, date(2027, 8, 31)) == [("2027-09-01", "maja", "reminder-7")]


def test_a_substitute_is_reminded_too_once_it_is_late(town: Town) -> None:
    house, goal = autumn(town)
    town.seat("mats", "manager", "BUN", substitute=True)
    house.days(date(2027, 8, 31), date(2027, 9, 13))
    assert house.told(goal, DUTY, date(2027, 9, 10)) == [
        ("2027-09-13", "maja", "reminder+1"), ("2027-09-13", "mats", "reminder+1"),
    ]  # fmt: skip


def test_a_vacant_seat_is_asked_of_whoever_comes_next(town: Town) -> None:
    house, goal = autumn(town)
    town.leave("maja", date(2027, 8, 30))
    house.days(date(2027, 8, 31), date(2027, 9, 20))
    assert house.told(goal, DUTY, date(2027, 8, 31)) == [
        ("2027-09-01", "dina", "reminder-7"), ("2027-09-09", "dina", "reminder-1"), ("2027-09-13", "dina", "reminder+1"),
        ("2027-09-15", "cora", "escalation+3"), ("2027-09-15", "dina", "escalation+3"),
        ("2027-09-17", "kia", "escalation+5"),
    ]  # fmt: skip


def test_over_the_rest_weeks_no_letter_is_sent(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    rounds = default_timetable(town.model, 2027)
    moved = {"report": "2027-07-08", "approve": "2027-07-09", "papers": "2027-08-12", "closes": "2027-08-20"}
    rounds = [row | moved if row["round"] == "R2" else row for row in rounds]
    town.do("set_timetable", town.find("goal_year")[0].id, town.kia, rounds=rounds, why="Prognosen följer ekonomin")
    town.tick(date(2027, 6, 23))
    house = House(town)
    house.settle()
    house.days(date(2027, 6, 24), date(2027, 8, 20))
    assert house.told(goal, "forecast/R2", date(2027, 6, 24)) == [
        ("2027-06-29", "maja", "reminder-7"), ("2027-07-07", "maja", "reminder-1"), ("2027-07-09", "maja", "reminder+1"),
        ("2027-08-10", "cora", "escalation+3"), ("2027-08-10", "dina", "escalation+3"),
        ("2027-08-12", "kia", "escalation+5"),
    ]  # fmt: skip
