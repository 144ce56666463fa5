"""What a case owes, from when, by when and until when."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cycle.small import ROUNDS, case, model, said, step
from workflow.cycle.deadlines import duties
from workflow.cycle.duty import Duty
from workflow.cycle.timetable import Calendar, MeetingDay
from workflow.cycle.working_days import WorkingDays
from workflow.facts.timetable import RoundDates
from workflow.governance.model import Due, Step
from workflow.records.case import Case

ALL = tuple(ROUNDS)
REPORT = Due("round", round="report")
MARCH = Due("day", day="03-31")
FORECAST = step("forecast", REPORT, rounds=ALL)
DESCRIBE = step(
    "describe", Due("round", round="papers", within=10, after="forecast", verdict=("not_met",)), rounds=ALL
)  # fmt: skip


def owed(*steps: Step, of: Case | None = None, calendar: Calendar | None = None) -> tuple[Duty, ...]:
    return duties(model(*steps), calendar or Calendar(), of or case())


def one(*steps: Step, **more: Any) -> Duty:
    (found,) = owed(*steps, **more)
    return found


def keys(*steps: Step, **more: Any) -> list[str]:
    return [duty.key for duty in owed(*steps, **more)]


def test_a_step_is_owed_where_the_case_stands_only() -> None:
    elsewhere = step("propose", MARCH, from_=("draft",))
    assert keys(step("do", MARCH), elsewhere, step("optional")) == ["do"]
    assert keys(step("do", MARCH), elsewhere, of=case(state="draft")) == ["propose"]


def test_a_case_that_has_come_to_its_end_owes_nothing() -> None:
    assert keys(step("do", MARCH, from_=("adopted", "analysed")), of=case(state="analysed")) == []


def test_a_step_in_rounds_is_owed_once_a_round() -> None:
    assert keys(FORECAST) == ["forecast/R1", "forecast/R2", "forecast/R3", "forecast/R4"]
    taken = case(taken={"forecast/R1": [9, "2027-04-09"], "forecast/R3": [10, "2027-09-09"]})
    assert keys(FORECAST, of=taken) == ["forecast/R2", "forecast/R4"]


def test_what_is_taken_is_not_owed() -> None:
    assert keys(step("do", MARCH), of=case(taken={"do": [9, "2027-03-01"]})) == []


def test_the_first_due_comes_first_and_names_decide_between_equals() -> None:
    rows = (step("c", Due("day", day="01-31", year=1)), step("b", MARCH), step("a", MARCH))
    assert keys(*rows) == ["a", "b", "c"]


def test_a_duty_says_all_its_dates() -> None:
    duty = owed(FORECAST)[0]
    assert (duty.case, duty.step.name, duty.round) == (42, "forecast", "R1")
    assert (duty.opens, duty.due, duty.closes) == (date(2027, 4, 1), date(2027, 4, 12), date(2027, 4, 30))
    assert not duty.preliminary


def test_a_duty_is_coming_open_late_and_then_lapsed() -> None:
    duty = owed(FORECAST)[0]
    days = [date(2027, 3, 31), date(2027, 4, 1), date(2027, 4, 12), date(2027, 4, 13), date(2027, 4, 30)]
    assert [duty.status(day) for day in days] == ["coming", "open", "open", "late", "late"]
    assert duty.status(date(2027, 5, 1)) == "lapsed"


def test_a_duty_without_a_round_stays_late_for_ever() -> None:
    assert one(step("do", MARCH)).closes is None
    assert one(step("do", MARCH)).status(date(2040, 1, 1)) == "late"


def test_a_duty_opens_when_the_case_came_into_its_state_never_after_it_is_due() -> None:
    assert one(step("do", MARCH), of=case(since=date(2026, 6, 22))).opens == date(2026, 6, 22)


def test_what_can_first_be_done_after_its_date_is_not_born_late() -> None:
    begun = date(2027, 5, 3)
    duty = one(step("do", MARCH), of=case(since=begun))
    assert (duty.opens, duty.due) == (begun, date(2027, 5, 11)), "five working days, Ascension Day between them"
    assert duty.status(begun) == "open" and duty.status(date(2027, 5, 12)) == "late"


def test_a_duty_opens_as_the_model_says() -> None:
    opens = (Due("day", day="01-15"),)
    assert one(step("do", MARCH, opens=opens)).opens == date(2027, 1, 15)
    assert one(step("do", MARCH, opens=(Due("day", day="04-15"),))).opens == date(2027, 3, 31)
    assert one(step("do", MARCH, opens=(Due("agreed", agreed=1, of="gathering.on"),))).opens == date(2026, 6, 22)


def test_a_report_opens_with_its_round_s_sheet() -> None:
    report = step("send", Due("round", round="papers"), level="report")
    duty = one(report, of=case(level="report", round="R2"))
    assert (duty.key, duty.opens, duty.due, duty.closes) == (
        "send",
        date(2027, 5, 17),
        date(2027, 6, 7),
        None,
    )


def test_an_obligation_is_born_from_what_was_said_and_opens_then() -> None:
    assert keys(DESCRIBE) == []
    goal = case(facts={"forecast/R1": said("2027-04-09", outlook="not_met")})
    duty = one(DESCRIBE, of=goal)
    assert (duty.key, duty.opens, duty.due) == ("describe/R1", date(2027, 4, 9), date(2027, 4, 20))


def test_an_obligation_born_late_in_a_round_does_not_lapse_before_it_is_due() -> None:
    duty = one(DESCRIBE, of=case(facts={"forecast/R1": said("2027-04-28", outlook="not_met")}))
    assert duty.due == duty.closes == date(2027, 5, 13)


def test_what_hangs_on_two_things_opens_with_the_last() -> None:
    dues = (Due("within", within=5, after="review"), Due("within", within=5, after="closing"))
    facts = {"review": said("2027-03-01"), "closing": said("2027-03-08")}
    assert one(step("do", *dues), of=case(facts=facts)).opens == date(2027, 3, 8)


def test_more_time_than_the_round_has_keeps_the_duty_open() -> None:
    goal = case(facts={"extension/forecast/R1": said("2027-04-09", until="2027-05-05")})
    duty = next(duty for duty in owed(FORECAST, of=goal) if duty.round == "R1")
    assert (duty.due, duty.closes) == (date(2027, 5, 5), date(2027, 5, 5))


def test_a_little_more_time_leaves_the_closing_alone() -> None:
    goal = case(facts={"extension/forecast/R1": said("2027-04-09", until="2027-04-19")})
    duty = next(duty for duty in owed(FORECAST, of=goal) if duty.round == "R1")
    assert (duty.due, duty.closes) == (date(2027, 4, 19), date(2027, 4, 30))


def test_what_fell_due_before_the_case_was_made_is_nobody_s_duty() -> None:
    assert keys(FORECAST, of=case(born=date(2027, 5, 28))) == ["forecast/R2", "forecast/R3", "forecast/R4"]
    assert keys(FORECAST, of=case(born=date(2027, 5, 29))) == ["forecast/R3", "forecast/R4"]


def test_a_preliminary_date_says_so() -> None:
    assert one(step("adopt", Due("meeting", meeting="council", month="06", year=-1, day="06-22"))).preliminary


def birth(**more: Any) -> Step:
    given: dict[str, Any] = {
        "level": "report",
        "from_": (),
        "to": "open",
        "by": ("clock",),
        "birth": True,
    } | more
    return step("compile", Due("round", round="opens"), rounds=ALL, **given)


def test_a_year_owes_the_births_that_the_clock_takes() -> None:
    year = case(level="year", facts={"born/report.compile/R1": said("2027-04-01")})
    assert keys(birth(), of=year) == ["report.compile/R2", "report.compile/R3", "report.compile/R4"]
    assert keys(birth(), of=case(level="year", state="analysed")) == []
    assert keys(birth(by=("chair",)), of=case(level="year")) == []
    assert keys(birth(), of=case(level="goal")) == keys(birth(), of=case(level="report")) == []


def test_a_birth_is_owed_while_the_parent_stands_where_the_model_says() -> None:
    assert keys(birth(from_=("draft",)), of=case(level="year")) == []
    assert len(keys(birth(from_=("adopted",)), of=case(level="year"))) == 4


def test_a_birth_counts_in_the_parent_s_year() -> None:
    assert owed(birth(), of=case(level="year", year=2028))[0].due == date(2028, 4, 3)


@pytest.mark.parametrize("year", range(2024, 2041))
def test_every_duty_of_every_year_falls_due_on_a_working_day(year: int) -> None:
    rows = (
        FORECAST,
        step("close", Due("day", day="01-31", year=1)),
        step("adopt", Due("day", day="06-20", year=-1)),
    )
    small = model(*rows)
    found = duties(small, Calendar(), case(year=year, born=date(year - 2, 11, 1), since=date(year - 1, 6, 1)))
    days = WorkingDays(small.rest)
    assert len(found) == 6
    assert all(days.is_working(duty.due) and duty.opens <= duty.due for duty in found)


def test_cases_of_the_same_place_share_what_is_computed_but_not_what_they_have_said() -> None:
    small, calendar = model(FORECAST), Calendar()
    plain = [duties(small, calendar, case(id=n)) for n in (1, 2)]
    assert [duty.due for duty in plain[0]] == [duty.due for duty in plain[1]]
    longer = case(id=3, facts={"extension/forecast/R1": said("2027-04-09", until="2027-04-19")})
    assert duties(small, calendar, longer)[0].due == date(2027, 4, 19)
    assert duties(small, calendar, case(id=4))[0].due == date(2027, 4, 12)
    assert duties(small, calendar, case(id=5, since=date(2027, 1, 1) + timedelta(days=1)))[0].opens == date(2027, 4, 1)


def test_units_share_a_plan_until_one_has_dates_of_its_own() -> None:
    days = dict.fromkeys(("as_of", "opens", "report", "approve", "papers", "closes"), "2027-04-16")
    calendar = Calendar(
        timetables={2027: (RoundDates.of({"round": "R1", "unit": 8} | days),)},
        meetings={9: (MeetingDay(date(2027, 3, 9)),)},
    )
    small = model(FORECAST, step("meet", Due("meeting", meeting="committee", month="03", day="03-15")))
    found = {unit: duties(small, calendar, case(unit=unit))[:2] for unit in (7, 8, 9)}
    assert {unit: [str(duty.due) for duty in both] for unit, both in found.items()} == {
        7: ["2027-03-15", "2027-04-12"],
        8: ["2027-03-15", "2027-04-16"],
        9: ["2027-03-09", "2027-04-12"],
    }
