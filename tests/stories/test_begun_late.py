"""What can first be done late is due from then, and what is late goes to those above whoever owes it, and to nobody else."""

from collections.abc import Callable
from datetime import date

import pytest

from notifications.recipients import of_rung
from tests.people import Town
from tests.stories.ways import drafted, planned, proposed, review, told
from workflow.cycle.reminders import ladder_of
from workflow.organisation.responsibility import seats
from workflow.records.case import Case
from workflow.tasks import Task, open_duties

SEPTEMBER = date(2026, 9, 14)


def owed(town: Town, goal: int) -> list[Task]:
    """What anybody owes the goal today."""
    with town.database.reading() as session:
        found = open_duties(session, town.clock.organisation, town.now)
    return [task for task, _ in found if task.case.id == goal]


def stood_by(town: Town) -> int:
    """A goal that was sent back in March, and that the chair stood by in September."""
    goal = proposed(town)
    review(town, goal, "returned")
    town.today = SEPTEMBER
    town.do("stand_by", goal, town.olle, why="Politiken äger målen")
    return goal


def proposed_late(town: Town) -> int:
    """A goal that was drafted in time, and proposed in September."""
    goal = drafted(town)
    town.today = SEPTEMBER
    town.do("propose", goal, town.olle, realism="Ja", measurability="Betygsdatabasen")
    return goal


def reviewed_late(town: Town) -> int:
    """The same, reviewed the same day."""
    goal = proposed_late(town)
    review(town, goal)
    return goal


@pytest.mark.parametrize("begun", [stood_by, proposed_late, reviewed_late])
def test_nothing_is_late_or_reminded_of_the_minute_it_can_first_be_done(
    town: Town, begun: Callable[[Town], int]
) -> None:
    goal = begun(town)
    tasks = owed(town, goal)
    assert tasks and {task.status for task in tasks} == {"open"}
    assert all(task.duty.opens == SEPTEMBER < task.duty.due for task in tasks), tasks
    town.tick()
    assert {rung for day, rung in told(town, goal) if day >= SEPTEMBER.isoformat()} <= {"opened"}


def escalated(town: Town, case: Case, step: str) -> set[str]:
    """The names of those to whom a late step of the case goes on."""
    names = {who.person: name for name, who in town.people.items()}
    row = town.model.levels[case.level].step[step]
    with town.database.reading() as session:
        held = seats(session, town.clock.organisation, town.today)
    rungs = [rung for rung in ladder_of(town.model, row) if rung.kind == "escalation"]
    return {
        names[reader.person] for rung in rungs for reader in of_rung(held, town.model, case, row, rung) if reader.person
    }


def test_it_goes_on_to_those_above_whoever_owes_it_and_to_no_other_director(town: Town) -> None:
    goal = planned(town)
    assert escalated(town, town.case(goal), "close") == {"dina", "cora", "kia"}, "not Kurt, of another body"
    [year] = [one for one in town.find("goal_year") if one.year == 2027]
    assert escalated(town, year, "send_interim_report") == {"cora", "kia"}, "nobody's director is above the controller"
