"""Läget: how it stands is seen by everybody who is signed in, committee by committee, round by round, goal by goal."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.town import NOW, Town
from workflow.cycle.goal_year import begin_year
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

OTHER, GOAL = "Frånvaron i gymnasieskolan ska minska", "Andelen elever med gymnasieexamen"


@pytest.fixture
def kia(sign_in: SignIn) -> FlaskClient:
    """The quality chief's browser."""
    return sign_in("Kia")


def text(client: FlaskClient, address: str) -> str:
    """What a reader of the page reads in its main part."""
    page = client.get(address)
    assert page.status_code == 200, address
    body = page.text[page.text.index("<main") : page.text.index("</main")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def links(client: FlaskClient, address: str, name: str) -> list[str]:
    """Where the links lead whose text holds the name."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', client.get(address).text, re.DOTALL)
    return [html.unescape(href) for href, inner in found if name in re.sub(r"\s+", " ", re.sub("<[^>]+>", "", inner))]


def bring(town: Town, words: str, level: str = "goal", **more: object) -> int:
    """One more goal that the committee answers for."""
    fact = fact_of("wording", {"goal": words, "department": town.units["SKOLA"]})
    said: dict[str, Any] = {"parent": town.cases["committee_year"], "year": 2026} | more
    with town.database.writing() as session:
        done = bring_in(
            session,
            ImportedCase(level, "action_planned", [(fact, "")], town.clock, at=NOW, title=words, source="prov", **said),
        )
    return done.case.id


def test_the_matrix_has_the_worst_outlook_and_what_is_missing_beside_it(kia: FlaskClient) -> None:
    found = text(kia, "/laget")
    assert "Läget 2026" in found and "Prognos 3 (delår) 1 av 2 lämnade" in found
    row = found[found.index("Utbildningsnämnden 3 mål") :]
    assert "! Nås delvis" in row and "● Saknas 1" in row and "Ej öppnad –" in row and "Före införandet" in row


def test_unknown_is_never_yellow_and_is_drawn_in_a_way_of_its_own(kia: FlaskClient) -> None:
    chips = re.findall(
        r'class="(ds-tag chip[^"]*)" data-color="(\w+)"[^>]*><span[^>]*>(.)</span>', kia.get("/laget").text
    )
    assert {colour for name, colour, _ in chips if name.endswith("owed")} == {"neutral"}
    assert {"●", "○"} >= {sign for name, _, sign in chips if name.endswith("owed")} >= {"●"}
    assert ("warning", "!") in {(colour, sign) for _, colour, sign in chips}


def test_one_goes_from_a_cell_to_its_goals_and_to_the_goal(town: Town, kia: FlaskClient) -> None:
    [cell] = links(kia, "/laget", "Utbildningsnämnden, Prognos 3 (delår):")
    assert cell == "/laget?ar=2026&namnd=UN&omgang=R3"
    found = text(kia, cell)
    assert (
        "Läget 2026: Utbildningsnämnden" in found
        and "Prognos 3 (delår): 3 mål" in found
        and "Ett utkast" in found
        and "Följs inte upp än" in found
    )
    assert links(kia, cell, OTHER) == [f"/mal/{town.cases['other']}"]
    assert links(kia, cell, "Läget 2026") == ["/laget?ar=2026"]
    assert links(kia, cell, "Utbildningsnämnden") == ["/laget?ar=2026&namnd=UN"]


def test_what_is_missing_and_at_risk_can_be_asked_for(town: Town, kia: FlaskClient) -> None:
    missing, risk = (text(kia, f"/laget?namnd=UN&omgang=R3&visa={show}") for show in ("saknas", "risk"))
    assert OTHER in missing and GOAL not in missing and "Prognos 3 (delår), Saknas: 1 mål" in missing
    assert GOAL in risk and OTHER not in risk
    assert OTHER in text(kia, "/laget?visa=saknas"), "without a round: in the one that opened last"
    assert "Det finns inga sådana mål här" in text(kia, "/laget?omgang=R4&visa=saknas")
    for show in ("vantas", "konsekvens", "samre", "plan", "ansvarig"):
        assert kia.get(f"/laget?visa={show}").status_code == 200, show


def test_the_forecast_without_its_consequence_is_a_state_of_its_own(app: Flask, town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        said = fact_of("forecast", {"outlook": "not_met", "comment": "Det går inte."})
        perform(session, Command("goal.forecast", town.cases["other"], town.who("Maja"), said, at=NOW, round="R3"))
    kia = sign_in("Kia")
    found = text(kia, "/laget")
    assert "2 av 2 lämnade" in found and "✕ Nås inte" in found and "● Konsekvens saknas" in found
    listed = text(kia, "/laget?visa=konsekvens")
    assert "✕ Nås inte ● Prognos lämnad, konsekvens saknas" in listed


def test_what_happens_is_seen_at_once(town: Town, kia: FlaskClient) -> None:
    assert "1 av 2 lämnade" in text(kia, "/laget")
    with town.database.writing() as session:
        said = fact_of("forecast", {"outlook": "will_be_met", "comment": "Bra."})
        perform(session, Command("goal.forecast", town.cases["other"], town.who("Maja"), said, at=NOW, round="R3"))
    assert "2 av 2 lämnade" in text(kia, "/laget")


def test_another_day_is_another_standing(app: Flask, kia: FlaskClient) -> None:
    assert "Prognos 4" in text(kia, "/laget") and "Ej öppnad –" in text(kia, "/laget")
    app.extensions["clock"] = lambda: NOW + timedelta(days=70)
    found = text(kia, "/laget")
    assert "Prognos 4 0 av 2 lämnade" in found and "● Saknas 2" in found


def test_the_municipality_s_own_goals_have_a_row_of_their_own(town: Town, kia: FlaskClient) -> None:
    with town.database.reading() as session:
        year = run(session, "SELECT id FROM cases WHERE level = 'goal_year' AND year = 2026").scalar_one()
    bring(town, "Alla ska kunna simma", "municipal_goal", parent=year, unit=town.units["KF"])
    found = text(kia, "/laget")
    assert found.index("Utbildningsnämnden 3 mål") < found.index("Kommunövergripande mål 1 mål")
    assert "Alla tillsammans 4 mål" in found and "Följs inte upp" in found
    assert "Alla ska kunna simma" in text(kia, "/laget?namnd=KF")


def test_the_year_before_stands_beside(town: Town, kia: FlaskClient) -> None:
    assert "Det finns inget att jämföra med" in text(kia, "/laget?jamfor=1")
    with town.database.writing() as session:
        begin_year(session, town.clock, load("mariestad-2016"), 2025, NOW)
    bring(town, "Ett mål från i fjol", year=2025, parent=None, unit=town.units["UN"])
    found = text(kia, "/laget?ar=2026&jamfor=1")
    beside = found[found.index("Nämnd Prognos 3 (delår) 2026 Prognos 3 (delår) 2025 Målbokslut 2025") :]
    assert (
        "Utbildningsnämnden ! Nås delvis 1 ● Konsekvens saknas 1 ● Saknas 1 Före införandet Före införandet" in beside
    )
    assert "Ett mål från i fjol" not in found


@pytest.mark.parametrize(
    "address", ["?ar=2040", "?ar=x", "?namnd=NIX", "?omgang=R9", "?visa=allt", "?ar=99999", "?ar=²"]
)
def test_what_there_is_not_is_not_found(kia: FlaskClient, address: str) -> None:
    for page in ("/laget", "/laget.csv", "/laget.xlsx"):
        assert kia.get(page + address).status_code == 404, address


@pytest.mark.parametrize("name", ["Maja", "Nils", "Olle", "Stig", "Rut", "Ada"])
def test_everybody_who_is_signed_in_reads_it(sign_in: SignIn, name: str) -> None:
    assert "1 av 2 lämnade" in text(sign_in(name), "/laget")


def test_charlie_sees_nothing_of_ours(town: Town, sign_in: SignIn) -> None:
    charlie = sign_in("Charlie")
    for address in ("/laget", "/laget.csv", "/laget.xlsx"):
        assert b"Utbildning" not in charlie.get(address).data
        assert charlie.get(f"{address}?namnd=UN").status_code == 404
        assert charlie.get(f"{address}?namnd={town.units['UN']}").status_code == 404


def test_what_is_not_open_is_left_out_for_whom_it_does_not_concern(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE cases SET secrecy = 'internal' WHERE id = ?", (town.cases["other"],))
    assert "3 mål" in text(sign_in("Maja"), "/laget"), "the manager answers for it"
    with town.database.writing() as session:
        sql = "UPDATE seat SET unit = ? WHERE person = ?"
        run(session, sql, (town.units["KS"], town.people["Olle"]))
    olle = sign_in("Olle")
    assert "2 mål" in text(olle, "/laget") and OTHER not in text(olle, "/laget?namnd=UN")
    assert OTHER.encode() not in olle.get("/laget.csv").data


def test_few_statements_are_asked_however_many_goals(town: Town, sign_in: SignIn) -> None:
    kia = sign_in("Kia")
    kia.get("/")
    counts = []
    for more in (3, 45):
        for number in range(more):
            bring(town, f"Mål {more}-{number} som ska nås år 2026")
        for address in ("/laget", "/laget?namnd=UN&jamfor=1", "/laget?visa=saknas", "/laget.xlsx"):
            with statements(town.database) as asked:
                assert kia.get(address).status_code == 200
            counts.append(len(asked))
    assert max(counts) <= 8, counts


def test_the_english_reads_well(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.people["Kia"],))
    found = text(sign_in("Kia"), "/laget?jamfor=1")
    assert "The standing 2026" in found and "1 of 2 handed in" in found and "Not opened yet –" in found


def test_a_committee_s_own_page_has_its_row(town: Town, sign_in: SignIn) -> None:
    olle = sign_in("Olle")
    found = text(olle, "/namnder/UN?ar=2026")
    assert (
        "Prognos 3 (delår) Utbildningsnämnden, Prognos 3 (delår): ! Nås delvis ● Saknas 1 ● Konsekvens saknas 1"
        in found
    )
    assert links(olle, "/namnder/UN?ar=2026", "Mål för mål") == ["/laget?ar=2026&namnd=UN"]
    assert "Mål för mål" not in text(olle, "/namnder/KS?ar=2026"), "nothing of it is followed up"


def test_what_one_has_seen_another_sees_in_their_own_language_and_with_their_own_rights(
    town: Town, sign_in: SignIn
) -> None:
    assert "Läget 2026" in text(sign_in("Kia"), "/laget")
    with town.database.writing() as session:
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.people["Stig"],))
        run(session, "DELETE FROM seat WHERE person = ?", (town.people["Ada"],))
    assert "The standing 2026" in text(sign_in("Stig"), "/laget")
    assert "Utbildningsnämnden" not in text(sign_in("Ada"), "/laget"), "who holds no seat sees no goals"


def test_a_goal_without_plan_or_anybody_responsible_is_counted_and_can_be_asked_for(
    town: Town, sign_in: SignIn
) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE cases SET state = 'adopted', born = '2025-06-01' WHERE id = ?", (town.cases["other"],))
        run(
            session,
            "DELETE FROM seat WHERE person IN (?, ?, ?)",
            tuple(town.people[name] for name in ("Maja", "Dina", "Kia")),
        )
    rut = sign_in("Rut")
    found = text(rut, "/laget")
    assert "● Handlingsplan saknas 1" in found and "● Ansvarig saknas" in found
    assert links(rut, "/laget", "Handlingsplan saknas 1") == [
        "/laget?ar=2026&visa=plan",
        "/laget?ar=2026&namnd=UN&visa=plan",
    ]
    assert OTHER in text(rut, "/laget?namnd=UN&visa=plan") and GOAL not in text(rut, "/laget?namnd=UN&visa=plan")
    assert OTHER in text(rut, "/laget?visa=ansvarig")
