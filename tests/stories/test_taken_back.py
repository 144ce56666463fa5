"""A forecast was wrong: whoever submitted it takes it back, until the round closes or a § has noted it."""

from datetime import date

from tests.people import Town
from tests.stories.ways import cell, events, forecast, planned, refused

CLOSES = date(2027, 5, 7)


def test_a_forecast_is_taken_back_and_given_anew(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "not_met")
    wrong = events(town, goal)[-1].seq
    back = town.do("take_back", goal, town.maja, "R1", event=wrong, why="Fel siffror")
    assert (back.state, back.fact("forecast", "R1")) == ("action_planned", {})
    assert cell(town, "R1") == {"awaited": 1}
    assert forecast(town, goal, "R1").state == "forecast"
    assert cell(town, "R1") == {"will_be_met": 1}


def test_what_was_taken_back_is_owed_again_and_reminded_of(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    town.tick(date(2027, 4, 14))
    town.do("take_back", goal, town.maja, "R1", event=events(town, goal)[-1].seq, why="Fel siffror")
    assert town.case(goal).next_due is not None
    assert town.tick(date(2027, 4, 14)).reminders == 1
    assert cell(town, "R1") == {"not_reported": 1}


def test_nobody_else_takes_it_back(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    wrong = events(town, goal)[-1].seq
    for who in (town.kajsa, town.dina):
        why = ("“Take back the forecast” is done by “Manager”.", "Only the one who submitted it can take it back.")
        with refused(*why):
            town.do("take_back", goal, who, "R1", event=wrong, why="Fel siffror")
    town.seat("ulla", "manager", "BUN")
    with refused("Only the one who submitted it can take it back."):
        town.do("take_back", goal, town.ulla, "R1", event=wrong, why="Fel siffror")


def test_a_forecast_stays_when_its_round_has_closed(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    wrong = events(town, goal)[-1].seq
    town.beat(date(2027, 5, 9))
    town.tick(date(2027, 5, 10))
    with refused("The round closed on 2027-05-07. The quality chief can give more time."):
        town.do("take_back", goal, town.maja, "R1", event=wrong, why="Fel siffror")


def test_a_forecast_stays_when_it_stands_in_the_minutes(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1")
    wrong = events(town, goal)[-1].seq
    [report] = town.find("committee_report", unit="BUN", round="R1")
    town.do("report", report.id, town.maja)
    town.do("approve", report.id, town.dina, verdict="approved")
    town.do("send", report.id, town.nils)
    town.tick(date(2027, 4, 28))
    town.do("minute", report.id, town.nils, verdict="approved", decision=town.paragraph("BUN", date(2027, 4, 27)))
    with refused("The committee has noted it in its minutes."):
        town.do("take_back", goal, town.maja, "R1", event=wrong, why="Fel siffror")


def test_a_forecast_that_something_builds_on_stays(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "not_met")
    wrong = events(town, goal)[-1].seq
    town.do("describe_consequence", goal, town.maja, "R1", consequence="Fler elever saknar behörighet")
    town.tick(date(2027, 4, 28))
    section = town.paragraph("BUN", date(2027, 4, 27))
    town.do("decide_measures", goal, town.nils, "R1", verdict="approved", decision=section)
    with refused("A later entry builds on it. Correct that one first."):
        town.do("take_back", goal, town.maja, "R1", event=wrong, why="Fel siffror")
