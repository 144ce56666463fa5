"""The golden calendar of goal year 2027, against Mariestad's model; and every model in every year.

Goal year 2027 has all the traps: All Saints' on the day it opens, an election, the deadline of the interim
report on a Sunday, a leap day, and Easter on the day of the annual report.
"""

from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.cycle.small import case, said
from workflow.cycle.deadlines import duties, next_due
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import Calendar, MeetingDay, round_dates
from workflow.cycle.working_days import WorkingDays
from workflow.governance.load import available, load
from workflow.governance.model import DATES, Model

COUNCIL, BOARD, OWN = 1, 2, 7
ENTERED = Calendar(
    meetings={
        OWN: (MeetingDay(date(2025, 12, 9)), MeetingDay(date(2026, 5, 12))),
        BOARD: (MeetingDay(date(2026, 6, 1)),),
        COUNCIL: (MeetingDay(date(2026, 6, 15), minutes=date(2026, 6, 24)), MeetingDay(date(2026, 11, 30))),
    },
    bodies={"council": COUNCIL, "board": BOARD},
)
CLOSED = {"closing": said("2028-01-31", attainment="not_met")}
MET = {"closing": said("2028-01-31", attainment="met")}
PROPOSED = {"proposal": said("2026-03-30")}
GOLDEN = [
    ("goal_year", "R4", "goal_year.open", "2025-11-03", {"year": 2026}),
    ("committee_year", "open", "name_areas", "2025-12-09", {"since": date(2025, 11, 3)}),
    ("goal", "draft", "propose", "2026-03-31", {"since": date(2026, 2, 2)}),
    ("goal", "proposed", "review", "2026-04-30", {"since": date(2026, 3, 30)}),
    ("goal", "smart_reviewed", "endorse", "2026-05-20", {}),
    ("goal", "smart_reviewed", "prepare", "2026-06-08", {}),
    ("goal", "smart_reviewed", "adopt", "2026-07-01", {"facts": PROPOSED}),
    ("goal_year", "council", "confirm", "2026-10-15", {}),
    ("goal", "adopted", "confirm", "2026-12-21", {}),
    ("goal", "action_planned", "forecast/R1", "2027-04-12", {}),
    ("goal", "forecast", "forecast/R2", "2027-05-28", {}),
    ("goal", "forecast", "forecast/R3", "2027-09-10", {}),
    ("goal_year", "R3", "send_interim_report", "2027-10-29", {}),
    ("goal", "forecast", "forecast/R4", "2027-11-10", {}),
    ("goal", "forecast", "close", "2028-01-31", {}),
    ("goal", "closed", "analyse", "2028-02-29", {"facts": CLOSED}),
    ("goal", "closed", "conclude", "2028-03-31", {"facts": MET}),
    ("goal_year", "analysis", "send_annual_report", "2028-04-13", {}),
    ("goal_year", "analysis", "account", "2028-06-30", {}),
]


@pytest.fixture(scope="module")
def mariestad() -> Model:
    return loaded("mariestad-2016")


@cache
def loaded(name: str) -> Model:
    return load(name)


def owed(model: Model, level: str, state: str, calendar: Calendar, **more: Any) -> dict[str, Duty]:
    given = {"born": date(2024, 1, 1), "since": date(2026, 1, 7)} | more
    found = duties(model, calendar, case(level=level, state=state, unit=OWN, **given))
    return {duty.key: duty for duty in found}


@pytest.mark.parametrize(("level", "state", "key", "due", "more"), GOLDEN, ids=[row[2] for row in GOLDEN])
def test_goal_year_2027(mariestad: Model, level: str, state: str, key: str, due: str, more: dict[str, Any]) -> None:
    duty = owed(mariestad, level, state, ENTERED, **more)[key]
    assert (duty.due.isoformat(), duty.preliminary) == (due, False)


def test_the_action_plan_is_decided_by_the_end_of_november_or_after_an_election_of_january(
    mariestad: Model,
) -> None:
    found = {
        year: owed(mariestad, "goal", "adopted", Calendar(), year=year)["plan_actions"].due for year in (2027, 2028)
    }
    assert date(2027, 1, 28) < found[2027] <= date(2027, 1, 31), "31 January 2027 is a Sunday"
    assert found[2028] == date(2027, 11, 30)


def test_goals_are_confirmed_in_election_years_only_and_preliminarily_by_the_end_of_november(
    mariestad: Model,
) -> None:
    duty = owed(mariestad, "goal", "adopted", Calendar())["confirm"]
    assert (duty.due, duty.preliminary) == (date(2026, 11, 30), True)
    for year, asked in {2026: False, 2028: False, 2030: False, 2031: True}.items():
        assert ("confirm" in owed(mariestad, "goal", "adopted", Calendar(), year=year)) is asked


def test_the_rounds_have_the_data_of_the_financial_forecast(mariestad: Model) -> None:
    rounds = {name: round_dates(mariestad, Calendar(), 2027, name, OWN) for name in mariestad.rounds}
    assert [(name, r.as_of.isoformat(), r.report.isoformat()) for name, r in rounds.items()] == [
        ("R1", "2027-03-31", "2027-04-12"),
        ("R2", "2027-04-30", "2027-05-28"),
        ("R3", "2027-08-31", "2027-09-10"),
        ("R4", "2027-10-31", "2027-11-10"),
        ("closing", "2027-12-31", "2028-01-31"),
    ]
    assert rounds["R1"].papers < date(2027, 4, 26) and rounds["R2"].papers <= date(2027, 6, 14)
    assert rounds["R3"].papers < date(2027, 9, 30) and rounds["R4"].papers < date(2027, 11, 30)


def test_a_decision_is_final_three_weeks_after_its_meeting_s_notice(mariestad: Model) -> None:
    calendar = Calendar(said={5: {"minutes": said("2026-06-25", approved="2026-06-24", noticed="2026-06-25")}})
    duty = owed(mariestad, "decision", "logged", calendar, year=None, parent=5)["become_final"]
    assert duty.due == date(2026, 8, 3), "17 July is in the rest weeks"
    assert owed(mariestad, "decision", "logged", calendar, year=None, parent=6) == {}


def test_a_running_year_that_is_brought_in_opens_only_what_is_still_to_come(mariestad: Model) -> None:
    found = owed(mariestad, "goal", "forecast", Calendar(), born=date(2027, 8, 16))
    assert list(found) == ["forecast/R3", "forecast/R4", "close"]


@pytest.mark.parametrize("year", range(2024, 2041))
def test_every_goal_year_computes(mariestad: Model, year: int) -> None:
    sweep(mariestad, year)


@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize("year", [2027, 2028])
def test_every_model_computes(name: str, year: int) -> None:
    sweep(loaded(name), year)


def sweep(model: Model, year: int) -> None:
    """Every level in every state: due dates on working days, openings before them, rounds in order."""
    days, calendar = WorkingDays(model.rest), Calendar()
    for name in model.rounds:
        dates = [getattr(round_dates(model, calendar, year, name, OWN), day) for day in DATES]
        assert dates == sorted(dates), name
    for level in model.levels.values():
        for state in level.states:
            goal = case(level=level.name, state=state.name, year=year if level.yearly else None,
                        born=date(year - 2, 1, 1), since=date(year - 1, 2, 2))  # fmt: skip
            found = duties(model, calendar, goal)
            assert all(days.is_working(duty.due) and duty.opens <= duty.due for duty in found), (
                level.name,
                found,
            )
            moment = next_due(model, calendar, goal, date(year - 1, 2, 2))
            assert moment is None or days.is_working(moment)
