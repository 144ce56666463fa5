"""Mina uppgifter: each owes what is theirs, first due first; and in a town that is fully staffed, nothing is nobody's."""

from datetime import date, timedelta

from tests.people import Town
from tests.stories.ways import adopted, confirmed, forecast, planned, proposed, reviewed
from workflow.states.context import Who
from workflow.tasks import Task, open_duties, tasks

SOCIAL = {"sara": "manager", "sune": "director", "sigge": "secretary", "siv": "chair"}


def mine(town: Town, who: Who) -> list[Task]:
    """What somebody owes today."""
    with town.database.reading() as session:
        return tasks(session, who, town.now)


def keys(town: Town, who: Who, case: int) -> list[str]:
    """What somebody owes for a case today."""
    return [task.duty.key for task in mine(town, who) if task.case.id == case]


def test_a_task_goes_from_one_to_the_next(town: Town) -> None:
    goal = proposed(town)
    assert keys(town, town.rut, goal) == ["review"] and keys(town, town.dina, goal) == []
    done = reviewed(town, "Frånvaron ska minska år 2027")
    town.tick(date(2026, 4, 1))
    assert keys(town, town.nils, done) == ["endorse"]
    town.tick(date(2026, 5, 15))
    assert keys(town, town.stig, done) == ["prepare"]


def test_the_first_due_comes_first_and_what_is_late_says_so(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 14))
    found = mine(town, town.maja)
    assert [task.duty.due for task in found] == sorted(task.duty.due for task in found)
    assert {task.duty.key: task.status for task in found}["forecast/R1"] == "late"
    assert {task.unit_name for task in found} == {"Barn- och utbildningsnämnden"}


def test_what_is_done_or_has_lapsed_is_nobody_s(town: Town) -> None:
    done, missed = planned(town), planned(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 4, 8))
    forecast(town, done, "R1")
    assert keys(town, town.maja, done) == [] and keys(town, town.maja, missed) == ["forecast/R1"]
    town.beat(date(2027, 5, 9))
    town.tick(date(2027, 5, 10))
    assert keys(town, town.maja, missed) == []


def test_what_has_not_opened_is_not_asked_for(town: Town) -> None:
    goal = confirmed(town)
    assert keys(town, town.maja, goal) == []
    town.tick(date(2027, 3, 31))
    assert keys(town, town.maja, goal) == []
    town.tick(date(2027, 4, 1))
    assert keys(town, town.maja, goal) == ["forecast_unplanned/R1"]


def test_every_duty_of_the_year_has_somebody_who_owes_it(town: Town) -> None:
    for name, role in SOCIAL.items():
        town.seat(name, role, "SN", since=date(2023, 1, 1))
    adopted(town)
    day, seen = town.today, set()
    while day < date(2028, 7, 5):
        day += timedelta(days=7)
        town.tick(day)
        with town.database.reading() as session:
            found = open_duties(session, town.clock.organisation, town.now)
        assert not [(task.duty.key, day) for task, owing in found if not owing]
        seen |= {task.duty.step.key for task, _ in found}
    assert {
        "goal.confirm",
        "goal.forecast_unplanned",
        "goal.close",
        "goal_year.account",
        "committee_report.report",
    } <= seen
