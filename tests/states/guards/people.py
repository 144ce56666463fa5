"""Who may not."""

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.guards.shown import Told, shown
from tests.states.ways import put, says, take
from workflow.facts import fact_of
from workflow.records.queries.events import timeline


@shown("Du har själv skrivit målet, så någon annan granskar det.")
def not_an_author(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "draft").id
    take(session, town, "reword", goal, town.maja, fact_of("wording", GOOD["wording"]))
    for who in (town.rut, town.maja):
        yield says(session, "not_an_author", goal, "review", who)


@shown("Bara den som lämnade uppgiften kan ta tillbaka den.")
def only_the_submitter(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "action_planned").id
    take(session, town, "forecast", goal, town.maja, fact_of("forecast", GOOD["forecast"]), round="R1")
    wrong = timeline(session, town.clock.organisation, goal)[-1].seq
    said = fact_of("correction", {"event": wrong, "why": "Fel värde"})
    for who in (town.maja, town.kajsa):
        yield says(session, "only_the_submitter", goal, "take_back", who, said, round="R1")


@shown("Den du lämnar över till har ingen roll med uppgifter här. Välj någon som har det.")
def can_take_it_over(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "action_planned").id
    for who in (town.maja, town.cora):
        said = fact_of("handover", {"responsible": who.person})
        yield says(session, "can_take_it_over", goal, "hand_over", town.dina, said)
