"""How the group reviews."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.states.guards.shown import Told, shown
from tests.states.ways import APRIL, put, says
from workflow.facts import fact_of
from workflow.organisation.seats import Place, appoint


def judged(town: Town, person: int) -> Any:
    criteria = [{"criterion": name, "holds": True} for name in town.model.criteria]
    return fact_of("judgement", {"reviewer": person, "criteria": criteria})


@shown("Var och en lämnar sin egen bedömning, i eget namn.")
def judges_for_oneself(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "proposed").id
    for person in (town.rut.person, town.maja.person):
        yield says(session, "judges_for_oneself", goal, "judge", town.rut, judged(town, person))


@shown("Beskedet ges av gruppens ordförande, Stig.")
def left_to_the_chair(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "proposed").id
    yield says(session, "left_to_the_chair", goal, "review", town.rut)
    place = Place("review_chair", town.unit["ROOT"], date(2024, 1, 1))
    appoint(session, town.clock, town.stig.person, place, at=moment(APRIL))
    assert says(session, "left_to_the_chair", goal, "review", town.stig) == ""
    yield says(session, "left_to_the_chair", goal, "review", town.rut)


@shown("Kommer från målets egen avdelning.")
def from_the_own_department(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "proposed").id
    for who in (town.rut, town.maja):
        yield says(session, "from_the_own_department", goal, "judge", who, judged(town, who.person))


@shown("Ett mål kan inte dra emot sig självt. Välj ett annat.")
def is_another_goal(session: Session, town: Town) -> Told:
    goal, other = (put(session, town, "goal", "proposed").id for _ in range(2))
    for number in (other, goal):
        said = fact_of("conflict", {"goal": number, "why": "Samma pengar"})
        yield says(session, "is_another_goal", goal, "conflict", town.rut, said)
