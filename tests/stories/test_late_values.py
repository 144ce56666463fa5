"""What is measured late still counts, a target judges its own year, and one that nothing could meet is refused."""

from datetime import date

import pytest

from tests.people import Town
from tests.stories.ways import adopt, close, drafted, forecast, indicators, planned, review
from workflow.measuring.attainment import Judged
from workflow.measuring.values import Value, at_closing, judged, outcome, terms, values
from workflow.states.perform import Refused

Answer = tuple[Value | None, Judged]


def figures(town: Town, goal: int, *, then: bool = False) -> Answer:
    """The value that judges the goal's year (or that did so `then`, at the closing), and what it says."""
    case, own = town.case(goal), town.case(indicators(town, goal)[0].id)
    found = values(own.facts, case.facts, own.id, case.year)
    said = (at_closing if then else outcome)(found, case.year)
    return said, judged(terms(own.facts, found, case.year, said), said)


def interval(town: Town) -> int:
    """A goal whose group shall be between 5 and 8, as the council will see it."""
    goal = drafted(town, "Gruppen ska vara mellan 5 och 8 barn år 2027")
    [own] = indicators(town, goal)
    town.do(
        "describe", own.id, town.maja, name="Gruppens storlek", unit="barn", comparator="between", target=5, target_to=8
    )
    town.tick(date(2026, 3, 2))
    town.do("propose", goal, town.olle, realism="Ja", measurability="Statistik")
    review(town, goal)
    town.tick(date(2026, 6, 16))
    return goal


def test_a_value_on_its_own_counts_after_an_older_forecast_also_when_the_goal_is_closed_and_the_indicator_retired(
    town: Town,
) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    town.tick(date(2027, 5, 3))
    town.do("measure", own.id, town.maja, value=87, period="april 2027")
    town.do("measure", own.id, town.maja, value=83, period="mars 2027")
    said, told = figures(town, goal)
    assert said and (said.value, told.code) == (87, "met")
    for round, day in (("R2", date(2027, 5, 20)), ("R3", date(2027, 9, 8)), ("R4", date(2027, 11, 8))):
        town.tick(day)
        forecast(town, goal, round)
    town.tick(date(2028, 1, 20))
    town.do("close", goal, town.maja, attainment="cannot_be_assessed", reason="Statistiken kommer i maj",
            measured=[{"indicator": own.id, "missing": "not_yet_measurable", "reason": "Kommer i maj"}])  # fmt: skip
    said, told = figures(town, goal)
    assert said and (said.round, said.is_said, told.code) == ("closing", False, "")
    town.tick(date(2028, 5, 16))
    assert town.case(own.id).state == "retired"
    town.do("measure", own.id, town.maja, value=91, period="2027")
    said, told = figures(town, goal)
    assert said and (said.value, said.is_late, told.code) == (91, True, "met")
    said, told = figures(town, goal, then=True)
    assert said and (said.round, told.code) == ("closing", "")
    assert town.case(own.id).state == "retired"
    assert town.case(goal).fact("closing")["attainment"] == "cannot_be_assessed"


def test_a_late_value_stands_beside_the_closings(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2028, 1, 20))
    close(town, goal, "not_met")
    town.tick(date(2028, 4, 20))
    town.do("measure", own.id, town.cora, value=86, period="helår 2027")
    (late, now), (final, before) = figures(town, goal), figures(town, goal, then=True)
    assert late and final and (late.value, now.code, final.value, before.code) == (86, "met", 84, "not_met")


def test_a_target_of_another_year_leaves_this_years_judgement_alone(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    town.tick(date(2027, 5, 4))
    by = town.paragraph("BUN", date(2027, 5, 3), "31")
    for year, value in ((2027, 82), (2028, 60)):
        town.do("set_target", own.id, town.nils, value=value, year=year, decision=by)
    assert figures(town, goal)[1].code == "not_met"
    case = town.case(own.id)
    assert terms(case.facts, [], 2027, None).target == 82
    assert terms(case.facts, [], 2028, None).target == 60


def test_an_interval_is_decided_with_both_its_ends(town: Town) -> None:
    goal = interval(town)
    [own] = indicators(town, goal)
    target = {"indicator": own.id, "value": 10}
    with pytest.raises(Refused, match="say its upper end too"):
        adopt(town, goal, "approved_changed", targets=[target])
    with pytest.raises(Refused, match="ends before it begins"):
        adopt(town, goal, "approved_changed", targets=[target | {"to": 9}])
    assert town.case(goal).state == "proposed" or not town.case(own.id).facts.get("target/2027")
    adopt(town, goal, "approved_changed", targets=[target | {"to": 12}])
    assert terms(town.case(own.id).facts, [], 2027, None)[:3] == ("between", 10, 12)
    by = town.paragraph("BUN", date(2026, 6, 16), "31")
    with pytest.raises(Refused, match="say its upper end too"):
        town.do("set_target", own.id, town.nils, value=7, year=2027, decision=by)


def test_a_change_is_written_without_a_minus(town: Town) -> None:
    goal = drafted(town)
    [own] = indicators(town, goal)
    said = {"name": "Väntetid", "unit": "dagar", "comparator": "less_than_before"}
    with pytest.raises(Refused, match="without a minus"):
        town.do("describe", own.id, town.maja, target=-5, **said)
    town.do("describe", own.id, town.maja, target=5, **said)
    town.do("describe", own.id, town.maja, target=10, **said | {"comparator": "less_by_percent"})


def test_women_and_men_or_a_word_account_for_an_indicator_as_a_number_does(town: Town) -> None:
    goal = planned(town)
    [own] = indicators(town, goal)
    town.tick(date(2027, 4, 8))
    for said in ({"women": 90}, {"text": ""}):
        with pytest.raises(Refused, match="or say why there is none"):
            town.do("forecast", goal, town.maja, "R1", outlook="will_be_met", measured=[{"indicator": own.id} | said])
    town.do(
        "forecast",
        goal,
        town.maja,
        "R1",
        outlook="will_be_met",
        measured=[{"indicator": own.id, "women": 90, "men": 88}],
    )
    assert figures(town, goal)[1].code == "met"
