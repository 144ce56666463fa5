"""Something good to say for every sort of fact, and a case of which everything is known that any guard asks for."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.people import Town, moment
from tests.states.ways import APRIL, paragraph, put
from workflow.facts import Fact, fact_of
from workflow.governance.model import Step
from workflow.organisation.seats import Place, appoint
from workflow.records.case import Case
from workflow.records.files import keep
from workflow.states.context import read
from workflow.states.guards import GUARDS

HELD = "2027-03-01"
"""A day on which a meeting was held."""
GOOD: dict[str, dict[str, Any]] = {
    "activity": {"what": "Läxhjälp varje dag"},
    "analysis": {"why": "Det blev som det blev", "lessons": "Börja tidigare"},
    "approval": {"verdict": "approved"},
    "as_written": {"name": "Så står det"},
    "assignment": {"task": "Utred frånvaron"},
    "born": {"step": "committee_report.open"},
    "closing": {"attainment": "met", "result": "85 %", "reason": "Mätningen saknas"},
    "comment": {"text": "Bra skrivet"},
    "commitment": {"promise": "Vi ställer upp med två tjänster"},
    "conflict": {"why": "Båda vill ha samma pengar"},
    "consequence": {"consequence": "Fler elever utan examen"},
    "correction": {"event": 1, "why": "Fel mål"},
    "direction": {"words": "Lärande"},
    "extension": {"step": "forecast", "until": "2027-06-30", "why": "Mätningen dröjer"},
    "forecast": {"outlook": "will_be_met"},
    "frame": {"frame_sek": 1000000, "lines": [{"account": "6100", "amount_sek": 5}]},
    "governed": {"model": "m", "digest": "d"},
    "handover": {},
    "indicator": {"name": "Andel med examen", "unit": "procent", "target": 85, "direction": "up"},
    "lineage": {},
    "measure": {
        "what": "Anställ en speciallärare",
        "responsible": 1,
        "done_by": "2027-11-01",
        "cost_sek": 0,
        "effect": "Fler får stöd",
    },
    "requests": {"asked": [{"what": "En speciallärare till", "amount_sek": 650000}]},
    "measurement": {"value": 81.5, "period": "2027"},
    "method_change": {"on": "2027-01-01", "how": "Ny källa"},
    "minutes": {"approved": "2027-03-08", "noticed": "2027-03-09"},
    "motive": {"why": "Det behövs"},
    "notice": {"step": "close", "rung": "reminder-7", "due": "2028-01-31"},
    "offered": {"goals": []},
    "overturned": {"why": "Fel i beredningen", "on": "2027-03-20"},
    "postponed": {"step": "R2", "until": "2027-06-01", "why": "Försenat underlag"},
    "presentation": {"notes": "Presenterat vid upptakten"},
    "progress": {"comment": "Går framåt"},
    "proposal": {"realism": "Ja", "measurability": "Betygsdatabasen", "followed_how": "Rektorerna berättar i maj"},
    "ruling": {"paragraph": "84", "registry_no": "KS 2027/00012"},
    "target_area": {"area": "Fler med examen"},
    "wording": {"goal": "Fler elever ska ta examen", "no_area_motive": "Eget mål", "met_when": "När fler har examen"},
}
"""The fields of a fact, but for what only the town can name: people, units, decisions, criteria."""


def good(session: Session, town: Town, row: Step, case: Case | None, verdict: str = "") -> Fact | None:
    """Something that `row` takes, said about `case`; with `verdict` where the row asks for one."""
    if not row.says:
        return None
    said = dict(GOOD.get(row.says, {})) | named(session, town, row, case)
    if verdict:
        said[{"forecast": "outlook", "closing": "attainment"}.get(row.says, "verdict")] = verdict
    return fact_of(row.says, said)


def named(session: Session, town: Town, row: Step, case: Case | None) -> dict[str, Any]:
    """What has to be named: the § of the competent body, a unit, a person, the dates of a round."""
    unit = case.unit if case else town.unit["BUN"]
    match row.says:
        case "decision" | "transfer" | "target":
            body = next((key for guard, key in BODIES.items() if guard in row.needs), "")
            if row.says == "target" or not body:
                body = next(code for code, number in town.unit.items() if number == unit)
            cited = {"decision": paragraph(session, town, body)}
            more: dict[str, dict[str, Any]] = {
                "decision": {"verdict": "approved"},
                "transfer": {"unit": town.unit["SN"]},
                "target": {"value": 90, "year": 2027},
            }
            return cited | more[row.says]
        case "review":
            return {
                "verdict": "passed",
                "criteria": [{"criterion": name, "holds": True} for name in town.model.criteria],
            }
        case "judgement":
            judged = [{"criterion": name, "holds": True} for name in town.model.criteria]
            return {"reviewer": town.rut.person, "criteria": judged}
        case "conflict":
            assert case
            return {"goal": put(session, town, case.level, "draft", unit=case.unit).id}
        case "wording":
            return {"focus_areas": town.focus_areas()[:1]}
        case "gathering" | "assignment":
            return {"unit": town.unit["BUN"]} | ({"on": HELD} if row.says == "gathering" else {})
        case "handover":
            return {"responsible": taker(session, town, row, case)}
        case "attachment":
            digest = keep(session, town.clock.organisation, b"%PDF-1.7")
            return {"name": "Bilaga.pdf", "digest": digest, "size": 8, "form": "pdf"}
        case "timetable":
            return {"rounds": [{"round": "R1", "as_of": "2027-03-31", "opens": "2027-04-01", "report": "2027-04-12",
                                "approve": "2027-04-15", "papers": "2027-04-20", "closes": "2027-05-07"}]}  # fmt: skip
    return {}


def taker(session: Session, town: Town, row: Step, case: Case | None) -> int:
    """Somebody to whom the case can be handed over; given a seat for it where nobody has one."""
    assert case
    now = read(session, case.id, town.clock, moment(APRIL)).asking(row)
    for who in (town.dina, *town.people.values()):
        if GUARDS["can_take_it_over"](replace(now, fact=fact_of("handover", {"responsible": who.person}))) is None:
            return who.person
    due = next(step for step in now.level.steps if step.due and not step.by_clock)
    place = Place(due.by[0], case.unit, date(2023, 1, 1))
    appoint(session, town.clock, town.dina.person, place, at=moment(APRIL))
    return town.dina.person


BODIES = {"decided_by_council": "KF", "decided_by_board": "KS", "decided_by_competent_body": "KF"}
"""Whose § a guard asks for; the own committee's for the others."""


