"""A whole year, morning by morning: phases and rounds open and close on the dates that people set, and the clock moves
no goal."""

from datetime import date, timedelta

from tests.cycle.seen import steps_by_the_clock
from tests.people import Town
from tests.stories.test_dates_move import R1
from tests.stories.ways import drafted, planned, reviewed
from workflow.cycle.timetable import default_timetable
from workflow.records.projection import BIRTH, NOTE
from workflow.records.queries.events import IMPORT
from workflow.records.sql import run

R4 = {"as_of": "2027-10-31", "opens": "2027-11-08", "report": "2027-11-15", "approve": "2027-11-18",
      "papers": "2027-11-22", "closes": "2027-12-06"}  # fmt: skip
FIRST, LAST = date(2027, 1, 21), date(2028, 3, 31)


def goals_in_all_places(town: Town) -> list[int]:
    """A goal at the start, one halfway and two in force, and nobody does anything more with them."""
    reviewed(town, "Frånvaron ska minska år 2027")
    drafted(town, "Trivseln ska öka år 2027")
    planned(town)
    planned(town, "Fler ska cykla år 2027", decided=False)
    return [goal.id for goal in town.find("goal")]


def set_rounds(town: Town) -> None:
    """The quality chief sets a timetable with two rounds on days of their own."""
    moved = {"R1": R1, "R4": R4}
    rounds = [row | moved.get(row["round"], {}) for row in default_timetable(town.model, 2027)]
    town.do("set_timetable", town.find("goal_year")[0].id, town.kia, rounds=rounds)


def turn(town: Town) -> dict[date, str]:
    """Let the year pass; the days on which the goal year was in another state than the day before."""
    day, states, [year] = FIRST, {}, town.find("goal_year")
    last = year.state
    while day <= LAST:
        town.tick(day)
        now = town.case(year.id).state
        if now != last:
            states[day] = last = now
        day += timedelta(days=1)
    return states


def test_a_year_turns_on_the_dates_that_were_set_and_no_goal_is_moved(town: Town) -> None:
    goals = goals_in_all_places(town)
    before = {goal: town.case(goal).state for goal in goals}
    set_rounds(town)
    assert turn(town) == {
        date(2027, 4, 6): "R1", date(2027, 5, 12): "R2", date(2027, 9, 1): "R3", date(2027, 11, 8): "R4",
        date(2028, 1, 7): "closing", date(2028, 2, 1): "analysis",
    }  # fmt: skip
    assert {goal: town.case(goal).state for goal in goals} == before
    opened = {case.round: case.born.isoformat() for case in town.find("committee_report", unit="BUN")}
    assert (opened["R1"], opened["R4"]) == (R1["opens"], R4["opens"]), "the reports open with the sheet"
    assert len(set(steps_by_the_clock(town, "2027-11-08")) & {("2027-11-08", "goal_year.R4")}) == 1
    moved_by_the_clock(town, goals)


def moved_by_the_clock(town: Town, goals: list[int]) -> None:
    """What the clock has said of goals are notes, births and offers; it has moved none, those of other years neither."""
    marks = ", ".join("?" for _ in goals)
    sql = (
        'SELECT e.step, e.fact, e.from_state, e.to_state, e.short FROM event e JOIN cases k ON k.id = e."case" '
        f"WHERE e.who = ? AND k.level = 'goal' AND (e.\"case\" IN ({marks}) OR k.year > 2027)"
    )
    with town.database.reading() as session:
        told = run(session, sql, (town.clock.person, *goals)).all()
    assert len(told) > 10
    for step, fact, from_state, to_state, short in told:
        if BIRTH in short:
            assert step == IMPORT or step.startswith("goal."), (step, fact)
        else:
            assert (step, fact) == (NOTE, "notice") and from_state == to_state, (step, fact, from_state, to_state)
