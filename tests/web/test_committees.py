"""The bodies: all of them with a card each, one body's goal year, and nothing of it for anybody else's eyes."""

import pytest

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import words
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.facts.forecast import SourceForecast
from workflow.organisation.founding import add_unit
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in


def test_each_body_has_a_card_that_says_how_it_stands(town: Town, sign_in: SignIn) -> None:
    page = words(sign_in("Kia").get("/namnder?ar=2026"))
    for text in ("Utbildningsnämnden", "Kommunstyrelsen", "2 av 5", "Nås delvis", "Nästa tidsgräns"):
        assert text in page, text
    assert "Kommunfullmäktige" not in page


def test_a_body_s_year_tells_what_it_has_owes_and_who_sits_there(town: Town, sign_in: SignIn) -> None:
    page = words(sign_in("Olle").get("/namnder/UN?ar=2026"))
    for text in ("Andelen elever med gymnasieexamen", "2 av 5", "Ej angiven", "Prognos 3 (delår)", "Lämna prognos",
                 "Olle Prov", "Nils Prov", "Gymnasieskolan", "Maja Prov"):  # fmt: skip
        assert text in page, text


def test_a_source_s_own_judgement_of_a_goal_stands_in_its_own_words(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        said = SourceForecast(as_written="På god väg", unscaled="worded")
        facts = [(fact_of("wording", {"goal": "Fler ska klara skolan"}), ""), (said, "R2")]
        bring_in(
            session,
            ImportedCase(
                "goal",
                "action_planned",
                facts,
                town.clock,
                at=NOW,
                year=2026,
                unit=town.units["UN"],
                title="Fler ska klara skolan",
                parent=town.cases["committee_year"],
            ),
        )
    page = words(sign_in("Olle").get("/namnder/UN?ar=2026"))
    assert "– Som källan säger: På god väg Prognos 2" in page


def test_where_the_next_goals_are_written_it_stands_what_was_learned(town: Town, sign_in: SignIn) -> None:
    """Also of a year that has no case of its own."""
    with town.database.writing() as session:
        analysis = {"why": "Vi började för sent.", "lessons": "Börja i januari.", "measures": "Läxhjälp varje dag."}
        said = {
            "wording": {"goal": "Fler ska klara skolan"},
            "closing": {"attainment": "not_met"},
            "analysis": analysis,
        }
        facts = [(fact_of(kind, one), "") for kind, one in said.items()]
        bring_in(
            session,
            ImportedCase(
                "goal",
                "analysed",
                facts,
                town.clock,
                at=NOW,
                year=2025,
                unit=town.units["UN"],
                title="Fler ska klara skolan",
                parent=town.cases["committee_year"],
            ),
        )
    page = words(sign_in("Olle").get("/namnder/UN?ar=2027"))
    for text in ("Det vi lärt av åren före", "2025 Fler ska klara skolan", "Vi började för sent.", "Börja i januari.",
                 "Läxhjälp varje dag."):  # fmt: skip
        assert text in page, text
    assert "Det vi lärt" not in words(sign_in("Olle").get("/namnder/UN?ar=2026")), "that year has begun"


def test_the_overview_asks_the_database_no_more_for_more_bodies(town: Town, sign_in: SignIn) -> None:
    client, counts = sign_in("Kia"), []
    for more in ("Tekniska nämnden", "Socialnämnden", "Kulturnämnden"):
        with town.database.writing() as session:
            add_unit(session, town.clock, more[:3].upper(), more, "committee", at=NOW)
        client.get("/namnder?ar=2026")
        with statements(town.database) as asked:
            assert more in words(client.get("/namnder?ar=2026"))
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("address", ["/namnder/UN", "/namnder/KF", "/namnder/finns-inte"])
def test_whoever_comes_from_elsewhere_finds_nothing(town: Town, sign_in: SignIn, address: str) -> None:
    assert sign_in("Charlie").get(address).status_code == 404


def test_names_of_who_owes_are_for_whoever_may_ask_for_it(town: Town, sign_in: SignIn) -> None:
    asks, others = (sign_in(name).get("/namnder/UN?ar=2026").text for name in ("Kia", "Olle"))
    assert "chef: Maja Prov" in asks and "chef: Maja Prov" not in others
