"""What the figures say beside the judgement, and whether they can say anything in time."""

from typing import Any

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.good import GOOD
from tests.states.guards.shown import Told, shown
from tests.states.ways import put, says
from workflow.facts import fact_of


def measured_by(session: Session, town: Town, state: str, **indicator: Any) -> tuple[int, int]:
    """A goal of 2027 and its indicator, at least 85 per cent."""
    goal = put(session, town, "goal", state).id
    said = fact_of("indicator", GOOD["indicator"] | indicator)
    return goal, put(session, town, "indicator", "in_force", said, parent=goal, title="Andel med examen").id


@shown("Skriv i en mening när målet är nått: ändra utkastet först.")
def says_when_met(session: Session, town: Town) -> Told:
    for more in ({}, {"met_when": ""}):
        goal = put(session, town, "goal", "draft", fact_of("wording", GOOD["wording"] | more)).id
        yield says(session, "says_when_met", goal, "propose", town.dina, fact_of("proposal", GOOD["proposal"]))


@shown("Vid bokslutet den 2028-01-31 finns inget värde för året för: ”Andel med examen”.")
def can_be_judged_in_time(session: Session, town: Town) -> Told:
    for lag in (20, 60):
        goal, _ = measured_by(session, town, "proposed", frequency="yearly", month=12, lag_days=lag)
        yield says(session, "can_be_judged_in_time", goal, "review", town.rut)


@shown("Enligt mätvärdena är målet ”Inte uppfyllt”. Skriv varför du bedömer något annat.")
def reason_when_it_differs(session: Session, town: Town) -> Told:
    goal, indicator = measured_by(session, town, "forecast")
    row = {"indicator": indicator, "value": 84.9}
    for more in ({"differs": "Årskullen var ovanligt liten."}, {}):
        said = fact_of("closing", {"attainment": "met", "measured": [row], **more})
        yield says(session, "reason_when_it_differs", goal, "close", town.maja, said)


@shown("Ange också för åtgärden: vem som är ansvarig, vad den kostar (0 för inget).")
def measure_is_whole(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "forecast").id
    whole = GOOD["measure"]
    for said in (whole, {name: whole[name] for name in ("what", "done_by", "effect")}):
        yield says(session, "measure_is_whole", goal, "measure.propose", town.maja, fact_of("measure", said))


@shown("Målet går vidare: skriv hur det kan nås, som en lista med åtgärder.")
def says_why(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "closed").id
    for more in ({"measures": "Börja i augusti."}, {}):
        said = fact_of("analysis", {"why": "Det kom i gång sent.", "goes_on": True, **more})
        yield says(session, "says_why", goal, "analyse", town.maja, said)
