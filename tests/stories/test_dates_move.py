"""People move dates: the year's timetable, a committee's own, a meeting. What hangs on them moves in the same moment."""

from datetime import date
from typing import Any

from tests.people import Town
from tests.stories.ways import events, planned, reviewed, told
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import default_timetable
from workflow.organisation.calendar_loader import calendar_now

R1 = {"as_of": "2027-03-31", "opens": "2027-04-06", "report": "2027-04-20", "approve": "2027-04-22",
      "papers": "2027-04-26", "closes": "2027-05-14"}  # fmt: skip


def duty(town: Town, case: int, key: str) -> Duty:
    """One of the duties of a case."""
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        return next(duty for duty in duties(town.model, calendar, town.case(case, session)) if duty.key == key)


def set_timetable(town: Town, *rows: dict[str, Any], **moved: str) -> None:
    """The quality chief sets the timetable of 2027: the model's, with R1 moved, and rows for single committees."""
    rounds = [row | (moved if row["round"] == "R1" else {}) for row in default_timetable(town.model, 2027)]
    town.do("set_timetable", town.find("goal_year")[0].id, town.kia, rounds=[*rounds, *rows])


def test_the_quality_chief_moves_a_round_and_every_goal_moves_with_it(town: Town) -> None:
    goals = [planned(town), planned(town, "Frånvaron ska minska år 2027")]
    town.tick(date(2027, 3, 15))
    before = [town.case(goal).next_due for goal in goals]
    versions = [town.case(goal).version for goal in goals]
    set_timetable(town, **R1)
    assert before == [date(2027, 4, 1)] * 2, "when the sheet opens"
    assert [town.case(goal).next_due for goal in goals] == [date(2027, 4, 6)] * 2
    assert [town.case(goal).version for goal in goals] == versions, "an open form is not made stale by it"
    assert duty(town, goals[0], "forecast/R1").due == date(2027, 4, 20)
    town.tick(date(2027, 4, 1))
    assert not town.find("committee_report", round="R1"), "the reports open with the sheet"
    town.tick(date(2027, 4, 6))
    assert len(town.find("committee_report", round="R1")) == 3
    assert town.find("goal_year")[0].state == "R1"


def test_one_committee_has_dates_of_its_own(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 15))
    [board_year] = town.find("committee_year", unit="KS")
    own = town.do("goal.draft", board_year.id, town.kajsa, goal="Styrelsens mål", met_when="När det är nått",
                  focus_areas=town.focus_areas()[:1],
                  no_area_motive="Eget", responsible=town.kajsa.person).id  # fmt: skip
    set_timetable(town, {"round": "R1", "unit": town.unit["BUN"], **R1})
    assert duty(town, goal, "forecast/R1").due == date(2027, 4, 20)
    town.tick(date(2027, 4, 1))
    reports = town.find("committee_report", round="R1")
    assert {report.unit for report in reports} == {town.unit["KS"], town.unit["SN"]}
    assert own


def test_what_was_told_of_the_old_date_is_not_told_again(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 1))
    set_timetable(town, **R1)
    for day in range(6, 15):
        town.tick(date(2027, 4, day))
    assert told(town, goal, "forecast") == [("2027-04-01", "reminder-7")], (
        "seven working days before 12 April, and once"
    )


def test_a_meeting_that_is_moved_moves_what_hangs_on_it(town: Town) -> None:
    goal = reviewed(town)
    town.tick(date(2026, 4, 1))
    assert (duty(town, goal, "endorse").due, duty(town, goal, "endorse").preliminary) == (date(2026, 5, 20), True)
    meeting = town.meeting("BUN", date(2026, 5, 12)).id
    entered = duty(town, goal, "endorse")
    assert (entered.due, entered.preliminary) == (date(2026, 5, 20), False)
    due = town.case(goal).next_due
    town.do("move", meeting, town.nils, unit=town.unit["BUN"], on="2026-05-26", why="Ordföranden är borta")
    assert duty(town, goal, "endorse").due == date(2026, 6, 2)
    assert town.case(goal).next_due != due
    assert [event.step for event in events(town, meeting)] == ["meeting.plan", "meeting.move"], "the trace"
    town.do("cancel", meeting, town.nils, why="Inga ärenden")
    fallback = duty(town, goal, "endorse")
    assert (fallback.due, fallback.preliminary) == (date(2026, 5, 20), True)


def test_minutes_approved_early_bring_the_logging_forward(town: Town) -> None:
    goal = reviewed(town)
    town.tick(date(2026, 6, 16))
    meeting = town.meeting("KF", date(2026, 6, 15)).id
    assert duty(town, goal, "adopt").due == date(2026, 8, 3), (
        "minutes within fourteen days, five working days, rest weeks"
    )
    town.do("approve_minutes", meeting, town.stig, approved="2026-06-16")
    assert duty(town, goal, "adopt").due == date(2026, 6, 24), "Midsummer Eve is no working day"


def test_a_step_of_the_year_is_put_off_by_the_quality_chief(town: Town) -> None:
    [year] = town.find("goal_year")
    town.do("postpone", year.id, town.kia, step="kick_off", until="2026-01-19", why="Budgetupptakten flyttas")
    town.tick(date(2026, 1, 16))
    assert town.case(year.id).state == "areas"
    town.tick(date(2026, 1, 19))
    assert town.case(year.id).state == "kick_off"
    assert events(town, year.id)[-1].effective == "2026-01-19"
