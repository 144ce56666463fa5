"""Every form of a due date, what it may hang on, and how it moves."""

from datetime import date
from typing import Any

import pytest

from tests.cycle.small import case as small_case
from tests.cycle.small import model, said, step
from workflow.cycle.deadlines import due_date
from workflow.cycle.duty import DueDate
from workflow.cycle.timetable import Calendar, MeetingDay
from workflow.facts.timetable import RoundDates
from workflow.governance.model import Due
from workflow.records.case import Case

COUNCIL, BOARD, OWN = 1, 2, 7
BODIES = {"council": COUNCIL, "board": BOARD}


def case(**more: Any) -> Case:
    """A case that came into its state long before every date."""
    return small_case(**({"since": date(2025, 1, 1)} | more))


def when(*dues: Due, of: Case | None = None, calendar: Calendar | None = None, round: str = "", **more: Any) -> str:
    """The due date of a step with those dues, as text; "" when it is not owed."""
    row = step("do", *dues, **more)
    found = due_date(model(row), calendar or Calendar(), row, of or case(), round)
    return found.on.isoformat() if found else ""


def test_what_waits_for_a_meeting_and_could_first_be_done_after_it_waits_for_the_next() -> None:
    days = (MeetingDay(date(2026, 6, 22)), MeetingDay(date(2026, 9, 28)), MeetingDay(date(2026, 10, 26)))
    late = case(since=date(2026, 9, 14))
    assert when(council(), of=late, calendar=meetings(COUNCIL, *days)) == "2026-09-28"
    assert when(council(), of=late, calendar=meetings(COUNCIL, *days[:1])) == "2026-09-21", "none is entered yet"


def meetings(unit: int, *days: MeetingDay) -> Calendar:
    return Calendar(meetings={unit: days}, bodies=BODIES)


def council(**more: Any) -> Due:
    return Due("meeting", meeting="council", month="06", year=-1, **more)


def test_a_step_without_due_is_optional() -> None:
    assert when() == ""


@pytest.mark.parametrize(
    ("day", "year", "on"),
    [
        ("03-31", -1, "2026-03-31"),
        ("11-10", 0, "2027-11-10"),
        ("01-31", 1, "2028-01-31"),
        ("02-29", 1, "2028-02-29"),
        ("02-29", 2, "2029-02-28"),
    ],
)
def test_a_day_counts_from_the_goal_year(day: str, year: int, on: str) -> None:
    assert when(Due("day", day=day, year=year)) == on


def test_a_day_moves_later_or_earlier_off_rest() -> None:
    assert when(Due("day", day="04-15", year=1)) == "2028-04-18", "Easter Eve to the day after Easter"
    assert when(Due("day", day="04-15", year=1, moves="earlier")) == "2028-04-13", "the day before Good Friday"
    assert when(Due("day", day="07-20")) == "2027-08-09"
    assert when(Due("day", day="07-20", moves="earlier")) == "2027-07-09"


def test_a_case_without_a_year_owes_nothing_by_the_year() -> None:
    vision = case(year=None, round="R1", since=date(2026, 6, 22))
    assert when(Due("day", day="03-31"), Due("round", round="report"), council(day="06-30"), of=vision) == ""
    assert when(Due("within", within=1), of=vision) == "2026-06-23"
    assert when(Due("within", within=1, only="ordinary_year"), of=vision) == ""


def test_a_round_is_the_duty_s_own_or_the_one_named_or_the_case_s() -> None:
    report = Due("round", round="report")
    assert when(report, round="R2", rounds=("R1", "R2")) == "2027-05-28"
    assert when(Due("round", round="papers", of="R3"), round="R2", rounds=("R2",)) == "2027-09-20"
    assert when(report, of=case(round="R4")) == "2027-11-10"
    assert when(report) == "", "no round, no date"


def test_a_round_follows_the_committee_s_timetable() -> None:
    days = dict.fromkeys(("as_of", "opens", "report", "approve", "papers", "closes"), "2027-04-16")
    calendar = Calendar(timetables={2027: (RoundDates.of({"round": "R1", "unit": OWN} | days),)})
    assert when(Due("round", round="report"), calendar=calendar, round="R1", rounds=("R1",)) == "2027-04-16"


