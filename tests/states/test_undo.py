"""Undoing: a wrong entry is unsaid and the case is as before, but nothing is gone from the timeline."""

from datetime import date

import pytest

from tests.people import Town
from tests.states.good import GOOD
from tests.states.ways import everything, refused
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent, timeline
from workflow.records.sql import run
from workflow.states.context import Who
from workflow.states.replay import verify

MARCH = date(2026, 3, 2)
IN_R1, IN_R2 = date(2027, 4, 7), date(2027, 5, 18)
NOT_THAT = "Den uppgiften går inte att rätta: den hör inte hit, eller är redan rättad."
BUILT_ON = "En senare uppgift bygger på den. Rätta den först."
UNDOING = ("correct", "take_back")
SECOND = "Någon annan måste bekräfta rättelsen."


def events(town: Town, case: int) -> list[TimelineEvent]:
    with town.database.reading() as session:
        return timeline(session, town.clock.organisation, case)


def correct(town: Town, case: int, seq: int, *who: str) -> Case:
    """The entry is corrected by these people, one after the other."""
    for name in who:
        found = town.do("correct", case, town.people[name], event=seq, why="Fel mål")
    return found


def same(case: Case) -> Case:
    """The case without what counts its events, and without what was said to undo."""
    facts = {key: short for key, short in case.facts.items() if not key.startswith("correction")}
    taken = {key: when for key, when in case.taken.items() if key.partition("/")[0] not in UNDOING}
    return case._replace(version=0, seq=0, facts=facts, taken=taken)


def holds(town: Town) -> None:
    with town.database.reading() as session:
        assert verify(session, town.clock.organisation).faults == []


@pytest.fixture
def proposed(town: Town) -> int:
    """A goal that the chair has put forward."""
    goal = town.goal()
    town.today = MARCH
    town.do("propose", goal, town.olle, **GOOD["proposal"])
    return goal


@pytest.fixture
def planned(town: Town) -> int:
    """A goal with an action plan, in the first round."""
    goal = town.goal()
    town.today = date(2026, 6, 16)
    town.do("adopt", goal, town.stig, verdict="approved", decision=town.paragraph("KF", date(2026, 6, 15)))
    town.do("activity.plan", goal, town.maja, what="Läxhjälp")
    town.do("hand_over", goal, town.dina, responsible=town.maja.person)
    town.do("plan_actions", goal, town.nils, verdict="approved", decision=town.paragraph("BUN", date(2026, 6, 16)))
    town.today = IN_R1
    return goal


def forecast(town: Town, goal: int, round: str, outlook: str = "partly") -> int:
    """Maja's forecast; the number of the entry."""
    [indicator] = [row.id for row in town.find("indicator") if row.parent == goal]
    measured = [{"indicator": indicator, "value": 80}]
    return town.done("forecast", goal, town.maja, round, outlook=outlook, measured=measured).seq


def test_one_person_asks_and_another_confirms(town: Town, proposed: int) -> None:
    before = town.case(proposed)
    criteria = [{"criterion": name, "holds": True} for name in town.model.criteria]
    wrong = town.done("review", proposed, town.rut, verdict="passed", criteria=criteria).seq
    asked = correct(town, proposed, wrong, "rut")
    assert asked.state == "smart_reviewed", "one alone has only asked"
    with refused(SECOND):
        correct(town, proposed, wrong, "rut")
    done = correct(town, proposed, wrong, "kia")
    assert same(done) == same(before)
    last = events(town, proposed)[-1]
    assert (last.unsays, last.from_state, last.to_state) == (wrong, "smart_reviewed", "proposed")
    assert [event.step for event in events(town, proposed)][-4:] == [
        "goal.propose",
        "goal.review",
        "goal.correct",
        "goal.correct",
    ]
    assert events(town, proposed)[-3].said, "what was wrong can still be read"
    holds(town)


def test_title_facts_and_links_are_as_before(town: Town, proposed: int) -> None:
    criteria = [{"criterion": name, "holds": False} for name in town.model.criteria]
    town.do("review", proposed, town.rut, verdict="returned", criteria=criteria)
    before = town.case(proposed)
    wrong = town.done(
        "reword", proposed, town.maja, goal="Fel text", focus_areas=town.focus_areas()[1:], no_area_motive="x"
    ).seq
    assert town.case(proposed).title == "Fel text"
    assert same(correct(town, proposed, wrong, "maja", "dina")) == same(before)
    with town.database.reading() as session:
        linked = (
            run(session, "SELECT target FROM link WHERE source = ? AND kind = 'supports'", (proposed,)).scalars().all()
        )
    assert list(linked) == town.focus_areas()[:1]
    holds(town)


