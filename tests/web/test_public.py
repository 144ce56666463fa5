"""Öppet för alla: what anybody may read without signing in, as a page and as data - and what never comes out."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.web.counting import statements
from tests.web.reading import words
from tests.web.town import Town
from workflow.facts import fact_of
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

CLOSING = datetime(2027, 1, 20, 9, tzinfo=UTC)


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


def read(client: FlaskClient, address: str) -> str:
    return words(client.get(address, follow_redirects=True))


def test_the_goals_that_are_adopted_are_there_and_no_draft(anybody: FlaskClient) -> None:
    page = read(anybody, "/oppet/1493")
    assert "Andelen elever med gymnasieexamen inom tre år ska öka till 75 procent" in page
    assert "Lärande" in page and "Utbildningsnämnden" in page and "Ett utkast" not in page


def test_a_forecast_is_told_when_it_is_in_the_minutes(town: Town, anybody: FlaskClient) -> None:
    assert "Nås delvis" not in read(anybody, "/oppet/1493/2026") and "70,4" not in read(anybody, "/oppet/1493/2026")
    with town.database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET state = 'minuted' WHERE id = :id"), {"id": town.cases["report"]})
    page = read(anybody, "/oppet/1493/2026")
    assert "Nås delvis" in page and "Det går trögt." in page and "70,4" in page


def test_no_person_is_named(town: Town, anybody: FlaskClient) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET state = 'minuted' WHERE round = 'R3'"))
    for address in ("/oppet/1493/2026", "/oppet/1493/2026.csv", "/oppet/1493/2026.json"):
        assert not [name for name in town.people if f"{name} Prov" in anybody.get(address).text], address


def test_what_is_not_open_does_not_come_out(town: Town, anybody: FlaskClient) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET secrecy = 'confidential' WHERE id = :id"), {"id": town.cases["goal"]})
    for address in ("/oppet/1493/2026", "/oppet/1493/2026.csv", "/oppet/1493/2026.json"):
        assert "gymnasieexamen" not in anybody.get(address).text
        assert "Frånvaron" in json.loads(anybody.get(address).text)["goals"][0]["goal"] if "json" in address else True


def test_the_data_say_the_same_as_the_page(town: Town, anybody: FlaskClient) -> None:
    with town.database.writer.begin() as connection:
        connection.execute(text("UPDATE cases SET state = 'minuted' WHERE id = :id"), {"id": town.cases["report"]})
    answer = anybody.get("/oppet/1493/2026.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    row = next(row for row in rows if row["Indikator"])
    assert row["Nuläge"] == "68,5" and row["Målvärde"] == "75" and row["Utfall"] == "70,4"
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and answer.mimetype == "text/csv"
    found = anybody.get("/oppet/1493/2026.json").json
    assert (
        found
        and found["organisation"]["name"] == "Prövstads kommun"
        and len(found["goals"]) == len({r["Målets nummer"] for r in rows})
    )
    told = next(goal for goal in found["goals"] if goal["indicators"])
    assert told["forecasts"][0]["outlook"] == "partly" and told["indicators"][0]["outcomes"][0]["value"] == 70.4


def test_how_it_went_and_why_is_told_after_the_closing(town: Town, anybody: FlaskClient) -> None:
    with town.database.writing() as session:
        measured = [{"indicator": town.cases["indicator"], "value": "73,1"}]
        closing = fact_of("closing", {"attainment": "partly_met", "result": "Nästan ända fram.", "measured": measured})
        perform(session, Command("close", town.cases["goal"], town.who("Maja"), closing, at=CLOSING))
        analysis = fact_of("analysis", {"why": "Frånvaron minskade inte.", "lessons": "Börja tidigare."})
        perform(session, Command("analyse", town.cases["goal"], town.who("Maja"), analysis, at=CLOSING))
    page = read(anybody, "/oppet/1493/2026")
    assert "Delvis uppfyllt" in page and "Nästan ända fram." in page
    assert "Frånvaron minskade inte." in page and "Börja tidigare." in page and "73,1" in page


def test_the_words_are_those_that_were_sealed_last(town: Town, anybody: FlaskClient) -> None:
    cited = {"decision": town.cases["council §"]}
    told = [
        (fact_of("wording", {"goal": "Så föreslogs det"}), ""),
        (fact_of("decision", {"verdict": "changed", "words": "Så bekräftades det", **cited}), ""),
    ]
    with town.database.writing() as session:
        made = bring_in(
            session,
            ImportedCase(
                "goal",
                "adopted",
                told,
                town.clock,
                at=CLOSING,
                year=2026,
                title="Så föreslogs det",
                parent=town.cases["committee_year"],
                steps={"decision": "confirm"},
            ),
        )
    found = anybody.get("/oppet/1493/2026.json").json
    [goal] = [one for one in found["goals"] if one["number"] == made.case.id] if found else []
    assert goal["goal"] == "Så bekräftades det" and "§ 84" in goal["decision"]


def test_one_committees_goals_can_be_chosen(anybody: FlaskClient) -> None:
    assert "Frånvaron" in read(anybody, "/oppet/1493/2026?namnd=Utbildningsnämnden")
    assert "Frånvaron" not in read(anybody, "/oppet/1493/2026?namnd=Kommunstyrelsen")


@pytest.mark.parametrize(
    "address", ["/oppet/9999", "/oppet/1493/1999", "/oppet/1493/1999.csv", "/oppet/9999/2026.json"]
)
def test_what_is_not_there_is_not_there(anybody: FlaskClient, address: str) -> None:
    assert anybody.get(address).status_code == 404


def more_goals(town: Town, count: int, unit: str = "committee_year") -> None:
    with town.database.writing() as session:
        for n in range(count):
            said = fact_of("wording", {"goal": f"Mål {count} {n}", "focus_areas": [town.cases["focus"]]})
            bring_in(
                session,
                ImportedCase(
                    "goal",
                    "adopted",
                    [(said, "")],
                    town.clock,
                    at=CLOSING,
                    year=2026,
                    title=f"Mål {n}",
                    parent=town.cases[unit],
                ),
            )


def test_of_many_goals_one_committees_are_shown_at_a_time(town: Town, anybody: FlaskClient) -> None:
    more_goals(town, 45)
    page = read(anybody, "/oppet/1493/2026")
    assert "Utbildningsnämnden Mål: 47" in page and "47 – Inte bedömt än" in page and "gymnasieexamen" not in page
    link = 'href="/oppet/1493/2026?namnd=Utbildningsn%C3%A4mnden"'
    assert link in anybody.get("/oppet/1493/2026").text
    assert "gymnasieexamen" in read(anybody, "/oppet/1493/2026?namnd=Utbildningsnämnden")


def test_it_asks_as_little_of_the_database_for_many_goals(town: Town, anybody: FlaskClient) -> None:
    counts: dict[str, list[int]] = {}
    for more in (5, 45):
        more_goals(town, more)
        for address in ("/oppet/1493/2026?namnd=Utbildningsnämnden", "/oppet/1493/2026.json"):
            anybody.get(address)
            with statements(town.database) as asked:
                anybody.get(address)
            counts.setdefault(address, []).append(len(asked))
    assert all(few == many for few, many in counts.values()), counts
