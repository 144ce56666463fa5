"""A small town on 14 September 2026: three bodies, nine people, a goal at risk and one that lacks its forecast."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.reports.ask import Ask
from workflow.reports.orders import Wanted, place
from workflow.states.command import Command, ImportedCase
from workflow.states.context import Who
from workflow.states.perform import bring_in, perform

LONG_AGO = datetime(2024, 11, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 9, 14, 8, tzinfo=UTC)
PEOPLE = {
    "Maja": ("manager", "SKOLA"), "Dina": ("director", "UN"), "Nils": ("secretary", "UN"), "Olle": ("chair", "UN"),
    "Stig": ("clerk", "M"), "Rut": ("reviewer", "M"), "Kia": ("quality_chief", "M"), "Ada": ("administrator", "M"),
}  # fmt: skip


@dataclass
class Town:
    """What a test needs to know: people, units and cases by short names."""

    database: Database
    organisation: int = 0
    clock: Who = field(default_factory=lambda: Who(0, 0))
    people: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    def who(self, name: str) -> Who:
        """Somebody in the town."""
        return Who(self.organisation, self.people[name])


def built(database: Database) -> Town:
    """The town, founded, peopled and brought to NOW."""
    town = Town(database)
    with database.writing() as session:
        _found(session, town)
    tick(database, datetime(2026, 9, 1, 5, tzinfo=UTC))
    with database.writing() as session:
        _goals(session, town)
        _decisions(session, town)
        _charlie(session, town)
    tick(database, NOW)
    with database.writing() as session:
        asked = Ask(town.organisation, 2026, NOW.date(), "UN", "R3")
        town.cases["order"] = place(session, Wanted(town.people["Dina"], "forecast", "docx", asked), NOW)
    with database.reading() as session:
        town.cases["report"] = cases(
            session, "level = 'committee_report' AND round = 'R3' AND unit = ?", (town.units["UN"],)
        )[0].id
    return town


def _found(session: Session, town: Town) -> None:
    model = load("mariestad-2016")
    town.clock = found(session, "1493", "Prövstads kommun", model, at=LONG_AGO)
    town.organisation = town.clock.organisation
    root = town.units["M"] = add_unit(session, town.clock, "M", "Kommunledningen", "group", at=LONG_AGO)
    for code, name, kind in (("KF", "Kommunfullmäktige", "council"), ("KS", "Kommunstyrelsen", "board"),
                             ("UN", "Utbildningsnämnden", "committee")):  # fmt: skip
        town.units[code] = add_unit(session, town.clock, code, name, kind, at=LONG_AGO)
    town.units["SKOLA"] = add_unit(
        session, town.clock, "SKOLA", "Gymnasieskolan", "department", town.units["UN"], at=LONG_AGO
    )
    assert root
    for name, (role, unit) in PEOPLE.items():
        person = add_person(session, town.organisation, f"{name} Prov", f"{name.lower()}@example.org")
        town.people[name] = person
        appoint(session, town.clock, person, Place(role, town.units[unit], date(2024, 1, 1)), at=LONG_AGO)
    begin_year(session, town.clock, model, 2026, LONG_AGO)


def _goals(session: Session, town: Town) -> None:
    year = cases(session, "organisation = ? AND level = 'committee_year' AND year = 2026 AND unit = ?",
                 (town.organisation, town.units["UN"]))[0]  # fmt: skip
    town.cases["committee_year"] = year.id
    at = datetime(2026, 9, 2, 9, tzinfo=UTC)
    vision = _bring(session, town, "vision", "adopted", "direction", {"words": "Vision 2030"}, unit=town.units["KF"])
    town.cases["focus"] = _bring(
        session, town, "focus_area", "in_force", "direction", {"words": "Lärande"}, parent=vision
    )
    for key, text in (("goal", "Andelen elever med gymnasieexamen inom tre år ska öka till 75 procent"),
                      ("other", "Frånvaron i gymnasieskolan ska minska")):  # fmt: skip
        said = {"goal": text, "desired_effect": "Fler klarar sig.", "department": town.units["SKOLA"],
                "responsible": town.people["Maja"], "focus_areas": [town.cases["focus"]]}  # fmt: skip
        town.cases[key] = _bring(session, town, "goal", "action_planned", "wording", said, parent=year.id)
    measured = {"name": "Examen inom tre år", "unit": "procent", "target": 75.0, "baseline": 68.5}
    town.cases["indicator"] = _bring(
        session, town, "indicator", "in_force", "indicator", measured, parent=town.cases["goal"]
    )
    town.cases["draft"] = _bring(session, town, "goal", "draft", "wording", {"goal": "Ett utkast"}, parent=year.id)
    forecast = fact_of("forecast", {"outlook": "partly", "comment": "Det går trögt.",
                                    "measured": [{"indicator": town.cases["indicator"], "value": "70,4"}]})  # fmt: skip
    perform(session, Command("forecast", town.cases["goal"], town.who("Maja"), forecast, at=at, round="R3"))


def _decisions(session: Session, town: Town) -> None:
    at = datetime(2026, 9, 3, 9, tzinfo=UTC)
    for key, unit, on in (("meeting", "UN", date(2026, 8, 25)), ("council", "KF", date(2026, 8, 31))):
        said = fact_of("gathering", {"unit": town.units[unit], "on": on})
        who = town.who("Nils" if unit == "UN" else "Stig")
        town.cases[key] = perform(session, Command("meeting.plan", None, who, said, at=at)).case.id
        ruling = fact_of("ruling", {"paragraph": "84", "registry_no": f"{unit} 2026/00123", "text": "Bifalles."})
        town.cases[f"{key} §"] = perform(session, Command("decision.log", town.cases[key], who, ruling, at=at)).case.id


def _charlie(session: Session, town: Town) -> None:
    """Somebody from another municipality, with every right there."""
    clock = found(session, "0000", "Grannkommunen", load("base"), at=LONG_AGO)
    root = add_unit(session, clock, "G", "Ledningen", "group", at=LONG_AGO)
    charlie = add_person(session, clock.organisation, "Charlie Granne", "charlie@example.com")
    appoint(session, clock, charlie, Place("quality_chief", root, date(2024, 1, 1)), at=LONG_AGO)
    town.people["Charlie"] = charlie
    town.cases["neighbour"] = clock.organisation


def _bring(session: Session, town: Town, level: str, state: str, kind: str, said: dict[str, Any], **more: Any) -> int:
    fact = fact_of(kind, said)
    title = said.get("goal") or said.get("name") or said.get("words")
    parent = more.get("parent")
    year = cases(session, "id = ?", (parent,))[0].year if parent else None
    return bring_in(
        session,
        ImportedCase(
            level,
            state,
            [(fact, "")],
            town.clock,
            at=datetime(2026, 9, 1, 6, tzinfo=UTC),
            title=str(title),
            year=year,
            source="prov",
            **more,
        ),
    ).case.id