def test_a_goal_that_was_moved_by_mistake_is_back_with_its_department(town: Town) -> None:
    goal = town.goal(responsible=town.maja.person)
    before = town.case(goal)
    town.today = MARCH
    wrong = town.done(
        "transfer", goal, town.stig, unit=town.unit["SN"], decision=town.paragraph("KF", date(2026, 3, 1))
    ).seq
    assert town.case(goal).responsible is None
    assert same(correct(town, goal, wrong, "stig", "kia")) == same(before)
    holds(town)


def test_what_a_later_step_builds_on_stays(town: Town, proposed: int) -> None:
    wrong = events(town, proposed)[-1].seq
    criteria = [{"criterion": name, "holds": True} for name in town.model.criteria]
    later = town.done("review", proposed, town.rut, verdict="passed", criteria=criteria).seq
    before = everything(town)
    with refused(BUILT_ON):
        correct(town, proposed, wrong, "olle")
    assert everything(town) == before
    correct(town, proposed, later, "rut", "kia")
    assert correct(town, proposed, wrong, "olle", "kia").state == "draft", (
        "when the later one is corrected it can be too"
    )
    holds(town)


def test_what_a_paragraph_has_noted_stays(town: Town, planned: int) -> None:
    wrong = forecast(town, planned, "R1")
    town.do("describe_consequence", planned, town.maja, "R1", consequence="Fler utan examen")
    section = town.paragraph("BUN", IN_R1)
    town.do("decide_measures", planned, town.nils, "R1", verdict="approved", decision=section)
    with refused(BUILT_ON):
        correct(town, planned, wrong, "dina")


def test_what_was_said_because_of_it_goes_first(town: Town, planned: int) -> None:
    wrong = forecast(town, planned, "R1")
    told = town.done("describe_consequence", planned, town.maja, "R1", consequence="Fler utan examen").seq
    with refused(BUILT_ON):
        correct(town, planned, wrong, "dina")
    correct(town, planned, told, "maja", "dina")
    assert correct(town, planned, wrong, "dina", "maja").state == "action_planned"
    holds(town)


def test_what_could_not_have_been_done_without_it_stays(town: Town, planned: int) -> None:
    measure = town.do(
        "measure.propose",
        planned,
        town.maja,
        what="Fler lärare",
        responsible=town.maja.person,
        done_by="2027-11-01",
        cost_sek=0,
        effect="Fler får stöd",
    ).id
    town.do("approve", measure, town.dina, verdict="approved")
    wrong = town.done("start", measure, town.maja).seq
    told = town.done("report_effect", measure, town.maja, "R1", comment="Det hjälper").seq
    with refused(BUILT_ON):
        correct(town, measure, wrong, "dina")
    correct(town, measure, told, "maja", "dina")
    assert correct(town, measure, wrong, "dina", "maja").state == "decided"
    holds(town)


def test_the_first_forecast_can_be_undone_when_there_is_a_second(town: Town, planned: int) -> None:
    wrong = forecast(town, planned, "R1")
    town.today = IN_R2
    forecast(town, planned, "R2", "will_be_met")
    done = correct(town, planned, wrong, "maja", "dina")
    assert (done.state, done.since) == ("forecast", IN_R2), "the second one brought it into follow-up"
    assert "forecast/R1" not in done.facts and done.fact("forecast", "R2")["outlook"] == "will_be_met"
    assert not done.took("forecast", "R1") and done.took("forecast", "R2")
    holds(town)


def test_a_note_a_birth_a_correction_and_an_entry_of_another_case_cannot_be_undone(town: Town, proposed: int) -> None:
    other = town.done("propose", town.goal("Ett annat mål"), town.olle, **GOOD["proposal"]).seq
    town.tick(date(2026, 3, 3))
    birth = events(town, proposed)[0].seq
    for wrong in (birth, other, 9999):
        with refused(NOT_THAT):
            correct(town, proposed, wrong, "olle")
    [wrong] = [event.seq for event in events(town, proposed) if event.step == "goal.propose"]
    correct(town, proposed, wrong, "olle", "kia")
    for seq in (wrong, events(town, proposed)[-1].seq):
        with refused(NOT_THAT):
            correct(town, proposed, seq, "dina")


