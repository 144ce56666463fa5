"""A duty is handed over: it goes to a person who can owe it, with a letter, and to nobody else."""

from datetime import date

from notifications.enqueue import enqueue
from tests.people import Town
from tests.stories.ways import planned, refused
from workflow.records.sql import run
from workflow.tasks import tasks

SHEET = date(2027, 4, 1)
NO_ROLE = "Whoever you hand it over to has no role with tasks here. Choose somebody who has."


def letters(town: Town, name: str) -> list[str]:
    """What the letters to somebody are about, since they were last made."""
    enqueue(town.database, town.now)
    with town.database.reading() as session:
        sql = "SELECT kind FROM mail WHERE person = ? AND kind LIKE '%hand_over' ORDER BY number"
        return [str(kind) for kind in run(session, sql, (town.people[name].person,)).scalars()]


def owed(town: Town, name: str, case: int) -> set[str]:
    """What somebody owes for a case today."""
    with town.database.reading() as session:
        return {task.duty.key for task in tasks(session, town.people[name], town.now) if task.case.id == case}


def test_a_goal_goes_to_another_manager_who_hears_of_it(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    town.seat("ulla", "manager", "BUN")
    town.do("hand_over", goal, town.maja, responsible=town.ulla.person, why="Jag är på utbildning")
    assert "forecast/R1" in owed(town, "ulla", goal) and not owed(town, "maja", goal)
    assert letters(town, "ulla") == ["goal.hand_over"] and letters(town, "maja") == []


def test_a_committee_s_report_goes_to_another_director(town: Town) -> None:
    planned(town)
    town.tick(SHEET)
    [report] = town.find("committee_report", unit="BUN", round="R1")
    assert owed(town, "maja", report.id) == {"report"}
    town.seat("disa", "director", "BUN")
    town.do("hand_over", report.id, town.maja, responsible=town.disa.person)
    assert owed(town, "disa", report.id) == {"report"} and not owed(town, "maja", report.id)
    assert letters(town, "disa") == ["committee_report.hand_over"]


def test_nobody_is_handed_what_they_can_never_owe(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    [report] = town.find("committee_report", unit="BUN", round="R1")
    for case, name in ((goal, "cora"), (goal, "ada"), (report.id, "stig"), (report.id, "rut"), (report.id, "kia")):
        with refused(NO_ROLE):
            town.do("hand_over", case, town.dina, responsible=town.people[name].person)
    town.seat("elsa", "manager", "SN")
    with refused(NO_ROLE):
        town.do("hand_over", goal, town.dina, responsible=town.elsa.person)
    town.leave("maja", date(2027, 3, 31))
    with refused(NO_ROLE):
        town.do("hand_over", goal, town.dina, responsible=town.maja.person)


def test_a_manager_who_is_to_come_can_be_handed_it_beforehand(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    town.seat("pia", "manager", "BUN", since=date(2027, 4, 5))
    town.do("hand_over", goal, town.dina, responsible=town.pia.person)
    assert "forecast/R1" in owed(town, "maja", goal)
    town.today = date(2027, 4, 5)
    assert "forecast/R1" in owed(town, "pia", goal) and not owed(town, "maja", goal)
