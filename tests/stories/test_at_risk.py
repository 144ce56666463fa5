"""A goal at risk: the forecast opens the duty to describe the consequence, and the report waits for it (002, story A)."""

from datetime import date

from tests.people import Town
from tests.stories.ways import cell, forecast, planned, refused
from workflow.cycle.deadlines import duties
from workflow.organisation.calendar_loader import calendar_now

SHEET = date(2027, 4, 1)
MEETING = date(2027, 4, 27)
WHOLE = {"responsible": 1, "done_by": "2027-11-01", "cost_sek": 0, "effect": "Fler klarar provet"}
"""What is to be said of every measure."""


def owed(town: Town, case: int) -> dict[str, date]:
    """What the case owes, and by when."""
    with town.database.reading() as session:
        calendar = calendar_now(session, town.clock.organisation)
        return {duty.key: duty.due for duty in duties(town.model, calendar, town.case(case, session))}


def test_a_goal_at_risk_is_described_before_its_report_is_approved_and_minuted(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    [report] = town.find("committee_report", unit="BUN", round="R1")
    assert cell(town, "R1") == {"awaited": 1}

    town.tick(date(2027, 4, 8))
    assert "describe_consequence/R1" not in owed(town, goal)
    forecast(town, goal, "R1", "partly", comment="Frånvaron ökar")
    assert owed(town, goal)["describe_consequence/R1"] == date(2027, 4, 20)
    assert cell(town, "R1") == {"consequence_missing": 1}

    town.do("report", report.id, town.maja)
    with refused(
        "A goal at risk lacks its consequence description: “Andelen elever med examen ska vara minst 85 % år 2027”.",
        "A goal at risk lacks a measure: “Andelen elever med examen ska vara minst 85 % år 2027”.",
    ):
        town.do("approve", report.id, town.dina, verdict="approved")

    town.do(
        "describe_consequence", goal, town.maja, "R1", cause="Frånvaro", consequence="Fler elever saknar behörighet"
    )
    assert cell(town, "R1") == {"partly": 1}
    measure = town.do("measure.propose", goal, town.maja, what="Extra lärare i årskurs 9", needs_body=True, **WHOLE)
    assert town.do("approve", report.id, town.dina, verdict="approved").state == "approved"
    town.tick(date(2027, 4, 19))
    assert town.do("send", report.id, town.nils).state == "sent"

    town.tick(date(2027, 4, 28))
    section = town.paragraph("BUN", MEETING, "41")
    town.do("decide_measures", goal, town.nils, "R1", verdict="approved", decision=section)
    town.do("decide", measure.id, town.nils, verdict="approved", decision=section)
    minuted = town.do("minute", report.id, town.nils, verdict="approved", decision=section)
    assert (minuted.state, town.case(measure.id).state) == ("minuted", "decided")
    town.tick(date(2027, 5, 7))
    assert town.case(report.id).state == "closed"
    assert "decide_measures/R1" not in owed(town, goal)


def test_an_outlook_that_changes_between_rounds_gives_ten_working_days(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    forecast(town, goal, "R1")
    assert not [key for key in owed(town, goal) if key.startswith("describe")]
    town.tick(date(2027, 5, 4))
    forecast(town, goal, "R1", "not_met")
    assert owed(town, goal)["describe_consequence/R1"] == date(2027, 5, 19), (
        "the papers went on 20 April; Ascension is 6 May"
    )


def test_a_measure_that_needs_the_committee_is_not_the_director_s_to_decide(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    forecast(town, goal, "R1", "not_met")
    town.do("describe_consequence", goal, town.maja, "R1", consequence="Det blir dyrare")
    asked = town.do("measure.propose", goal, town.maja, what="Bygg en ny skola", needs_body=True, **WHOLE)
    with refused("One of the measures needs a decision of the committee."):
        town.do("approve", asked.id, town.dina, verdict="approved")
    town.do("cancel", asked.id, town.maja, why="För dyrt")
    own = town.do("measure.propose", goal, town.maja, what="Läxhjälp två dagar till", **WHOLE)
    assert town.do("approve", own.id, town.dina, verdict="approved").state == "decided"
    town.do("approve_measures", goal, town.dina, "R1", verdict="returned")
    assert "decide_measures/R1" in owed(town, goal), "returned is not decided"
    assert town.do("approve_measures", goal, town.dina, "R1", verdict="approved").state == "forecast"
    assert "decide_measures/R1" not in owed(town, goal), "nobody is asked for what the director has decided"


def test_the_next_round_asks_whether_the_measure_had_an_effect(town: Town) -> None:
    goal = planned(town)
    town.tick(SHEET)
    forecast(town, goal, "R1", "partly")
    measure = town.do("measure.propose", goal, town.maja, what="Läxhjälp", **WHOLE).id
    town.do("approve", measure, town.dina, verdict="approved")
    town.do("start", measure, town.maja)
    assert owed(town, measure)["report_effect/R2"] == date(2027, 5, 28)
    town.tick(date(2027, 5, 20))
    town.do("report_effect", measure, town.maja, "R2", comment="Ja, fler kommer")
    assert "report_effect/R2" not in owed(town, measure)


def test_an_action_plan_decided_late_does_not_hide_the_consequence(town: Town) -> None:
    goal = planned(town, decided=False)
    town.tick(SHEET)
    forecast(town, goal, "R1", "not_met")
    town.tick(date(2027, 4, 14))
    town.do("plan_actions", goal, town.nils, verdict="approved", decision=town.paragraph("BUN", date(2027, 4, 13)))
    assert owed(town, goal)["describe_consequence/R1"] == date(2027, 4, 20)
    town.do("describe_consequence", goal, town.maja, "R1", consequence="Det blir dyrare")
    assert cell(town, "R1") == {"not_met": 1}
