"""What a body decided on was there before the body met."""

from datetime import date

from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.states.guards.shown import Told, shown
from tests.states.ways import APRIL, put, says
from workflow.facts import Fact, fact_of
from workflow.records.case import Case
from workflow.states.command import Note
from workflow.states.perform import note

DAYS = ("2027-04-07", "2027-04-06")
"""Two meetings: on the day when the matter was put, and on the day before it."""


def met(session: Session, town: Town, unit: str, on: str) -> int:
    """A § of a meeting of the body on a day."""
    held = fact_of("gathering", {"unit": town.unit[unit], "on": on})
    meeting = put(session, town, "meeting", "held", held, unit=town.unit[unit])
    ruling = fact_of("ruling", {"paragraph": "7"})
    return put(session, town, "decision", "logged", ruling, unit=town.unit[unit], parent=meeting.id).id


def decided(session: Session, town: Town, unit: str, on: str, **more: object) -> Fact:
    """Approved by a § of a meeting on a day."""
    return fact_of("decision", {"verdict": "approved", "decision": met(session, town, unit, on)} | more)


def proposed(session: Session, town: Town, level: str, state: str, fact: Fact) -> Case:
    """A case that was brought in, and of which `fact` was said on the seventh of April."""
    case = put(session, town, level, state, fact_of("comment", {"text": "Källan"}), day=date(2027, 4, 1))
    note(session, Note(case.id, town.clock, fact, at=moment(APRIL)))
    return case


@shown("Sammanträdet hölls 2027-04-06, men förslaget lämnades 2027-04-07. Välj ett sammanträde den dagen eller senare.")
def not_before_its_matter(session: Session, town: Town) -> Told:
    goal = proposed(session, town, "goal", "smart_reviewed", fact_of("proposal", {})).id
    for on in DAYS:
        yield says(session, "not_before_its_matter", goal, "adopt", town.stig, decided(session, town, "KF", on))


@shown("Sammanträdet hölls 2027-04-06, men åtgärden föreslogs 2027-04-07. Välj ett sammanträde den dagen eller senare, "
       "eller skriv varför organet kunde besluta ändå.")  # fmt: skip
def reason_when_before_its_matter(session: Session, town: Town) -> Told:
    said = fact_of("measure", {"what": "En tjänst flyttas"})
    measure = proposed(session, town, "measure", "proposed", said).id
    for reason in ("Väcktes på mötet", ""):
        fact = decided(session, town, "BUN", DAYS[1], reason=reason)
        yield says(session, "reason_when_before_its_matter", measure, "decide", town.nils, fact)


@shown("Beslutades 2027-04-06, innan det fanns att besluta om (2027-04-07).")
def before_its_matter(session: Session, town: Town) -> Told:
    said = fact_of("measure", {"what": "En tjänst flyttas"})
    measure = proposed(session, town, "measure", "proposed", said).id
    for on in DAYS:
        fact = decided(session, town, "BUN", on)
        yield says(session, "before_its_matter", measure, "decide", town.nils, fact)
