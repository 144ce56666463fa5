"""What a person is offered is exactly what would be done, and nobody is offered the calendar's own steps."""

import pytest

from tests.people import Town
from tests.states.good import GOOD
from tests.states.ways import APRIL, put, told, trying, why_not
from workflow.facts import fact_of
from workflow.states.actions import offered, refusals
from workflow.states.command import Command
from workflow.states.context import Unknown, read
from workflow.states.perform import perform


def test_every_step_and_birth_is_offered_once_with_its_reasons(here: Town) -> None:
    here.today = APRIL
    with trying(here) as session:
        goal = put(session, here, "goal", "draft").id
        found = offered(read(session, goal, here.maja, here.now))
        assert all(
            told(offer.why_not) == why_not(session, offer.step.key, goal, here.maja, round=offer.round)
            for offer in found
        )
    keys = [offer.step.key for offer in found]
    level = here.model.levels["goal"]
    births = [step.key for child in here.model.children["goal"] for step in child.births]
    assert keys == [step.key for step in level.steps if not step.birth] + births
    may = {offer.step.key for offer in found if offer.open}
    assert may >= {"goal.reword", "goal.comment", "indicator.add", "activity.plan"} and "goal.propose" not in may


def test_briefly_no_guard_is_asked_about_what_state_or_role_refuse(here: Town) -> None:
    here.today = APRIL
    with trying(here) as session:
        now = read(session, put(session, here, "goal", "draft").id, here.maja, here.now)
        whole, brief = offered(now), offered(now, brief=True)
    assert [offer.open for offer in whole] == [offer.open for offer in brief]
    propose = [next(offer.why_not for offer in found if offer.step.name == "propose") for found in (whole, brief)]
    assert told(propose[1]) == told(propose[0])[:1] and len(propose[0]) > 1


def test_what_one_is_refused_by_role_is_not_told_to_another(here: Town) -> None:
    with trying(here) as session:
        goal = put(session, here, "goal", "draft").id
        for who in (here.maja, here.clock, here.maja):
            now = read(session, goal, who, here.now)
            brief = {offer.step.key: offer.why_not for offer in offered(now, brief=True)}
            whole = {offer.step.key: offer.why_not for offer in offered(now)}
            assert all(told(whole[key])[: len(why)] == told(why) for key, why in brief.items())


def test_the_calendars_own_steps_are_nobodys_to_take(here: Town) -> None:
    with trying(here) as session:
        report = put(session, here, "committee_report", "minuted", round="R1").id
        for who in (here.maja, here.clock):
            offered_steps = {offer.step.key for offer in offered(read(session, report, who, here.now))}
            assert not offered_steps & {"committee_report.close", "committee_report.lapse"}


def test_of_the_rounds_those_are_offered_that_are_open(here: Town) -> None:
    here.today = APRIL
    with trying(here) as session:
        goal = put(session, here, "goal", "action_planned").id
        rounds = [
            (o.round, o.open) for o in offered(read(session, goal, here.maja, here.now)) if o.step.name == "forecast"
        ]
        assert rounds == [("R1", True)]
        here.today = here.today.replace(month=8)
        late = [
            (o.round, o.open) for o in offered(read(session, goal, here.maja, here.now)) if o.step.name == "forecast"
        ]
    assert late == [("R1", False)]


def test_what_is_offered_can_be_done(here: Town) -> None:
    here.today = APRIL
    with trying(here) as session:
        goal = put(
            session, here, "goal", "draft", fact_of("wording", GOOD["wording"] | {"focus_areas": here.focus_areas()})
        ).id
        for offer in offered(read(session, goal, here.olle, here.now)):
            if offer.open and offer.step.says in GOOD and offer.step.says != "correction":
                trial = session.begin_nested()
                fact = fact_of(offer.step.says, GOOD[offer.step.says] | more(here, offer.step.says))
                perform(session, Command(offer.step.key, goal, here.olle, fact, at=here.now, round=offer.round))
                trial.rollback()


def more(town: Town, kind: str) -> dict[str, int]:
    return {"handover": {"responsible": town.dina.person}, "assignment": {"unit": town.unit["SN"]}}.get(kind, {})


def test_charlie_is_offered_nothing_here(town: Town) -> None:
    goal = town.goal()
    with pytest.raises(Unknown), town.database.reading() as session:
        refusals(session, "propose", goal, town.charlie, town.now)
