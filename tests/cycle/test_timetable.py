"""The rounds: a committee's own dates, the year's, the model's, and in which order they come."""

from datetime import date
from typing import Any

import pytest

from tests.cycle.small import model, title
from workflow.cycle.timetable import Calendar, MeetingDay, Round, default_timetable, round_dates
from workflow.facts import fact_of
from workflow.facts.timetable import RoundDates
from workflow.governance.model import DATES, RoundDefault

YEARS = range(2024, 2041)


def row(round: str, report: str, **more: Any) -> RoundDates:
    days = dict.fromkeys(("as_of", "opens", "report"), report) | dict.fromkeys(
        ("approve", "papers", "closes"), "2027-05-01"
    )
    return RoundDates.of({"round": round} | days | more)


def dates(found: Round) -> list[date]:
    return [getattr(found, name) for name in DATES]


def test_the_model_speaks_when_nobody_else_has() -> None:
    found = round_dates(model(), Calendar(), 2027, "R1", 7)
    assert (found.as_of, found.report) == (date(2027, 3, 31), date(2027, 4, 12)), "10 April 2027 is a Saturday"


def test_the_year_speaks_before_the_model_and_the_committee_before_the_year() -> None:
    rows = (row("R1", "2027-04-08", unit=8), row("R1", "2027-04-14"), row("R2", "2027-04-20", unit=8))
    calendar, small = Calendar(timetables={2027: rows}), model()
    assert round_dates(small, calendar, 2027, "R1", 8).report == date(2027, 4, 8)
    assert round_dates(small, calendar, 2027, "R1", 7).report == date(2027, 4, 14)
    assert round_dates(small, calendar, 2027, "R2", 7).report == date(2027, 5, 28)
    assert round_dates(small, calendar, 2028, "R1", 8).report == date(2028, 4, 10)


def test_a_row_for_all_may_say_so_with_an_empty_unit() -> None:
    calendar = Calendar(timetables={2027: (row("R1", "2027-04-14", unit=None),)})
    assert round_dates(model(), calendar, 2027, "R1", 7).report == date(2027, 4, 14)


def test_what_people_have_set_is_not_moved() -> None:
    calendar = Calendar(timetables={2027: (row("R1", "2027-04-10"),)})
    assert round_dates(model(), calendar, 2027, "R1", 7).report == date(2027, 4, 10)


def test_papers_come_earlier_the_rest_later() -> None:
    days = ("03-31", "04-03", "04-10", "04-11", "04-18", "04-24")
    found = round_dates(model(rounds={"R": RoundDefault("R", title("R"), 0, *days)}), Calendar(), 2027, "R", 7)
    assert [d.isoformat()[5:] for d in dates(found)] == ["03-31", "04-05", "04-12", "04-12", "04-16", "04-26"]


def test_a_round_that_is_squeezed_keeps_its_order() -> None:
    days = ("04-09", "04-10", "04-10", "04-10", "04-10", "04-10")
    found = round_dates(model(rounds={"R": RoundDefault("R", title("R"), 0, *days)}), Calendar(), 2027, "R", 7)
    assert dates(found) == sorted(dates(found))
    assert (found.report, found.papers) == (date(2027, 4, 9), date(2027, 4, 9))


def test_the_closing_looks_back_over_the_new_year() -> None:
    days = ("12-31", "01-10", "01-31", "02-10", "02-20", "02-29")
    found = round_dates(model(rounds={"C": RoundDefault("C", title("C"), 1, *days)}), Calendar(), 2027, "C", 7)
    assert (found.as_of, found.report, found.closes) == (
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
    )


def test_a_round_may_close_after_the_new_year() -> None:
    days = ("10-31", "11-01", "11-10", "11-15", "11-20", "01-15")
    found = round_dates(model(rounds={"R4": RoundDefault("R4", title("R4"), 0, *days)}), Calendar(), 2027, "R4", 7)
    assert found.closes == date(2028, 1, 17)


@pytest.mark.parametrize("year", YEARS)
def test_rounds_are_in_order_every_year(year: int) -> None:
    small = model()
    for name in small.rounds:
        found = dates(round_dates(small, Calendar(), year, name, 7))
        assert found == sorted(found)


@pytest.mark.parametrize("year", YEARS)
def test_the_default_timetable_can_be_said(year: int) -> None:
    rows = default_timetable(model(), year)
    assert [row["round"] for row in rows] == ["R1", "R2", "R3", "R4"]
    said = fact_of("timetable", {"rounds": rows})
    calendar = Calendar(timetables={year: said.rounds})
    assert round_dates(model(), calendar, year, "R3", 7) == round_dates(model(), Calendar(), year, "R3", 7)


def test_a_round_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        round_dates(model(), Calendar(), 2027, "R9", 7)


def test_the_last_meeting_of_a_month_counts() -> None:
    days = (date(2026, 5, 5), date(2026, 5, 26), date(2026, 6, 2))
    calendar = Calendar(meetings={7: tuple(MeetingDay(day) for day in days)})
    assert calendar.last_meeting(7, 2026, 5) == MeetingDay(date(2026, 5, 26))
    assert calendar.last_meeting(7, 2026, 7) is None
    assert calendar.last_meeting(8, 2026, 5) is None
