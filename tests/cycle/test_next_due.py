"""The next day on which the clock has anything to do for a case: a step of its own, or a rung to tell."""

from datetime import date

from tests.cycle.small import case, model, said, step
from tests.cycle.test_duties import ALL, FORECAST, MARCH, birth
from workflow.cycle.deadlines import next_due
from workflow.cycle.timetable import Calendar
from workflow.governance.model import Due, Model
from workflow.records.case import Case


def moment(small: Model, goal: Case, today: date = date(2027, 1, 1)) -> str:
    return str(next_due(small, Calendar(), goal, today))


def test_the_clock_acts_when_its_own_step_is_due() -> None:
    small = model(step("turn", MARCH, by=("clock",), level="year"))
    assert moment(small, case(level="year")) == "2027-03-31"
    assert moment(small, case(level="year"), date(2027, 6, 1)) == "2027-03-31", "and if it was missed"
    postponed = case(level="year", facts={"postponed/turn": said("2027-03-01", until="2027-04-06")})
    assert moment(small, postponed) == "2027-04-06"


def test_the_clock_leaves_alone_what_its_people_have_done_or_what_has_lapsed() -> None:
    small = model(FORECAST, birth())
    assert moment(small, case()) == "2027-04-01"
    assert moment(small, case(), date(2027, 5, 1)) == "2027-05-17"
    done = case(taken={f"forecast/{name}": [1, "2027-01-01"] for name in ALL})
    assert moment(small, done) == "None"
    assert moment(small, case(), date(2027, 12, 11)) == "None"
    assert moment(small, case(level="year"), date(2027, 5, 1)) == "2027-05-17"


def test_the_clock_goes_on_from_the_last_notice() -> None:
    small, goal = model(step("do", MARCH)), {"notice/do": said("2027-03-18", rung="reminder-7")}
    assert moment(small, case(facts=goal)) == "2027-03-30"
    assert moment(small, case(facts={"notice/do": said("2027-04-09", rung="late-5")})) == "None"


def test_a_missed_notice_is_still_to_be_given_and_the_answer_does_not_hang_on_today() -> None:
    small = model(step("do", MARCH))
    days = (date(2027, 1, 1), date(2027, 3, 25), date(2027, 8, 1))
    assert {moment(small, case(), today) for today in days} == {"2026-06-22"}


def test_the_earliest_of_all_duties_counts() -> None:
    rows = (
        step("b", MARCH, opens=(Due("day", day="03-01"),)),
        step("a", MARCH, opens=(Due("day", day="02-01"),)),
    )
    assert moment(model(*rows), case()) == "2027-02-01"
