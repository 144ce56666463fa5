"""The standing: how many goals are where, round by round. Not knowing has words of its own, and none of them is yellow."""

from datetime import date

import pytest

from tests.people import Town, governance
from tests.stories.ways import WORDS, adopt, cell, close, drafted, forecast, planned, proposed, stands
from workflow.goals.lacking import OWNER, PLAN
from workflow.goals.reporting_status import AWAITED, BEFORE, DESCRIBE, MISSING, NOT_OPEN


def test_a_goal_that_is_not_adopted_is_not_followed_up(town: Town) -> None:
    drafted(town)
    goal = proposed(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 4, 20))
    found = stands(town).of_unit(town.unit["BUN"])
    assert len(found.goals) == 2, "it is counted"
    assert not any(tally.statuses for tally in found.tallies), "and nobody is said to have missed its forecast"
    adopt(town, goal, "rejected", day=date(2027, 4, 20))
    assert len(stands(town).of_unit(town.unit["BUN"]).goals) == 1


def test_each_goal_of_a_committee_is_counted_by_its_word(town: Town) -> None:
    goals = [planned(town, f"{WORDS} ({number})") for number in range(5)]
    assert cell(town, "R1") == {NOT_OPEN: 5}
    town.tick(date(2027, 4, 8))
    for goal, outlook in zip(goals, ("will_be_met", "partly", "not_met"), strict=False):
        forecast(town, goal, "R1", outlook)
    forecast(town, goals[3], "R1", "cannot_be_assessed", reason="Betygen sätts i juni", when="Juni")
    town.do("describe_consequence", goals[1], town.maja, "R1", consequence="Färre behöriga")
    assert cell(town, "R1") == {"will_be_met": 1, "partly": 1, DESCRIBE: 1, "cannot_be_assessed": 1, AWAITED: 1}
    town.tick(date(2027, 4, 13))
    assert cell(town, "R1")[MISSING] == 1
    assert cell(town, "R2") == {NOT_OPEN: 5}
    assert cell(town, "R1", "SN") == {}


@pytest.mark.parametrize("word", [NOT_OPEN, AWAITED, MISSING, BEFORE, DESCRIBE])
def test_no_way_of_not_knowing_is_an_outlook(word: str) -> None:
    assert governance("mariestad-2016").verdict("outlook", word) is None


def test_a_goal_with_more_time_is_awaited_and_not_missing(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 13))
    assert cell(town, "R1") == {MISSING: 1}
    town.do("extend", goal, town.kia, "", step="forecast/R1", until="2027-04-23", why="Ny chef")
    assert cell(town, "R1") == {AWAITED: 1}
    town.tick(date(2027, 4, 26))
    assert cell(town, "R1") == {MISSING: 1}


def test_the_closing_has_its_own_verdicts(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2028, 1, 20))
    close(town, goal, "partly_met")
    assert cell(town, "closing") == {"partly_met": 1}


def test_a_year_without_goals_is_empty(town: Town) -> None:
    assert not stands(town, 2040).groups


def lacking(town: Town) -> dict[str, int]:
    """What the goals of the children's committee lack today."""
    return dict(stands(town).of_unit(town.unit["BUN"]).lacks)


def test_a_plan_that_was_not_decided_in_time_has_a_word_of_its_own(town: Town) -> None:
    goal = planned(town, decided=False)
    planned(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 1, 29))
    assert lacking(town) == {}, "after an election it is due on 31 January, which is a Sunday"
    town.tick(date(2027, 2, 1))
    assert lacking(town) == {PLAN: 1}
    section = town.paragraph("BUN", town.today, "7")
    town.do("plan_actions", goal, town.nils, verdict="approved", decision=section)
    assert lacking(town) == {}


def test_a_goal_that_nobody_owes_anything_for_has_a_word_of_its_own(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 4, 1))
    assert lacking(town) == {}
    for name in ("maja", "dina", "kia"):
        town.leave(name, date(2027, 3, 31))
    assert lacking(town) == {OWNER: 1}


def test_why_an_indicator_has_no_value_is_counted_by_committee_and_round(town: Town) -> None:
    goals = [planned(town, f"{WORDS} ({number})") for number in range(3)]
    town.tick(date(2027, 4, 8))
    forecast(town, goals[0], "R1")
    for goal, missing in zip(goals[1:], ("not_measured", "not_yet_measurable"), strict=True):
        [indicator] = [row.id for row in town.find("indicator") if row.parent == goal]
        measured = [{"indicator": indicator, "missing": missing, "reason": "Enkäten är i höst"}]
        town.do("forecast", goal, town.maja, "R1", outlook="will_be_met", measured=measured)
    found = stands(town).of_unit(town.unit["BUN"])
    assert found.unmeasured(0) == {"not_measured": 1, "not_yet_measurable": 1} and not found.unmeasured(1)
