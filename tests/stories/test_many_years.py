"""A goal for several years: each year is a case of its own, written out from the same §. Nothing else is carried over."""

from datetime import date
from typing import Any

import pytest

from tests.people import Town
from tests.stories.ways import (
    adopt,
    adopted,
    close,
    confirmed,
    events,
    forecast,
    indicators,
    planned,
    refused,
    reviewed,
)
from workflow.records.case import Case

STONES = [{"year": 2027, "target": 80}, {"year": 2028, "target": 85}, {"year": 2029, "target": 90}]
LONG: dict[str, Any] = {"until_year": 2029, "milestones": STONES}


def the_goal_of(town: Town, year: int) -> Case:
    """The one goal of the year."""
    [goal] = town.find("goal", year)
    return goal


def test_a_goal_for_several_years_needs_a_milestone_for_each(town: Town) -> None:
    with refused("Add a milestone for 2028."):
        reviewed(town, until_year=2029, milestones=[STONES[0], STONES[2]])
    town.today = date(2025, 11, 3)


def test_each_year_is_written_out_citing_the_same_paragraph(town: Town) -> None:
    first = confirmed(town, **LONG)
    section = town.case(first).fact("decision/adopt")["decision"]
    second = the_goal_of(town, 2028)
    assert (second.state, second.title) == ("adopted", town.case(first).title)
    assert second.fact("decision/adopt")["decision"] == section
    assert second.fact("lineage")["continues"] == first
    assert [row.fact("indicator")["target"] for row in indicators(town, second.id)] == [85]
    assert second.parent == town.find("committee_year", 2028, "BUN")[0].id

    town.tick(date(2027, 11, 2))
    third = the_goal_of(town, 2029)
    assert third.fact("decision/adopt")["decision"] == section
    assert third.fact("lineage")["continues"] == second.id
    assert [row.fact("indicator")["target"] for row in indicators(town, third.id)] == [90]
    town.tick(date(2028, 11, 2))
    assert not town.find("goal", 2030), "the § does not cover it"


def test_the_words_and_targets_of_the_decision_are_what_is_written_out(town: Town) -> None:
    goal = reviewed(town, **LONG)
    adopt(town, goal, "approved_changed", words="Minst 85 % ska ta examen år 2029")
    town.tick(date(2026, 11, 2))
    assert the_goal_of(town, 2028).title == "Minst 85 % ska ta examen år 2029"


def test_the_words_of_the_last_decision_are_what_is_written_out(town: Town) -> None:
    goal = reviewed(town, **LONG)
    adopt(town, goal, "approved_changed", words="Minst 85 % ska ta examen år 2029")
    town.tick(date(2026, 9, 16))
    town.do("revise", goal, town.stig, verdict="approved_changed", words="Minst 80 % ska ta examen år 2029",
            decision=town.paragraph("KF", date(2026, 9, 15), "31"))  # fmt: skip
    town.tick(date(2026, 11, 2))
    assert the_goal_of(town, 2028).title == "Minst 80 % ska ta examen år 2029"


def test_the_council_alone_changes_what_was_written_out(town: Town) -> None:
    confirmed(town, **LONG)
    goal = the_goal_of(town, 2028)
    own = town.paragraph("BUN", date(2026, 12, 1))
    with refused(
        "The decision was taken by Barn- och utbildningsnämnden, but only the municipal council decides this."
    ):
        town.do("withdraw", goal.id, town.nils, verdict="approved", decision=own)


def test_a_goal_adopted_after_its_next_year_has_opened_is_written_out_too(town: Town) -> None:
    goal = reviewed(town, **LONG)
    adopt(town, goal, "deferred")
    town.tick(date(2026, 11, 24))
    adopt(town, goal, day=date(2026, 11, 23))
    assert not town.find("goal", 2028)
    town.tick(date(2027, 1, 7))
    assert the_goal_of(town, 2028).fact("lineage")["continues"] == goal


def test_the_words_of_whoever_decided_last_are_written_out(town: Town) -> None:
    goal = reviewed(town, **LONG)
    town.tick(date(2026, 11, 24))
    adopt(town, goal, "approved_changed", day=date(2026, 11, 23), words="Minst 84 % ska ta examen år 2029")
    town.tick(date(2026, 12, 1))
    section = town.paragraph("KF", date(2026, 11, 30))
    town.do("confirm", goal, town.stig, verdict="changed", decision=section, words="Minst 85 % ska ta examen år 2029")
    town.tick(date(2027, 1, 7))
    assert the_goal_of(town, 2028).title == "Minst 85 % ska ta examen år 2029"


