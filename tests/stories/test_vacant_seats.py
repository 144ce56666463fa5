"""A seat is vacant over a deadline, or a term ends: who owes it then, and who is never asked (mariestad.md, the ladder)."""

from datetime import date

from tests.people import Town
from tests.stories.ways import drafted, planned, proposed
from workflow.organisation.responsibility import seats
from workflow.tasks import open_duties, tasks

SHEET = date(2027, 4, 1)


def owers(town: Town, step: str, case: int) -> set[str]:
    """The names of those who owe a step of a case today."""
    names = {who.person: name for name, who in town.people.items()}
    with town.database.reading() as session:
        case_now = town.case(case, session)
        row = town.model.levels[case_now.level].step[step]
        found = seats(session, town.clock.organisation, town.today).owing(town.model, case_now, row)
    return {names[person] for person in found}


def test_the_substitute_then_the_director_then_the_quality_chief(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    assert owers(town, "forecast", goal) == {"maja"}
    town.leave("maja", date(2027, 3, 31))
    assert owers(town, "forecast", goal) == {"dina"}
    town.seat("vera", "manager", "BUN", substitute=True)
    assert owers(town, "forecast", goal) == {"vera"}
    town.leave("vera", date(2027, 3, 31))
    town.leave("dina", date(2027, 3, 31))
    assert owers(town, "forecast", goal) == {"kia"}
    town.leave("kia", date(2027, 3, 31))
    assert owers(town, "forecast", goal) == set()
    with town.database.reading() as session:
        found = open_duties(session, town.clock.organisation, town.now)
    assert ("forecast/R1", ()) in [(task.duty.key, owing) for task, owing in found], "it is still there, and nobody's"


def test_the_responsible_owes_it_alone_while_in_the_seat(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    town.seat("ulla", "manager", "BUN")
    assert owers(town, "forecast", goal) == {"maja"}
    town.do("hand_over", goal, town.dina, responsible=town.ulla.person)
    assert owers(town, "forecast", goal) == {"ulla"}
    with town.database.reading() as session:
        assert "forecast/R1" in [task.duty.key for task in tasks(session, town.ulla, town.now)]
        assert "forecast/R1" not in [task.duty.key for task in tasks(session, town.maja, town.now)]


def test_a_seat_that_ended_goes_to_its_successor_the_day_it_begins(town: Town) -> None:
    goal = drafted(town)
    assert owers(town, "drop", goal) == {"olle"}
    town.leave("olle", date(2026, 12, 31))
    town.seat("pia", "chair", "BUN", since=date(2027, 1, 1))
    town.today = date(2026, 12, 31)
    assert owers(town, "drop", goal) == {"olle"}
    town.today = date(2027, 1, 1)
    assert owers(town, "drop", goal) == {"pia"}


def test_an_elected_seat_without_a_successor_is_the_secretary_s_and_never_an_official_s_superior_s(town: Town) -> None:
    goal = proposed(town)
    review_verdict = {"criteria": [{"criterion": name, "holds": False} for name in town.model.criteria]}
    town.do("review", goal, town.rut, verdict="returned", **review_verdict)
    assert owers(town, "stand_by", goal) == {"olle"}
    town.leave("olle", town.today)
    town.today = date(2026, 3, 3)
    assert owers(town, "stand_by", goal) == {"nils"}
    town.leave("nils", date(2026, 3, 2))
    assert owers(town, "stand_by", goal) == set(), "neither the director nor the quality chief"


def test_the_elected_are_reminded_and_then_it_goes_to_secretary_and_presidium(town: Town) -> None:
    ladder = town.model.ladders["elected"]
    assert [rung.tells for rung in ladder if rung.kind == "escalation"] == [("secretary",), ("chair",)]
    assert {role for rung in ladder for role in rung.tells} == {"holder", "secretary", "chair"}


def test_charlie_owes_nothing_here(town: Town) -> None:
    planned(town)
    town.tick(SHEET)
    with town.database.reading() as session:
        mine = tasks(session, town.charlie, town.now)
        here = {case.id for case in town.find("goal_year") + town.find("goal")}
        assert not here & {task.case.id for task in mine}