def test_a_round_date_that_has_passed_gives_some_days_more() -> None:
    due = Due("round", round="papers", within=10, after="forecast", verdict=("partly_met",))
    early, late = ({"forecast/R1": said(at, outlook="partly_met")} for at in ("2027-04-09", "2027-04-23"))
    assert when(due, of=case(facts=early), round="R1", rounds=("R1",)) == "2027-04-20"
    assert when(due, of=case(facts=late), round="R1", rounds=("R1",)) == "2027-05-10", "over Ascension"


def test_a_meeting_is_the_body_s_last_in_the_month() -> None:
    days = tuple(MeetingDay(date(2026, 6, day)) for day in (1, 22))
    assert when(council(), calendar=meetings(COUNCIL, *days)) == "2026-06-22"
    assert when(council(offset=-12), calendar=meetings(COUNCIL, *days)) == "2026-06-10"
    assert when(council(within=5), calendar=meetings(COUNCIL, *days)) == "2026-06-29"


def test_a_meeting_of_the_committee_is_of_the_case_s_own_unit() -> None:
    due = Due("meeting", meeting="committee", month="05", year=-1)
    calendar = meetings(OWN, MeetingDay(date(2026, 5, 12)))
    assert when(due, calendar=calendar) == "2026-05-12"
    assert when(due, calendar=calendar, of=case(unit=8)) == ""


def test_a_date_that_others_wait_for_moves_earlier() -> None:
    calendar = meetings(BOARD, MeetingDay(date(2026, 6, 1)))
    due = Due("meeting", meeting="board", month="06", year=-1, offset=-1)
    assert when(due, calendar=calendar) == "2026-06-01"
    assert when(Due(**(vars(due) | {"moves": "earlier"})), calendar=calendar) == "2026-05-29"


def test_minutes_count_from_their_approval_or_from_the_last_day_for_it() -> None:
    due = council(minutes=True, within=5)
    assert when(due, calendar=meetings(COUNCIL, MeetingDay(date(2026, 6, 22)))) == "2026-08-07", "6 July + rest weeks"
    approved = MeetingDay(date(2026, 6, 22), minutes=date(2026, 6, 24))
    assert when(due, calendar=meetings(COUNCIL, approved)) == "2026-07-01"


def test_a_meeting_that_is_not_entered_is_preliminary_or_not_owed() -> None:
    row = step("adopt", council(day="06-20", moves="earlier"))
    assert due_date(model(row), Calendar(), row, case(), "") == DueDate(date(2026, 6, 18), preliminary=True)
    entered = meetings(COUNCIL, MeetingDay(date(2026, 6, 22)))
    assert due_date(model(row), entered, row, case(), "") == DueDate(date(2026, 6, 22), preliminary=False)
    assert when(council()) == ""


def test_within_counts_from_the_day_the_state_was_entered() -> None:
    assert when(Due("within", within=10), of=case(since=date(2027, 3, 22))) == "2027-04-07", "over Easter"


def test_within_counts_from_what_was_said() -> None:
    due = Due("within", within=10, after="review", verdict=("returned",))
    returned, passed = ({"review": said("2026-04-01", verdict=verdict)} for verdict in ("returned", "passed"))
    assert when(due, of=case(facts=returned)) == "2026-04-17"
    assert when(due, of=case(facts=passed)) == ""
    assert when(due) == ""


def test_what_is_said_in_a_round_counts_in_that_round_only() -> None:
    due = Due("within", within=1, after="forecast")
    goal = case(facts={"forecast/R1": said("2027-04-12", outlook="met"), "forecast": said("2027-01-11")})
    assert [when(due, of=goal, round=name, rounds=("R1", "R2")) for name in ("R1", "R2")] == [
        "2027-04-13",
        "",
    ]


def test_what_is_said_in_a_step_is_asked_of_that_step() -> None:
    due = Due("within", within=1, after="decision/endorse", verdict=("remitted",))
    goal = case(facts={"decision/endorse": said("2026-05-11", verdict="remitted")})
    assert when(due, of=goal) == "2026-05-12"


