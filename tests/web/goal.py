"""A goal with a life behind it: an earlier year, measures, activities, decisions, a review, comments, sixty events."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.queries.cases import cases
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

WORDS = "Andelen elever med gymnasieexamen inom tre år ska öka till 76 procent"


@dataclass
class Life:
    """One hand on the goal: steps are taken a minute after one another."""

    session: Session
    town: Town
    at: datetime = field(default=NOW - timedelta(days=2))

    def do(
        self, step: str, name: str, kind: str, case: str = "goal", /, *, round: str = "", key: str = "", **said: Any
    ) -> int:
        """Take a step as somebody; the number of the case, remembered under `key`."""
        self.at += timedelta(minutes=1)
        done = perform(
            self.session,
            Command(
                step,
                self.town.cases[case],
                self.town.who(name),
                fact_of(kind, said) if kind else None,
                at=self.at,
                round=round,
            ),
        )
        if key:
            self.town.cases[key] = done.case.id
        return done.case.id

    def bring(self, level: str, state: str, facts: dict[str, dict[str, Any]], **more: Any) -> int:
        """Bring in a case that was there before, of which `facts` were said."""
        self.at += timedelta(minutes=1)
        said = [(fact_of(kind.partition("/")[0], plain), kind.partition("/")[2]) for kind, plain in facts.items()]
        return bring_in(
            self.session, ImportedCase(level, state, said, self.town.clock, at=self.at, source="prov", **more)
        ).case.id


def lived(town: Town, events: int = 60, activities: int = 5, indicators: int = 3) -> None:
    """Give the town's goal a life."""
    with town.database.writing() as session:
        life = Life(session, town)
        _before(life)
        _decided(life)
        _measured(life, indicators)
        _worked(life, activities)
        _said(life, events)


def _before(life: Life) -> None:
    """The same goal the year before: closed, and not reached."""
    town, words = life.town, "Andelen elever med gymnasieexamen inom tre år ska öka till 72 procent"
    unit = town.units["UN"]
    old = life.bring(
        "goal", "analysed",
        {"wording": {"goal": words, "desired_effect": "Fler klarar sig."},
         "analysis": {"why": "Vi började för sent.", "lessons": "Börja redan i januari."}},
        unit=unit, year=2025, title=words,
    )  # fmt: skip
    measured = {
        "indicator": {"name": "Examen inom tre år", "unit": "procent", "target": 72.0},
        "measurement": {"value": 69.0, "period": "2025"},
    }
    indicator = life.bring(
        "indicator", "retired", measured, parent=old, unit=unit, year=2025, title="Examen inom tre år"
    )
    life.town.cases |= {"old": old, "old indicator": indicator}
    ended = {
        "attainment": "not_met",
        "result": "Vi nådde 69 procent.",
        "measured": [{"indicator": indicator, "value": 69.0}],
    }
    perform(life.session, Command("comment", old, town.who("Maja"), fact_of("comment", {"text": "Klart"}), at=life.at))
    closed = life.bring(
        "goal", "closed", {"wording": {"goal": "Skolmaten ska bli godare", "desired_effect": "Fler äter."},
                           "closing": ended | {"measures": "Nya menyer.", "differs": "Köken stod stilla."}},
        unit=unit, year=2025, title="Skolmaten ska bli godare",
    )  # fmt: skip
    terms = {"name": "Nöjda matgäster", "unit": "procent", "target": 65.0, "comparator": "at_least", "frequency": "yearly",
             "month": 10}  # fmt: skip
    life.bring("indicator", "in_force", {"indicator": terms, "measurement": {"value": 69.0, "period": "2025"}}, parent=closed,
               unit=unit, year=2025, title="Nöjda matgäster")  # fmt: skip
    life.town.cases["closed"] = closed
    life.do("link", "Maja", "lineage", continues=old, lessons="Läxhjälp från terminens början.")


def _decided(life: Life) -> None:
    life.do("revise", "Stig", "decision", verdict="approved_changed", decision=life.town.cases["council §"], words=WORDS,
            targets=[{"indicator": life.town.cases["indicator"], "value": 76.0}])  # fmt: skip
    life.do("describe_consequence", "Maja", "consequence", round="R3", cause="Två tjänster har varit vakanta.",
            consequence="Tjugo elever riskerar att stå utan examen.", measures="Anställ en speciallärare.")  # fmt: skip
    unit = life.town.units["UN"]
    life.town.cases["met"] = perform(
        life.session,
        Command(
            "meeting.plan",
            None,
            life.town.who("Nils"),
            fact_of("gathering", {"unit": unit, "on": life.at.date()}),
            at=life.at,
        ),
    ).case.id
    life.do("decision.log", "Nils", "ruling", "met", key="§", paragraph="84", registry_no="UN 2026/00123")
    life.do("decide_measures", "Nils", "decision", round="R3", verdict="approved", decision=life.town.cases["§"])


def _measured(life: Life, indicators: int) -> None:
    for number in range(1, indicators):
        key = f"indicator {number}"
        life.do("indicator.add", "Maja", "indicator", key=key, name=f"Trivsel {number}", unit="procent", baseline=60.0,
                target=80.0, direction="up", definition="Enkät i mars.")  # fmt: skip
        life.do("measure", "Maja", "measurement", key, value=64.0, women=66.0, men=62.0, period="mars 2026")


def _worked(life: Life, activities: int) -> None:
    maja = life.town.people["Maja"]
    for number in range(activities):
        life.do("activity.plan", "Maja", "activity", key=f"activity {number}", what=f"Läxhjälp {number}", responsible=maja,
                starts="2026-02-01", ends="2026-06-10" if number == 0 else "2026-12-01", cost_sek=120000,
                budget_line="6100")  # fmt: skip
    life.do("measure.propose", "Maja", "measure", key="measure", what="Anställ en speciallärare", responsible=maja,
            done_by="2026-11-01", cost_sek=450000, effect="Tjugo elever får stöd.", needs_body=True)  # fmt: skip
    life.do("decide", "Nils", "decision", "measure", verdict="approved", decision=life.town.cases["§"])
    life.do("start", "Maja", "", "measure")
    life.do("report_effect", "Maja", "progress", "measure", round="R3", comment="För tidigt att se någon effekt.")


def _said(life: Life, events: int) -> None:
    sql = "organisation = ? AND id = ?"
    goal = cases(life.session, sql, (life.town.organisation, life.town.cases["goal"]))[0]
    life.do("comment", "Olle", "comment", text="Varför sjönk resultatet i våras?")
    for number in range(events - goal.version - 4):
        life.do("comment", "Maja", "comment", text=f"Avstämning {number} med rektorerna.")
