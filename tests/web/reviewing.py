"""A quality control group in the town: Rut and Roy judge, Gun is its chair; goals that Olle has proposed."""

import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from tests.web.town import LONG_AGO, NOW, Town
from workflow.facts import fact_of
from workflow.organisation.founding import add_person
from workflow.organisation.seats import Place, appoint
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

CRITERIA = ("specific", "measurable", "accepted", "realistic", "time_bound")
WORDS = "Utveckla en god miljö i skolan"
BETTER = "Andelen elever som trivs ska öka från 82 till 90 procent"


def join(town: Town, name: str, role: str = "reviewer", unit: str = "M") -> None:
    """Somebody takes a seat; who is not there yet comes to town."""
    with town.database.writing() as session:
        if name not in town.people:
            email = f"{name.lower()}@example.org"
            person = add_person(session, town.organisation, f"{name} Prov", email)
            town.people = town.people | {name: person}
        place = Place(role, town.units[unit], date(2024, 1, 1))
        appoint(session, town.clock, town.people[name], place, at=LONG_AGO)


def proposed(town: Town, text: str = WORDS, by: str = "Olle") -> int:
    """A goal that the committee has proposed, with an indicator."""
    with town.database.writing() as session:
        said = {
            "goal": text,
            "met_when": "När nio av tio trivs",
            "department": town.units["SKOLA"],
            "focus_areas": [town.cases["focus"]],
        }
        number = bring_in(
            session,
            ImportedCase(
                "goal",
                "draft",
                [(fact_of("wording", said), "")],
                town.clock,
                at=NOW,
                title=text,
                year=2026,
                parent=town.cases["committee_year"],
            ),
        ).case.id
        grounds = fact_of("proposal", {"realism": "Det går", "measurability": "Elevenkäten", "followed_how": "I samtal",
                                        "took_part": "Rektorerna",
                                        "over_quota_motive": "Det behövs"})  # fmt: skip
        perform(session, Command("propose", number, town.who(by), grounds, at=NOW))
        measured = fact_of("indicator", {"name": "Trivsel", "unit": "procent", "target": 90.0})
        bring_in(
            session,
            ImportedCase(
                "indicator", "in_force", [(measured, "")], town.clock, at=NOW, title="Trivsel", parent=number, year=2026
            ),
        )
    return number


def sheet(act: str, holds: str, **more: str) -> dict[str, str]:
    """A form as it is sent: `holds` is a letter a criterion, y or n, "-" for none."""
    sent = {"act": act, **more}
    for place, (name, letter) in enumerate(zip(CRITERIA, holds, strict=True)):
        sent[f"criteria-{place}-criterion"] = name
        if letter != "-":
            sent[f"criteria-{place}-holds"] = {"y": "yes", "n": "no"}[letter]
    return sent


def hidden(client: FlaskClient, address: str) -> dict[str, str]:
    """The form's own marks, as the page has them."""
    text = client.get(address).get_data(as_text=True)
    return dict(re.findall(r'name="(version|once|about|reviewer)" value="([^"]*)"', text))


def judge(client: FlaskClient, goal: int, holds: str, **more: str) -> Any:
    """Give one's own judgement."""
    address = f"/mal/{goal}/granskning"
    return client.post(address, data=hidden(client, address) | sheet("judge", holds, **more))


def verdict(client: FlaskClient, goal: int, holds: str, said: str, **more: str) -> Any:
    """Set the verdict."""
    address = f"/mal/{goal}/granskning"
    return client.post(address, data=hidden(client, address) | sheet("verdict", holds, verdict=said, **more))
