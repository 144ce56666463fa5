"""Which body may decide what, and what stood before it."""

from sqlalchemy.orm import Session

from tests.people import Town
from tests.states.guards.shown import Told, shown
from tests.states.ways import paragraph, put, says
from workflow.facts import Fact, fact_of


def decided(session: Session, town: Town, unit: str, state: str = "logged") -> Fact:
    """Approved by a § of the body."""
    return fact_of("decision", {"verdict": "approved", "decision": paragraph(session, town, unit, state)})


@shown("Beslutet fattades av Kommunstyrelsen, men bara kommunfullmäktige beslutar om detta.")
def decided_by_council(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "smart_reviewed").id
    for unit in ("KF", "KS"):
        yield says(session, "decided_by_council", goal, "adopt", town.stig, decided(session, town, unit))


@shown("Beslutet fattades av Barn- och utbildningsnämnden, men bara kommunstyrelsen beslutar om detta.")
def decided_by_board(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "smart_reviewed").id
    for unit in ("KS", "BUN"):
        yield says(session, "decided_by_board", goal, "prepare", town.stig, decided(session, town, unit))


@shown("Beslutet fattades av Kommunstyrelsens arbetsutskott, men den nämnd som äger målet beslutar om detta.")
def decided_by_own_committee(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "smart_reviewed").id
    for unit in ("BUN", "KSAU"):
        yield says(session, "decided_by_own_committee", goal, "endorse", town.nils, decided(session, town, unit))


@shown("Beslutet fattades av Barn- och utbildningsnämnden, men bara kommunfullmäktige beslutar om detta.")
def decided_by_competent_body(session: Session, town: Town) -> Told:
    goal = put(session, town, "goal", "adopted").id
    for unit in ("KF", "BUN"):
        yield says(session, "decided_by_competent_body", goal, "revise", town.stig, decided(session, town, unit))


@shown("Sammanträdet hålls först 2027-04-08.")
def meeting_is_held(session: Session, town: Town) -> Told:
    for day in ("2027-04-07", "2027-04-08"):
        meeting = put(session, town, "meeting", "planned", fact_of("gathering", {"unit": town.unit["BUN"], "on": day}))
        yield says(session, "meeting_is_held", meeting.id, "hold", town.nils)


@shown("Protokollet kan inte ha justerats 2027-04-08.")
def minutes_are_not_ahead(session: Session, town: Town) -> Told:
    held = fact_of("gathering", {"unit": town.unit["BUN"], "on": "2027-04-01"})
    meeting = put(session, town, "meeting", "held", held).id
    for day in ("2027-04-07", "2027-04-08"):
        yield says(
            session,
            "minutes_are_not_ahead",
            meeting,
            "approve_minutes",
            town.nils,
            fact_of("minutes", {"approved": day}),
        )


@shown("Inte granskat av kvalitetskontrollgruppen.")
def was_reviewed(session: Session, town: Town) -> Told:
    for facts in ([fact_of("review", {"verdict": "passed"})], []):
        goal = put(session, town, "goal", "smart_reviewed", *facts)
        yield says(session, "was_reviewed", goal.id, "adopt", town.stig)


@shown("Nämnden har inte ställt sig bakom målet.")
def was_endorsed(session: Session, town: Town) -> Told:
    for step in ("endorse", "prepare"):
        goal = put(session, town, "goal", "smart_reviewed", decided(session, town, "BUN"), steps={"decision": step})
        yield says(session, "was_endorsed", goal.id, "adopt", town.stig)


@shown("Inte berett av kommunstyrelsen.")
def was_prepared(session: Session, town: Town) -> Told:
    for step in ("prepare", "endorse"):
        goal = put(session, town, "goal", "smart_reviewed", decided(session, town, "KS"), steps={"decision": step})
        yield says(session, "was_prepared", goal.id, "adopt", town.stig)


@shown("Målet har inte återlämnats av granskningen.")
def was_returned(session: Session, town: Town) -> Told:
    for verdict in ("returned", "passed"):
        goal = put(session, town, "goal", "draft", fact_of("review", {"verdict": verdict}))
        yield says(session, "was_returned", goal.id, "stand_by", town.olle)


@shown("Målet har inte återremitterats av något organ.")
def was_remitted(session: Session, town: Town) -> Told:
    for verdict in ("remitted", "approved"):
        said = fact_of("decision", {"verdict": verdict, "decision": paragraph(session, town, "KS")})
        goal = put(session, town, "goal", "smart_reviewed", said, steps={"decision": "prepare"})
        yield says(session, "was_remitted", goal.id, "redraft", town.olle)