def test_nobody_confirms_on_behalf_of_whoever_asked(town: Town, proposed: int) -> None:
    wrong = events(town, proposed)[-1].seq
    correct(town, proposed, wrong, "olle")
    for_olle = Who(town.clock.organisation, town.kia.person, town.olle.person)
    with refused(SECOND):
        town.do("correct", proposed, for_olle, event=wrong, why="Fel mål")


def test_two_strangers_do_not_unsay_what_the_council_has_adopted(town: Town, planned: int) -> None:
    wrong = next(event.seq for event in events(town, planned) if event.step == "goal.plan_actions")
    correct(town, planned, wrong, "maja")
    with refused(
        "En av de två måste ha gjort uppgiften, eller vara någon som får göra ”Logga beslut om handlingsplan”."
    ):
        correct(town, planned, wrong, "dina")
    assert town.case(planned).state == "action_planned"
    assert correct(town, planned, wrong, "nils").state == "adopted", "he logged it"
    adopted = next(event.seq for event in events(town, planned) if event.step == "goal.adopt")
    correct(town, planned, adopted, "kia")
    town.leave("stig", town.today)
    town.seat("siv", "clerk", "ROOT")
    town.today = date(2027, 4, 8)
    with refused(
        "En av de två måste ha gjort uppgiften, eller vara någon som får göra ”Logga fullmäktiges beslut om målet”."
    ):
        correct(town, planned, adopted, "olle")
    assert correct(town, planned, adopted, "siv").state == "draft", "she has the seat now of whoever logged it"
    holds(town)


def test_whoever_has_the_role_asks_and_anybody_confirms(town: Town, planned: int) -> None:
    town.seat("nora", "secretary", "BUN")
    wrong = next(event.seq for event in events(town, planned) if event.step == "goal.plan_actions")
    assert correct(town, planned, wrong, "nora", "kia").state == "adopted"


def test_what_the_calendar_did_is_corrected_by_any_two(town: Town) -> None:
    town.tick(date(2026, 1, 8))
    [year] = town.find("goal_year", 2027)
    wrong = events(town, year.id)[-1].seq
    assert events(town, year.id)[-1].step.startswith("goal_year.")
    assert correct(town, year.id, wrong, "kia", "cora").state != year.state


def test_whoever_has_no_role_for_it_does_not_confirm(town: Town, proposed: int) -> None:
    wrong = events(town, proposed)[-1].seq
    correct(town, proposed, wrong, "olle")
    with refused("”Rätta en felaktig uppgift” görs av " + by(town) + "."):
        town.do("correct", proposed, town.ada, event=wrong, why="Fel mål")


def by(town: Town) -> str:
    names = [f"”{town.model.roles[role].title.sv}”" for role in town.model.step("goal.correct").by]
    return ", ".join(names[:-1]) + f" eller {names[-1]}"


def test_a_forecast_is_taken_back_by_whoever_gave_it_until_its_round_closes(town: Town, planned: int) -> None:
    before = town.case(planned)
    wrong = forecast(town, planned, "R1")
    with refused("Bara den som lämnade uppgiften kan ta tillbaka den."):
        town.seat("malin", "manager", "BUN")
        town.do("take_back", planned, town.malin, "R1", event=wrong, why="Fel värde")
    back = town.do("take_back", planned, town.maja, "R1", event=wrong, why="Fel värde")
    assert same(back) == same(before)
    holds(town)
    wrong = forecast(town, planned, "R1", "not_met")
    town.today = date(2027, 5, 8)
    with refused("Tillfället stängde 2027-05-07. Kvalitetschefen kan ge mer tid."):
        town.do("take_back", planned, town.maja, "R1", event=wrong, why="Fel värde")
    town.today = IN_R2
    with refused("Den uppgiften hör till ett annat tillfälle."):
        town.do("take_back", planned, town.maja, "R2", event=wrong, why="Fel värde")


def test_each_correction_asks_for_its_own_second_person(town: Town, proposed: int) -> None:
    wrong = events(town, proposed)[-1].seq
    comment = town.done("comment", proposed, town.maja, text="Fel ställe").seq
    correct(town, proposed, wrong, "olle")
    correct(town, proposed, comment, "kia")
    assert correct(town, proposed, wrong, "kia").state == "proposed", (
        "Kia asks anew: the last one asked for was another"
    )
    assert correct(town, proposed, wrong, "olle").state == "draft"
    holds(town)