def test_what_is_added_to_the_first_year_is_not_added_to_the_next(town: Town) -> None:
    goal = confirmed(town, **LONG)
    town.do("indicator.add", goal, town.maja, name="Frånvaro", unit="procent", target=4)
    town.tick(date(2027, 1, 7))
    assert len(indicators(town, the_goal_of(town, 2028).id)) == 1


def test_a_goal_for_one_year_leaves_the_next_one_empty(town: Town) -> None:
    planned(town)
    town.tick(date(2027, 11, 2))
    assert not town.find("goal", 2028) and not town.find("goal", 2029)


@pytest.mark.parametrize("gone", ["rejected", "withdrawn"])
def test_what_has_left_the_field_is_not_written_out(town: Town, gone: str) -> None:
    goal = reviewed(town, **LONG)
    if gone == "rejected":
        adopt(town, goal, "rejected")
    else:
        adopt(town, goal)
        town.do("withdraw", goal, town.stig, verdict="approved", decision=town.paragraph("KF", date(2026, 6, 15)))
    town.tick(date(2026, 11, 2))
    assert not town.find("goal", 2028)


@pytest.mark.parametrize(("outlook", "offered"), [("not_met", True), ("will_be_met", False)])
def test_a_goal_at_risk_is_offered_when_the_year_after_next_opens(town: Town, outlook: str, offered: bool) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "partly")
    town.tick(date(2027, 9, 8))
    forecast(town, goal, "R3", outlook)
    town.tick(date(2027, 11, 1))
    year = town.case(town.find("committee_year", 2029, "BUN")[0].id)
    assert year.fact("offered").get("goals", []) == ([goal] if offered else [])
    assert not town.find("goal", 2029), "offered, not carried over"
    [other] = town.find("committee_year", 2029, "SN")
    assert other.fact("offered") == {}


def test_the_closing_confirms_the_offer_or_takes_it_away(town: Town) -> None:
    goal, other = planned(town), planned(town, "Frånvaron ska minska år 2027")
    town.tick(date(2027, 11, 1))
    year = town.find("committee_year", 2029, "BUN")[0].id
    assert town.case(year).fact("offered") == {}
    town.tick(date(2027, 11, 8))
    forecast(town, goal, "R4", "not_met")
    town.tick(date(2028, 1, 10))
    assert town.case(year).fact("offered")["goals"] == [goal], "offered at the next step of the year"
    close(town, goal, "met")
    close(town, other, "partly_met")
    town.tick(date(2028, 2, 1))
    assert town.case(year).fact("offered")["goals"] == [other]


def municipal(town: Town, **said: Any) -> int:
    """A municipality-wide goal, adopted in June."""
    year = town.find("goal_year")[0]
    goal = town.do(
        "municipal_goal.draft",
        year.id,
        town.kia,
        goal="Alla ska kunna simma",
        met_when="När alla kan",
        focus_areas=town.focus_areas(),
    ).id
    town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.kia, measurability="Simskolans register", followed_how="I maj", **said)
    adopt(town, goal)
    return goal


def test_a_municipality_wide_goal_goes_on_in_the_same_way(town: Town) -> None:
    goal = municipal(town, **LONG)
    town.tick(date(2026, 11, 2))
    [second] = town.find("municipal_goal", 2028)
    assert second.fact("lineage")["continues"] == goal
    assert (second.state, second.unit) == ("adopted", town.unit["KF"])


def test_a_year_that_is_written_out_ends_by_its_own_step(town: Town) -> None:
    first = adopted(town, **LONG)
    town.tick(date(2026, 11, 2))
    second = the_goal_of(town, 2028)
    town.tick(date(2026, 12, 1))
    town.do("confirm", first, town.stig, verdict="not_confirmed", decision=town.paragraph("KF", date(2026, 11, 30)))
    assert town.case(first).state == "withdrawn"
    assert town.case(second.id).state == "adopted", "each year's case is ended by its own step"
    assert events(town, second.id)[0].step == "import"
