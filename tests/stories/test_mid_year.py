"""A municipality starts in the middle of a year: what is brought in owes only what is still to come."""

from datetime import date, timedelta

import pytest

from tests.people import Town, moment
from tests.stories.ways import cell, told
from workflow.cycle.deadlines import duties
from workflow.cycle.goal_year import begin_year
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.goals.reporting_status import reporting_status
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.founding import add_unit, clock_of
from workflow.records.queries.cases import cases
from workflow.states.command import ImportedCase
from workflow.states.next_due import refresh_all
from workflow.states.perform import bring_in

APRIL = date(2027, 4, 20)
"""After the report date of the first round, and before the round closes."""


def brought(town: Town, day: date, state: str = "action_planned", **said: str) -> int:
    """A goal of the running year, brought in on `day`."""
    town.tick(day)
    facts = [(fact_of("wording", {"goal": "Fler ska ta examen", "responsible": town.maja.person}), "")]
    facts += [(fact_of("forecast", {"outlook": outlook}), round) for round, outlook in said.items()]
    home = town.find("committee_year", 2027, "BUN")[0].id
    with town.database.writing() as session:
        done = bring_in(
            session,
            ImportedCase(
                "goal", state, facts, town.clock, at=town.now, parent=home, year=2027, effective=date(2027, 4, 12)
            ),
        )
        return done.case.id


def test_only_what_is_still_to_come_is_owed(town: Town) -> None:
    goal = brought(town, APRIL)
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        found = [duty.key for duty in duties(town.model, calendar, town.case(goal, session))]
    assert found == ["forecast/R2", "forecast/R3", "forecast/R4", "close"]
    assert town.case(goal).next_due == date(2027, 5, 12), "when the second sheet opens"


def test_a_round_that_had_passed_is_before_the_introduction_and_never_chased(town: Town) -> None:
    goal = brought(town, APRIL)
    assert cell(town, "R1") == {"before_introduction": 1}
    day = APRIL
    while day < date(2027, 6, 30):
        day += timedelta(days=1)
        town.tick(day)
    assert cell(town, "R1") == {"before_introduction": 1}
    assert {short["round"] for short in notices(town, goal)} == {"R2"}


def notices(town: Town, goal: int) -> list[dict[str, str]]:
    """Which rounds were told of."""
    keys = [key for key in town.case(goal).facts if key.startswith("notice/forecast/")]
    return [{"round": key.rpartition("/")[2]} for key in keys]


def test_what_was_forecast_before_is_shown_as_it_was_said(town: Town) -> None:
    goal = brought(town, date(2027, 4, 21), "forecast", R1="not_met")
    assert cell(town, "R1") == {"not_met": 1}, "the papers had gone to the committee: its consequence is not asked for"
    town.tick(date(2027, 4, 30))
    assert told(town, goal) == []


def test_a_consequence_that_is_still_to_come_is_asked_for(town: Town) -> None:
    goal = brought(town, APRIL, "forecast", R1="not_met")
    assert cell(town, "R1") == {"consequence_missing": 1}
    town.tick(APRIL)
    assert told(town, goal) == [("2027-04-20", "reminder-1")]


def test_a_year_opened_by_hand_stands_where_the_calendar_does(town: Town) -> None:
    town.today = APRIL
    with town.database.writing() as session:
        clock = clock_of(session, town.charlie.organisation)
        board = add_unit(session, clock, "KS", "Grannarnas kommunstyrelse", "board", at=town.now)
        year = begin_year(session, clock, town.model, 2027, town.now)
        assert begin_year(session, clock, town.model, 2028, town.now) != year, "the next year is there too"
        there = cases(session, "organisation = ? ORDER BY year, id", (clock.organisation,))
        assert refresh_all(session, clock.organisation, APRIL) == []
    assert [(case.level, case.year, case.round, case.state) for case in there] == [
        ("goal_year", 2027, "", "R1"), ("committee_year", 2027, "", "open"), ("committee_report", 2027, "R1", "open"),
        ("goal_year", 2028, "", "review"), ("committee_year", 2028, "", "open"),
    ]  # fmt: skip
    assert {case.unit for case in there if case.level != "goal_year"} == {board}
    town.release(moment(APRIL, 4))
    done = tick(town.database, moment(APRIL), clock.organisation)
    assert (done.advanced, done.reminders) == (0, 1)
    [report] = [case.id for case in there if case.level == "committee_report"]
    assert told(town, report, organisation=clock.organisation) == [("2027-04-20", "reminder-7")], "what is still open"


@pytest.mark.parametrize(
    ("round", "status"), [("R1", "before_introduction"), ("R2", "not_open"), ("closing", "not_open")]
)
def test_every_round_has_its_word(town: Town, round: str, status: str) -> None:
    goal = brought(town, APRIL)
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        assert reporting_status(town.model, calendar, town.case(goal, session), round, APRIL).status == status
