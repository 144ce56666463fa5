"""The committee's report in the town, brought as far as a test needs it."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.web.reading import form
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform


def report_of(town: Town, round: str = "R3") -> Case:
    """The committee's report of a round."""
    where = "organisation = ? AND level = 'committee_report' AND unit = ? AND round = ?"
    with town.database.reading() as session:
        return cases(session, where, (town.organisation, town.units["UN"], round))[0]


def case_of(town: Town, name: str) -> Case:
    """A case of the town as it is now."""
    with town.database.reading() as session:
        return cases(session, "id = ?", (town.cases[name],))[0]


def handed_in(town: Town, described: bool = True) -> int:
    """Both goals are forecast and at risk, with a measure each: that of the first lies within the director's powers."""
    with town.database.writing() as session:
        take(
            session,
            town,
            "forecast",
            "other",
            "Maja",
            "forecast",
            "R3",
            outlook="not_met",
            comment="Det går inte i år.",
        )
        for goal in ("goal", "other") if described else ("other",):
            take(session, town, "describe_consequence", goal, "Maja", "consequence", "R3",
                 consequence="Färre får stöd.", measures="En tjänst flyttas hit.")  # fmt: skip
        for name, goal, body in (("own measure", "goal", False), ("body's measure", "other", True)):
            said = fact_of(
                "measure",
                {
                    "what": f"Åtgärd för {goal}",
                    "needs_body": body,
                    "responsible": town.people["Maja"],
                    "done_by": "2026-11-01",
                    "cost_sek": 1000,
                    "effect": "Fler får stöd",
                },
            )
            made = perform(session, Command("measure.propose", town.cases[goal], town.who("Maja"), said, at=NOW))
            town.cases[name] = made.case.id
    report = report_of(town).id
    town.cases["report"] = report
    with town.database.writing() as session:
        perform(session, Command("report", report, town.who("Dina"), at=NOW))
    return report


def take(session: Session, town: Town, step: str, case: str, who: str, kind: str, round: str = "", **said: Any) -> None:
    """Take a step of a case of the town."""
    perform(session, Command(step, town.cases[case], town.who(who), fact_of(kind, said), at=NOW, round=round))


def approved(town: Town) -> int:
    """The same, approved."""
    handed_in(town)
    with town.database.writing() as session:
        take(session, town, "approve", "report", "Dina", "approval", verdict="approved")
    return town.cases["report"]


def sent(town: Town) -> int:
    """The same, sent to the committee."""
    approved(town)
    with town.database.writing() as session:
        perform(session, Command("send", town.cases["report"], town.who("Nils"), at=NOW))
    return town.cases["report"]


def earlier(town: Town) -> list[int]:
    """Two reports of earlier rounds that wait for approval."""
    year, clock = town.cases["committee_year"], town.clock
    with town.database.writing() as session:
        return [
            bring_in(
                session,
                ImportedCase("committee_report", "reported", [], clock, at=NOW, parent=year, year=2026, round=round),
            ).case.id
            for round in ("R1", "R2")
        ]


def posted(client: FlaskClient, address: str, to: str = "", **said: object) -> TestResponse:
    """What a browser sends with the form on the page, to the page itself or a place under it, with what is written."""
    page = client.get(address)
    assert page.status_code == 200
    fields = {
        name: value
        for name, value in form(page).fields.items()
        if name and name not in ("val", "goal", "matt", "verdict")
    }
    return client.post(f"{address}/{to}" if to else address, data=fields | said)
