"""The golden calendar of goal year 2027, against Mariestad's model; and every model in every year.

Goal year 2027 has all the traps: All Saints' on the day it opens, an election, the deadline of the interim
report on a Sunday, a leap day, and Easter on the day of the annual report.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from tests.cycle.small import case, said
from workflow.cycle.deadlines import agreed_date, duties, next_due
from workflow.cycle.duty import Duty
from workflow.cycle.reminders import telling
from workflow.cycle.timetable import Calendar, MeetingDay, default_timetable, round_dates
from workflow.cycle.working_days import WorkingDays
from workflow.facts.timetable import RoundDates
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
    assert duty.due == date(2026, 7, 17), "the law knows no rest weeks"
    assert owed(mariestad, "decision", "logged", calendar, year=None, parent=6) == {}


@pytest.mark.parametrize(("approved", "due"), [
    ("2026-07-08", "2026-07-10"), ("2026-12-21", "2026-12-23"), ("2026-05-07", "2026-05-11"), ("2026-06-17", "2026-06-22"),
])  # fmt: skip
def test_minutes_are_on_the_notice_board_the_second_day_after_whatever_rests(
    mariestad: Model, approved: str, due: str
) -> None:
    """KL 8:12. Weekends and Midsummer Eve put it off (lag 1930:173), the municipality's weeks of rest do not."""
    facts = {"minutes": said(approved, approved=approved)}
    duty = owed(mariestad, "meeting", "minutes_approved", Calendar(), year=None, facts=facts)["notice"]
    assert duty.due.isoformat() == due
    assert agreed_date(mariestad, duty.step, facts) == duty.due, "as the decision's page reckons it"
    told = telling(mariestad, duty, {}, date.fromisoformat(approved) + timedelta(days=1)).rung
    assert told and told.name == "reminder-1", "and it is reminded of before, in the weeks of rest too"


@pytest.mark.parametrize(("noticed", "final"), [
    ("2026-06-24", "2026-07-16"), ("2026-05-29", "2026-06-23"), ("2026-12-04", "2026-12-29"), ("2026-06-25", "2026-07-17"),
])  # fmt: skip
def test_decisions_are_final_the_day_after_the_last_day_to_appeal(mariestad: Model, noticed: str, final: str) -> None:
    """KL 13:5. Three weeks from 29 May end on Midsummer Eve, so that Monday 22 June is the last day."""
    facts = {"minutes": said(noticed, approved=noticed, noticed=noticed)}
    meeting = owed(mariestad, "meeting", "noticed", Calendar(), year=None, facts=facts)["become_final"]
    calendar = Calendar(said={5: facts})
    decision = owed(mariestad, "decision", "logged", calendar, year=None, parent=5)["become_final"]
    assert {meeting.due.isoformat(), decision.due.isoformat()} == {final}


@pytest.mark.parametrize(("name", "round", "as_of", "due"), [
    ("base", "interim", "", "2027-10-29"), ("mariestad-2016", "R3", "", "2027-10-29"),
    ("haparanda-2012", "T2", "", "2027-09-30"), ("mariestad-2016", "R3", "2027-07-31", "2027-09-30"),
    ("mariestad-2016", "R3", "2027-06-30", "2027-08-30"), ("base", "interim", "2027-07-31", "2027-09-30"),
])  # fmt: skip
def test_the_interim_report_is_due_two_months_after_its_day_of_data(
    name: str, round: str, as_of: str, due: str
) -> None:
    """KL 11:16, LKBR 13:1, whatever the municipality's rounds are called and whenever it takes its data."""
    model = loaded(name)
    rows = [
        row | ({"as_of": as_of} if as_of and row["round"] == round else {}) for row in default_timetable(model, 2027)
    ]
    calendar = Calendar(timetables={2027: tuple(RoundDates.model_validate(row) for row in rows)})
    found = owed(model, "goal_year", "open", calendar, born=date(2025, 11, 3), year=2027)
    assert found["send_interim_report"].due.isoformat() == due


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
