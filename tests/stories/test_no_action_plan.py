"""The committee never decided an action plan: the goal stays adopted, so that it shows, and is followed up all the same."""

from datetime import date

from tests.people import Town
from tests.stories.ways import cell, close, events, forecast, planned, refused, told


def test_a_goal_without_an_action_plan_is_forecast_and_closed_with_its_remarks(town: Town) -> None:
    goal = planned(town, decided=False)
    town.tick(date(2027, 4, 8))
    assert forecast(town, goal, "R1", "not_met").state == "adopted"
    assert cell(town, "R1") == {"consequence_missing": 1}
    for round, day in (("R2", date(2027, 5, 27)), ("R3", date(2027, 9, 9)), ("R4", date(2027, 11, 9))):
        town.tick(day)
        assert forecast(town, goal, round).state == "adopted"
    town.tick(date(2028, 1, 20))
    assert close(town, goal, "not_met").state == "closed"
    assert [remark["text"] for remark in events(town, goal)[-1].remarks] == [
        "The consequence description was never given."
    ]
    assert told(town, goal, "plan_actions")[-1][1] == "escalation+5", "the plan was asked for to the end of the ladder"


def test_what_is_forecast_without_a_plan_is_not_asked_for_again_when_there_is_one(town: Town) -> None:
    goal = planned(town, decided=False)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    town.tick(date(2027, 4, 14))
    town.do("plan_actions", goal, town.nils, verdict="approved", decision=town.paragraph("BUN", date(2027, 4, 13)))
    for day in (date(2027, 4, 15), date(2027, 4, 19), date(2027, 4, 23)):
        town.tick(day)
    assert not [rung for day, rung in told(town, goal, "forecast") if day < "2027-05-01"]
    assert cell(town, "R1") == {"will_be_met": 1}


def test_a_plan_needs_an_activity_money_in_the_internal_budget_and_a_responsible(town: Town) -> None:
    goal = planned(town, decided=False)
    town.do("activity.plan", goal, town.maja, what="Ny läsesal", cost_sek=500000, budget_line="4600")
    section = town.paragraph("BUN", date(2027, 1, 20))
    with refused("What these activities cost is not in the internal budget: “Ny läsesal”."):
        town.do("plan_actions", goal, town.nils, verdict="approved", decision=section)
    [year] = town.find("committee_year", unit="BUN")
    town.do("set_frame", year.id, town.cora, lines=[{"account": "4600", "amount_sek": 500000}])
    assert town.do("plan_actions", goal, town.nils, verdict="approved", decision=section).state == "action_planned"


def test_nobody_closes_a_goal_as_not_reported_before_everybody_was_told(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2028, 2, 1))
    with refused("The responsible have not been reminded to the end of the ladder yet."):
        town.do("close_unreported", goal, town.kia, attainment="not_reported")
    for day in range(2, 12):
        town.tick(date(2028, 2, day))
    assert town.do("close_unreported", goal, town.kia, attainment="not_reported").state == "closed"
    assert cell(town, "closing") == {"not_reported": 1}