def ready(session: Session, town: Town, level: str, state: str, *, day: date = APRIL, **where: Any) -> Case:
    """A case in `state` of which all is known that the guards of its level ask for."""
    row = town.model.levels[level]
    facts: list[Fact | tuple[Fact, str]] = []
    if row.kind == "goal":
        facts = _goal(town)
        facts.append(fact_of("decision", {"verdict": "remitted", "decision": paragraph(session, town, "KS")}))
        where["steps"] = {"decision": "prepare"}
    elif row.kind == "meeting":
        facts = [fact_of("gathering", {"unit": town.unit["BUN"], "on": HELD})]
    found = put(session, town, level, state, *facts, day=day, **where)
    if row.kind == "goal":
        activity = next(child for child in town.model.children[level] if child.kind == "activity")
        said = fact_of("activity", GOOD["activity"])
        put(session, town, activity.name, "planned", said, day=day, parent=found.id, unit=found.unit)
    return found


def _goal(town: Town) -> list[Fact | tuple[Fact, str]]:
    rung = town.model.ladders["official"][-1].name
    return [
        fact_of("wording", GOOD["wording"] | {"focus_areas": town.focus_areas()[:1], "responsible": town.maja.person}),
        fact_of("review", {"verdict": "returned"}),
        fact_of("closing", GOOD["closing"]),
        fact_of("notice", {"step": "close", "rung": rung, "due": "2028-01-31"}),
        *((fact_of("forecast", {"outlook": "not_met"}), round) for round in ("R1", "R2", "R3", "R4")),
    ]