@pytest.mark.parametrize(
    ("kind", "field"), [("forecast", "outlook"), ("closing", "attainment"), ("approval", "verdict")]
)
def test_a_verdict_stands_in_the_fact_s_own_field(kind: str, field: str) -> None:
    due = Due("day", day="02-29", year=1, after=kind, verdict=("not_met", "partly_met"))
    assert when(due, of=case(facts={kind: said("2028-01-31", **{field: "not_met"})})) == "2028-02-29"
    assert when(due, of=case(facts={kind: said("2028-01-31", **{field: "met"})})) == ""
    assert when(due, of=case(facts={kind: said("2028-01-31", other="not_met")})) == ""


def test_a_fact_without_verdict_may_say_it_in_any_short_field() -> None:
    due = Due("within", within=1, after="consequence", verdict=("needs_body",))
    assert when(due, of=case(facts={"consequence": said("2027-04-12", sort="needs_body")})) == "2027-04-13"


def test_what_was_said_is_a_condition_on_a_meeting_too() -> None:
    due = council(day="06-30", after="review")
    assert when(due) == ""
    assert when(due, of=case(facts={"review": said("2026-04-01")})) == "2026-06-30"


def test_agreed_counts_from_the_case_s_own_date() -> None:
    meeting = case(facts={"gathering": said("2027-01-01", on="2027-05-24")})
    assert when(Due("agreed", agreed=-12, of="gathering.on", moves="earlier"), of=meeting) == "2027-05-12"
    assert when(Due("agreed", agreed=14, of="gathering.on"), of=meeting) == "2027-06-07"
    assert when(Due("agreed", agreed=-12, of="gathering.on")) == ""
    assert when(Due("agreed", agreed=0, of="gathering.on"), of=case(facts={"gathering": said("2027-01-01")})) == ""


def test_agreed_may_count_from_what_the_parent_has_said() -> None:
    due = Due("agreed", agreed=21, of="meeting.minutes.noticed")
    calendar = Calendar(said={5: {"minutes": said("2026-06-25", noticed="2026-06-26")}})
    assert when(due, calendar=calendar, of=case(parent=5)) == "2026-08-03", "17 July is in the rest weeks"
    assert when(due, calendar=calendar, of=case(parent=6)) == when(due, calendar=calendar) == ""


def test_some_dates_count_in_election_years_only() -> None:
    dues = (
        Due("day", day="11-30", year=-1, only="ordinary_year"),
        Due("day", day="01-31", only="election_year", moves="earlier"),
    )
    found = {year: when(*dues, of=case(year=year)) for year in (2026, 2027, 2028, 2031)}
    assert found == {2026: "2025-12-01", 2027: "2027-01-29", 2028: "2027-11-30", 2031: "2031-01-31"}


def test_some_steps_are_taken_in_election_years_only() -> None:
    due = Due("day", day="11-30", year=-1)
    found = [when(due, of=case(year=year), only="election_year") for year in (2027, 2028, 2030, 2031)]
    assert found == ["2026-11-30", "", "", "2030-12-02"]


def test_the_latest_applicable_date_counts() -> None:
    dues = (Due("day", day="03-31", year=-1), Due("within", within=10, after="review", verdict=("returned",)))
    assert when(*dues) == "2026-03-31"
    assert when(*dues, of=case(facts={"review": said("2026-04-24", verdict="returned")})) == "2026-05-11"
    assert when(*dues, of=case(facts={"review": said("2026-03-02", verdict="returned")})) == "2026-03-31"


def test_more_time_is_taken_as_it_was_given() -> None:
    goal = case(facts={"extension/do": said("2026-03-30", until="2026-04-04")})
    assert when(Due("day", day="03-31", year=-1), of=goal) == "2026-04-04", "a Saturday that somebody chose"
    assert when(of=goal) == "", "what is not owed is not owed later"


def test_more_time_is_given_for_one_round() -> None:
    goal = case(facts={"extension/do/R1": said("2027-04-09", until="2027-04-19")})
    found = [when(Due("round", round="report"), of=goal, round=name, rounds=("R1", "R2")) for name in ("R1", "R2")]
    assert found == ["2027-04-19", "2027-05-28"]


def test_a_step_of_the_clock_is_postponed_and_no_other() -> None:
    goal = case(facts={"postponed/do": said("2026-03-30", until="2026-04-15")})
    due = Due("day", day="03-31", year=-1)
    assert when(due, of=goal, by=("clock",)) == "2026-04-15"
    assert when(due, of=goal) == "2026-03-31"
