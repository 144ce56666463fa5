"""A round that closed while the clock stood still is put off by as long, once, and the timetable says why."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from tests.cycle.seen import events, notices, seen
from tests.engine.test_tasks import keys
from tests.people import Town, moment
from tests.stories.test_dates_move import R1, duty, set_timetable
from tests.stories.ways import forecast, planned
from workflow.cycle import outage
from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import release
from workflow.cycle.tick import tick
from workflow.cycle.timetable import Round, round_dates
from workflow.cycle.working_days import working_days
from workflow.facts import Fact
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.founding import clock_of
from workflow.records.queries.events import timeline

CLOSES = date(2027, 5, 7)
"""When the first round of 2027 closes, as the model has it."""


def dates(town: Town, round: str = "R1", unit: str = "BUN", year: int = 2027) -> Round:
    """The dates of a round as they are now."""
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
    return round_dates(town.model, calendar, year, round, town.unit[unit])


def said(town: Town, year: int = 2027) -> list[tuple[int, str]]:
    """(who, why) of every timetable that the year has got."""
    [case] = town.find("goal_year", year)
    with town.database.reading() as session:
        told = timeline(session, town.clock.organisation, case.id)
    return [(event.who, event.said["timetable"].get("why", "")) for event in told if event.fact == "timetable"]


def silent(town: Town, since: date, until: date) -> None:
    """The clock lives to `since`, stands still, and comes back on `until`."""
    town.beat(since - timedelta(days=1))
    town.tick(since)
    town.tick(until)


@pytest.mark.parametrize(("days", "closes"), [(2, date(2027, 5, 10)), (7, date(2027, 5, 14)), (41, date(2027, 6, 17))])
def test_a_round_that_closed_in_silence_is_put_off_by_as_long(town: Town, days: int, closes: date) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    before = dates(town)
    silent(town, CLOSES - timedelta(days=1), CLOSES + timedelta(days=days - 1))
    assert before.closes == CLOSES
    assert dates(town) == Round("R1", before.as_of, before.opens, before.report, before.approve, before.papers, closes)
    assert working_days(town.model.rest).is_working(closes)
    assert "forecast/R1" in keys(town, town.maja, goal), "it is still asked for"
    assert duty(town, goal, "forecast/R1").closes == closes
    forecast(town, goal, "R1")


def test_it_is_the_clock_that_says_so_and_why(town: Town) -> None:
    [year] = town.find("goal_year")
    silent(town, date(2027, 5, 3), date(2027, 5, 10))
    [(who, why)] = said(town)
    assert who == town.clock.person
    assert why == "Klockan stod stilla 2027-05-03 till 2027-05-10: stängningen flyttas 7 dagar."
    assert "set_timetable" not in town.case(year.id).taken, "and the quality chief's own is still to be set"


def test_everything_else_in_the_timetable_stays(town: Town) -> None:
    set_timetable(town, **R1)
    before = {name: dates(town, name) for name in town.model.rounds}
    silent(town, date(2027, 5, 10), date(2027, 5, 17))
    after = {name: dates(town, name) for name in town.model.rounds}
    assert after == before | {"R1": after["R1"]}
    assert (before["R1"].closes, after["R1"].closes) == (date(2027, 5, 14), date(2027, 5, 21))


def test_a_committee_with_dates_of_its_own_is_put_off_alone(town: Town) -> None:
    set_timetable(town, {"round": "R1", "unit": town.unit["BUN"], **R1})
    silent(town, date(2027, 5, 13), date(2027, 5, 17))
    assert dates(town, unit="BUN").closes == date(2027, 5, 18)
    assert dates(town, unit="SN").closes == CLOSES


def test_two_years_are_put_off_at_once(town: Town) -> None:
    town.beat(date(2028, 3, 9))
    town.tick(date(2028, 3, 10))
    closed = dates(town, "closing"), dates(town, "R1", year=2028)
    silent(town, date(2028, 3, 11), date(2028, 5, 15))
    gap = timedelta(days=(date(2028, 5, 15) - date(2028, 3, 11)).days)
    days = working_days(town.model.rest)
    assert dates(town, "closing").closes == days.later(closed[0].closes + gap)
    assert dates(town, "R1", year=2028).closes == days.later(closed[1].closes + gap)
    assert len(said(town, 2027)) == len(said(town, 2028)) == 1


@pytest.mark.parametrize(("since", "until"), [
    (CLOSES, CLOSES + timedelta(days=3)),
    (CLOSES - timedelta(days=3), CLOSES),
    (CLOSES - timedelta(days=1), CLOSES),
    (CLOSES, CLOSES + timedelta(days=1)),
])  # fmt: skip
def test_a_round_that_people_had_their_last_day_of_stays(town: Town, since: date, until: date) -> None:
    silent(town, since, until)
    assert dates(town).closes == CLOSES and not said(town)


def test_the_clock_catches_up_by_the_new_dates_and_reminds_on(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    silent(town, date(2027, 4, 12), date(2027, 5, 10))
    told = [rung for day, what, rung in notices(town, "2027-05-10") if what == f"{goal} forecast/R1"]
    assert told == ["reminder+1"], "late, and to be done all the same"
    for day in range(11, 20):
        town.tick(date(2027, 5, day))
    told = [rung for day, what, rung in notices(town, "2027-05-11") if what == f"{goal} forecast/R1"]
    assert told == ["escalation+3", "escalation+5"]


def test_a_report_does_not_lapse_either(town: Town) -> None:
    town.tick(date(2027, 4, 8))
    states = {report.id: report.state for report in town.find("committee_report", round="R1")}
    silent(town, CLOSES - timedelta(days=1), CLOSES + timedelta(days=6))
    assert {report.id: report.state for report in town.find("committee_report", round="R1")} == states


def test_it_is_done_once_however_many_clocks_there_are(town: Town) -> None:
    town.tick(date(2027, 5, 3))
    town.today = date(2027, 5, 10)
    town.release(moment(town.today, 4))
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: tick(town.database, moment(town.today, 5)), range(4)))
    assert [one.failed for one in done] == [{}] * 4
    assert len(said(town)) == 1
    before = events(town), seen(town)
    tick(town.database, moment(date(2027, 5, 10), 20))
    assert (events(town), seen(town)) == before


def test_the_same_outage_is_not_counted_twice_when_its_end_was_never_written(town: Town) -> None:
    town.tick(date(2027, 5, 6))
    for hour in (3, 4, 5):
        assert not tick(town.database, moment(date(2027, 5, 8), hour)).held
        assert len(said(town)) == 1
    town.today = date(2027, 5, 8)


def test_a_second_outage_is_another(town: Town) -> None:
    silent(town, date(2027, 5, 3), date(2027, 5, 10))
    assert dates(town).closes == date(2027, 5, 14)
    silent(town, date(2027, 5, 12), date(2027, 5, 17))
    assert dates(town).closes == date(2027, 5, 19)
    assert len(said(town)) == 2


def test_where_the_clock_has_never_run_nothing_is_put_off(town: Town) -> None:
    with town.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM heartbeat")
    town.tick(date(2027, 5, 10))
    assert dates(town).closes == CLOSES and not said(town)


def test_a_year_that_was_brought_in_after_its_rounds_had_closed_is_let_be(town: Town) -> None:
    town.tick(date(2027, 5, 3))
    town.today, neighbour = date(2027, 5, 12), town.charlie.organisation
    with town.database.writing() as session:
        clock = clock_of(session, neighbour)
        begin_year(session, clock, town.model, 2027, moment(town.today, 4))
        assert outage.put_off(session, neighbour, date(2027, 5, 3), moment(town.today, 5)) == 0


def test_a_clock_that_went_backwards_puts_nothing_off(town: Town) -> None:
    town.tick(date(2027, 5, 3))
    town.beat(date(2031, 1, 1))
    assert tick(town.database, moment(date(2027, 5, 10))).held
    with town.database.writing() as session:
        release(session, moment(date(2027, 5, 10), 4))
    town.tick(date(2027, 5, 10))
    assert not said(town)


def test_where_it_fails_nothing_else_is_taken_and_the_others_are_not_kept_waiting(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = outage.note

    def failing(session: object, case: int, who: object, fact: Fact, **more: object) -> object:
        raise OSError("no disk")

    town.tick(date(2027, 5, 3))
    monkeypatch.setattr(outage, "note", failing)
    before = events(town)
    town.release(moment(date(2027, 5, 10), 4))
    done = tick(town.database, moment(date(2027, 5, 10), 5))
    assert list(done.failed) == [town.clock.organisation] and events(town) == before
    monkeypatch.setattr(outage, "note", real)
    town.tick(date(2027, 5, 10))
    assert len(said(town)) == 1


def test_no_goal_is_moved(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    state = town.case(goal)._replace(facts={}, seq=0, next_due=None)
    silent(town, CLOSES - timedelta(days=1), CLOSES + timedelta(days=40))
    assert town.case(goal)._replace(facts={}, seq=0, next_due=None) == state
