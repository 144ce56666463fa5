"""The town at the end of its goal year: March of the next one, goals closed in every way, and one that nobody closed."""

from datetime import UTC, date, datetime

from flask import Flask
from flask.testing import FlaskClient

from tests.web.town import Town
from web.app import create_app
from workflow.cycle.reminders import ladder_of
from workflow.facts import fact_of
from workflow.facts.clerical import Notice
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.settings import Settings
from workflow.states.command import Command, ImportedCase, Note
from workflow.states.perform import bring_in, note, perform

MARCH = datetime(2027, 3, 10, 9, tzinfo=UTC)
CLOSED = datetime(2027, 1, 20, 9, tzinfo=UTC)


def ended(town: Town, met: int = 3) -> list[int]:
    """So many goals reached in full, one partly, and the town's own: `goal` is closed as met with its value, `other`
    is left unclosed. The numbers of the first."""
    made = [_closed(town, f"Mål {number + 1} är nått", "met") for number in range(met)]
    town.cases["partly"] = _closed(town, "Mål som nåddes delvis", "partly_met")
    said = {"attainment": "met", "result": "Fler tog examen.",
            "measured": [{"indicator": town.cases["indicator"], "value": 76.5}]}  # fmt: skip
    with town.database.writing() as session:
        perform(session, Command("close", town.cases["goal"], town.who("Maja"), fact_of("closing", said), at=CLOSED))
    return [*made, town.cases["goal"]]


def told_to_the_end(town: Town, goal: int) -> None:
    """Everybody on the ladder has been told that the goal's closing is missing."""
    with town.database.writing() as session:
        case = cases(session, "organisation = ? AND id = ?", (town.organisation, goal))[0]
        model = model_of(session, town.organisation, case.model)
        step = model.levels[case.level].step["close"]
        rung = ladder_of(model, step)[-1].name
        said = Notice(step=step.name, rung=rung, due=date(2027, 1, 29))
        note(session, Note(goal, town.clock, said, at=CLOSED))


def state(town: Town, goal: int) -> Case:
    """The goal as it is."""
    with town.database.reading() as session:
        return cases(session, "organisation = ? AND id = ?", (town.organisation, goal))[0]


def web_in_march(town: Town, settings: Settings) -> Flask:
    """The town's web on a day in March."""
    app = create_app(settings, town.database, lambda: MARCH, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def entered(app: Flask, town: Town, name: str) -> FlaskClient:
    """A browser in which somebody is signed in."""
    client = app.test_client()
    assert client.post("/logga-in", data={"person": f"{town.organisation}/{town.people[name]}"}).status_code == 303
    return client


def _closed(town: Town, text: str, attainment: str) -> int:
    said = {"goal": text, "department": town.units["SKOLA"], "responsible": town.people["Maja"],
            "focus_areas": [town.cases["focus"]]}  # fmt: skip
    facts = [(fact_of("wording", said), "")]
    with town.database.writing() as session:
        number = bring_in(
            session,
            ImportedCase(
                "goal",
                "action_planned",
                facts,
                town.clock,
                at=CLOSED,
                title=text,
                year=2026,
                parent=town.cases["committee_year"],
                source="prov",
            ),
        ).case.id
        closing = fact_of("closing", {"attainment": attainment, "result": "Så blev det."})
        perform(session, Command("close", number, town.who("Maja"), closing, at=CLOSED))
    return number
