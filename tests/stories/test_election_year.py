"""Three cohorts alive in March 2027, over the election of 2026: what is confirmed, who sits, who sat."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.people import Town, mariestad
from tests.stories.conftest import leaves_it_whole
from tests.stories.ways import adopt, cell, close, forecast, review
from workflow.cycle.deadlines import duties
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import seats
from workflow.records.database import Database
from workflow.tasks import open_duties

COUNCIL, COMMITTEES = date(2026, 10, 14), date(2026, 12, 31)
"""The last days of the council's and of the committees' terms."""
ROUNDS_2026 = {"R1": date(2026, 4, 9), "R2": date(2026, 5, 27), "R3": date(2026, 9, 9), "R4": date(2026, 11, 9)}


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    """The town on the day on which goal year 2026 opened."""
    town = mariestad(database, opening=date(2024, 11, 1), year=2026)
    yield town
    leaves_it_whole(town)


def write(town: Town, year: int) -> int:
    """A goal of the year, put forward in March, reviewed, and adopted in June the year before."""
    town.tick(date(year - 1, 3, 2))
    text, stated = f"Andelen elever med examen ska öka år {year}", {"responsible": town.maja.person}
    home = town.find("committee_year", year, "BUN")[0].id
    goal = town.do(
        "goal.draft",
        home,
        town.maja,
        goal=text,
        focus_areas=town.focus_areas()[:1],
        no_area_motive="Eget",
        **({"met_when": "När det är nått"} | stated),
    ).id
    town.do("propose", goal, town.olle, measurability="Betygsdatabasen", followed_how="I juni")
    review(town, goal)
    adopt(town, goal, day=date(year - 1, 6, 15))
    return goal


def plan(town: Town, goal: int, day: date) -> None:
    """The committee decides the action plan."""
    town.tick(day)
    town.do("activity.plan", goal, town.maja, what="Läxhjälp varje dag")
    town.do("plan_actions", goal, town.nils, verdict="approved", decision=town.paragraph("BUN", day))


def to_march_2027(town: Town) -> tuple[int, int]:
    """Two cohorts go their way, with an election between; the goals of 2026 and 2027."""
    first = write(town, 2026)
    plan(town, first, date(2025, 11, 20))
    second = 0
    for round, day in ROUNDS_2026.items():
        if round == "R2":
            second = write(town, 2027)
        town.tick(max(day, town.today))
        forecast(town, first, round, "not_met" if round == "R4" else "will_be_met")
    elect(town)
    town.tick(date(2026, 12, 1))
    town.do("confirm", second, town.stig, verdict="confirmed", decision=town.paragraph("KF", date(2026, 11, 30)))
    plan(town, second, date(2027, 1, 20))
    close(town, first, "partly_met")
    town.tick(date(2027, 2, 22))
    town.do("analyse", first, town.maja, why="Frånvaron", lessons="Börja tidigare")
    town.tick(date(2027, 3, 15))
    return first, second


def elect(town: Town) -> None:
    """The elected seats end with the term, and others sit in them."""
    for name in ("olle", "knut"):
        town.leave(name, COMMITTEES)
    town.seat("kim", "chair", "KF", since=date(2022, 10, 15), until=COUNCIL)
    town.seat("kai", "chair", "KF", since=COUNCIL + timedelta(days=1))
    town.seat("pia", "chair", "BUN", since=date(2027, 1, 1))
    town.seat("per", "chair", "KS", since=date(2027, 1, 1))


def test_in_march_2027_one_cohort_is_analysed_one_awaits_its_first_forecast_and_one_is_written(town: Town) -> None:
    first, second = to_march_2027(town)
    states = {case.year: case.state for year in range(2026, 2031) for case in town.find("goal_year", year)}
    assert states == {2026: "analysis", 2027: "planning", 2028: "formulation"}
    assert [town.case(goal).state for goal in (first, second)] == ["analysed", "action_planned"]
    assert cell(town, "R4", year=2026) == {"consequence_missing": 1}
    assert cell(town, "closing", year=2026) == {"partly_met": 1}
    assert cell(town, "R1", year=2027) == {"not_open": 1}
    assert town.case(town.find("committee_year", 2028, "BUN")[0].id).fact("offered")["goals"] == [first]


def test_goals_are_confirmed_for_the_goal_year_after_the_election_alone(town: Town) -> None:
    asked: dict[int | None, set[str]] = {}
    goals = [write(town, 2026), write(town, 2027)]
    town.tick(date(2026, 11, 16))
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        for goal in (town.case(goal, session) for goal in goals):
            asked[goal.year] = {duty.step.name for duty in duties(town.model, calendar, goal)}
        later = duties(town.model, calendar, town.case(goals[1], session)._replace(year=2028))
    assert "confirm" not in asked[2026] and "confirm" in asked[2027]
    assert "confirm" not in {duty.step.name for duty in later}
    assert town.find("goal_year", 2027)[0].state == "confirm"


def test_the_council_s_seats_change_in_october_and_the_committees_at_new_year(town: Town) -> None:
    elect(town)
    goal = town.do(
        "municipal_goal.draft",
        town.find("goal_year", 2026)[0].id,
        town.kia,
        goal="Alla ska kunna simma",
        met_when="När alla kan",
    )
    held = {}
    with town.database.reading() as session:
        for day in (COUNCIL, COUNCIL + timedelta(days=1), COMMITTEES, COMMITTEES + timedelta(days=1)):
            sitting = seats(session, town.clock.organisation, day)
            own = goal._replace(unit=town.unit["BUN"])
            held[day] = (*sitting.holding(town.model, "chair", goal), *sitting.holding(town.model, "chair", own))
    assert list(held.values()) == [
        (town.kim.person, town.olle.person), (town.kai.person, town.olle.person),
        (town.kai.person, town.olle.person), (town.kai.person, town.pia.person),
    ]  # fmt: skip


def test_who_was_elected_owes_from_the_first_day_of_the_term(town: Town) -> None:
    town.tick(date(2026, 11, 2))
    elect(town)
    area = town.do(
        "target_area.propose", town.find("committee_year", 2028, "BUN")[0].id, town.olle, area="Skolfrånvaro"
    ).id
    town.leave("dina", date(2026, 12, 31))
    owing = {}
    for day in (date(2026, 12, 22), date(2027, 1, 11)):
        town.tick(day)
        with town.database.reading() as session:
            found = open_duties(session, town.clock.organisation, town.now)
        owing[day] = [(task.duty.key, who) for task, who in found if task.case.id == area]
    assert owing[date(2027, 1, 11)] == [("present", (town.pia.person,))]
