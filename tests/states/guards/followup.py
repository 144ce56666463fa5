"""What must be there when a goal is planned, forecast, reported and closed."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.guards.shown import Told, shown
from tests.states.ways import put, says
from workflow.facts import Fact, fact_of
from workflow.records.case import Case


def forecast(outlook: str, **more: Any) -> Fact:
    return fact_of("forecast", {"outlook": outlook, **more})


def own_year(town: Town) -> Case:
    return town.find("committee_year", unit="BUN")[0]


def with_indicator(session: Session, town: Town, state: str) -> tuple[int, int]:
    """A goal and its indicator."""
    goal = put(session, town, "goal", state).id
    said = fact_of("indicator", GOOD["indicator"])
    put(session, town, "indicator", "retired", said, parent=put(session, town, "goal", state).id)
    return goal, put(session, town, "indicator", "in_force", said, parent=goal).id


@shown("Lägg till minst en aktivitet till målet.")
def has_activities(session: Session, town: Town) -> Told:
    for state in ("planned", "cancelled"):
        goal = put(session, town, "goal", "adopted").id
        put(session, town, "activity", state, parent=goal)
        yield says(session, "has_activities", goal, "plan_actions", town.nils)


@shown("Det som dessa aktiviteter kostar finns inte i internbudgeten: ”Läxhjälp varje dag”, ”Fler lärare”.")
def costs_in_internal_budget(session: Session, town: Town) -> Told:
    frame = fact_of("frame", {"lines": [{"account": "6100", "amount_sek": 900000}]})
    year = put(session, town, "committee_year", "open", frame).id
    goal = put(session, town, "goal", "adopted", parent=year).id
    free = fact_of("activity", {"what": "Möten"})
    put(session, town, "activity", "planned", free, parent=goal)
    for line, more in (("6100", {}), ("6200", {"what": "Fler lärare"})):
        for what in ({}, more):
            said = fact_of("activity", GOOD["activity"] | {"cost_sek": 200000, "budget_line": line} | what)
            put(session, town, "activity", "planned", said, parent=goal)
        yield says(session, "costs_in_internal_budget", goal, "plan_actions", town.nils)


@shown("Ange vem som ansvarar för målet.")
def has_responsible(session: Session, town: Town) -> Told:
    for said in (GOOD["wording"] | {"responsible": town.maja.person}, GOOD["wording"]):
        goal = put(session, town, "goal", "adopted", fact_of("wording", said)).id
        yield says(session, "has_responsible", goal, "plan_actions", town.nils)


@shown("Tillfället stängde 2027-05-07. Kvalitetschefen kan ge mer tid.")
def round_is_open(session: Session, town: Town) -> Told:
    more_time = fact_of("extension", {"step": "forecast", "until": "2027-05-31", "why": "Mätningen dröjer"})
    for facts in ([(more_time, "R1")], [(more_time, "R2")]):
        goal = put(session, town, "goal", "action_planned", *facts).id
        yield says(session, "round_is_open", goal, "forecast", town.maja, day=date(2027, 5, 31), round="R1")


@shown("Nämnden har redan protokollfört det.")
def not_in_the_minutes(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "forecast").id
    for taken in ({}, {"minute": "2027-04-28"}):
        put(session, town, "committee_report", "minuted", round="R1", taken=taken)
        yield says(session, "not_in_the_minutes", goal, "take_back", town.maja, round="R1")


@shown("Ange ett värde för ”Andel med examen”, eller varför det saknas.")
def measured_or_reason(session: Session, town: Town) -> Told:
    goal, indicator = with_indicator(session, town, "action_planned")
    missing = {"indicator": indicator, "missing": "not_measured"}
    for measured in ([missing | {"reason": "Enkäten är i höst"}], [missing]):
        said = forecast("will_be_met", measured=measured)
        yield says(session, "measured_or_reason", goal, "forecast", town.maja, said, round="R1")


@shown("Ange ett värde för ”Andel med examen”, ”Andel nöjda”, eller varför det saknas.")
def every_indicator_accounted_for(session: Session, town: Town) -> Told:
    goal, indicator = with_indicator(session, town, "forecast")
    other = fact_of("indicator", GOOD["indicator"] | {"name": "Andel nöjda"})
    second = put(session, town, "indicator", "in_force", other, parent=goal).id
    for measured in ([{"indicator": number, "value": "84,5"} for number in (indicator, second)], []):
        said = fact_of("closing", {"attainment": "met", "measured": measured})
        yield says(session, "every_indicator_accounted_for", goal, "close", town.maja, said)


@shown("Ange varför målet inte går att bedöma, och när det går.")
def reason_when_not_assessable(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "action_planned").id
    for more in ({"reason": "Enkäten är i höst", "when": "I oktober"}, {"reason": "Enkäten är i höst"}):
        said = forecast("cannot_be_assessed", **more)
        yield says(session, "reason_when_not_assessable", goal, "forecast", town.maja, said, round="R1")


@shown("Ingen dag angavs för konsekvensbeskrivningen.")
def consequence_or_its_day(session: Session, town: Town) -> Told:
    described = put(session, town, "goal", "action_planned", (fact_of("consequence", GOOD["consequence"]), "R1")).id
    bare = put(session, town, "goal", "action_planned").id
    for said in (forecast("will_be_met"), forecast("partly", consequence_by="2027-05-01")):
        assert not says(session, "consequence_or_its_day", bare, "forecast", town.maja, said, round="R1")
    for goal in (described, bare):
        yield says(session, "consequence_or_its_day", goal, "forecast", town.maja, forecast("partly"), round="R1")


@shown("Det gick inte att bedöma tillfället före heller.")
def assessed_now_or_before(session: Session, town: Town) -> Told:
    for before in ("partly", "cannot_be_assessed"):
        goal = put(session, town, "goal", "forecast", (forecast(before), "R1")).id
        said = forecast("cannot_be_assessed", reason="Enkäten är i höst", when="I oktober")
        assert not says(session, "assessed_now_or_before", goal, "forecast", town.maja, forecast("partly"), round="R2")
        yield says(session, "assessed_now_or_before", goal, "forecast", town.maja, said, round="R2")


@shown("Ett mål är inte rapporterat: ”Fler elever ska ta examen”.")
def goals_are_reported(session: Session, town: Town) -> Told:
    report = put(session, town, "committee_report", "open", round="R1").id
    put(session, town, "goal", "draft")
    put(session, town, "goal", "forecast", (forecast("partly"), "R1"))
    yield says(session, "goals_are_reported", report, "report", town.maja)
    put(session, town, "goal", "forecast", (forecast("partly"), "R2"), fact_of("wording", GOOD["wording"]))
    yield says(session, "goals_are_reported", report, "report", town.maja)


@shown("2 mål som inte väntas nås saknar konsekvensbeskrivning: ”A-mål”; ”B-mål”.")
def consequences_are_described(session: Session, town: Town) -> Told:
    report = put(session, town, "committee_report", "reported", round="R1").id
    put(
        session,
        town,
        "goal",
        "forecast",
        (forecast("not_met"), "R1"),
        (fact_of("consequence", GOOD["consequence"]), "R1"),
    )
    put(session, town, "goal", "forecast", (forecast("will_be_met"), "R1"))
    yield says(session, "consequences_are_described", report, "approve", town.dina)
    put(session, town, "goal", "forecast", (forecast("partly"), "R1"), title="A-mål")
    one = says(session, "consequences_are_described", report, "approve", town.dina)
    assert one == "Ett mål som inte väntas nås saknar konsekvensbeskrivning: ”A-mål”."
    put(session, town, "goal", "forecast", (forecast("partly"), "R1"), title="B-mål")
    yield says(session, "consequences_are_described", report, "approve", town.dina)


@shown("2 mål som inte väntas nås saknar åtgärd: ”A-mål”; ”B-mål”.")
def measures_are_proposed(session: Session, town: Town) -> Told:
    report = put(session, town, "committee_report", "reported", round="R1").id
    helped = put(session, town, "goal", "forecast", (forecast("not_met"), "R1")).id
    put(session, town, "measure", "done", fact_of("measure", GOOD["measure"]), parent=helped)
    yield says(session, "measures_are_proposed", report, "approve", town.dina)
    bare = put(session, town, "goal", "forecast", (forecast("partly"), "R1"), title="A-mål").id
    put(session, town, "measure", "cancelled", fact_of("measure", GOOD["measure"]), parent=bare)
    one = says(session, "measures_are_proposed", report, "approve", town.dina)
    assert one == "Ett mål som inte väntas nås saknar åtgärd: ”A-mål”."
    put(session, town, "goal", "forecast", (forecast("partly"), "R1"), title="B-mål")
    yield says(session, "measures_are_proposed", report, "approve", town.dina)


@shown("Konsekvensbeskrivningen lämnades aldrig.")
def consequence_owed(session: Session, town: Town) -> Told:
    for facts in ([(fact_of("consequence", GOOD["consequence"]), "R3")], []):
        goal = put(session, town, "goal", "forecast", (forecast("not_met"), "R3"), *facts)
        yield says(session, "consequence_owed", goal.id, "close", town.maja)


@shown("Vid det här tillfället finns ingen prognos om att målet inte nås.")
def forecast_is_at_risk(session: Session, town: Town) -> Told:
    for outlook in ("partly", "will_be_met"):
        goal = put(session, town, "goal", "forecast", (forecast(outlook), "R1"))
        yield says(session, "forecast_is_at_risk", goal.id, "describe_consequence", town.maja, round="R1")


@shown("Målet nåddes inte helt, så det behöver en analys.")
def fully_met(session: Session, town: Town) -> Told:
    for attainment in ("met", "cannot_be_assessed"):
        goal = put(session, town, "goal", "closed", fact_of("closing", {"attainment": attainment}))
        yield says(session, "fully_met", goal.id, "conclude", town.kia)


@shown("De ansvariga har ännu inte påmints ända till sista steget i påminnelsetrappan.")
def last_rung_reached(session: Session, town: Town) -> Told:
    for rung in ("escalation+5", "escalation+3"):
        notice = fact_of("notice", {"step": "close", "rung": rung, "due": "2028-01-31"})
        goal = put(session, town, "goal", "forecast", notice)
        yield says(session, "last_rung_reached", goal.id, "close_unreported", town.kia)


@shown("En av åtgärderna kräver ett beslut av nämnden.")
def measures_within_powers(session: Session, town: Town) -> Told:
    for needs_body in (False, True):
        goal = put(session, town, "goal", "forecast").id
        put(session, town, "measure", "proposed", fact_of("measure", {"what": "Fler lärare", "needs_body": needs_body}),
            parent=goal)  # fmt: skip
        yield says(session, "measures_within_powers", goal, "approve_measures", town.dina, round="R1")
