"""Röda tråden: from the vision to what is done and back, with what is loose named."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.web.conftest import SETTINGS, SignIn
from tests.web.counting import statements
from tests.web.reading import words
from tests.web.town import Town
from web.app import create_app
from workflow.cycle.goal_year import begin_year
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.queries.cases import cases
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

AT = datetime(2026, 9, 14, 8, tzinfo=UTC)


@pytest.fixture
def activity(town: Town) -> int:
    """An activity of the goal at risk, and a focus area that no goal supports."""
    with town.database.writing() as session:
        said = fact_of("activity", {"what": "Läxhjälp varje dag", "ends": date(2026, 11, 30)})
        number = perform(session, Command("activity.plan", town.cases["goal"], town.who("Maja"), said, at=AT)).case.id
        vision = cases(session, "id = ?", (town.cases["focus"],))[0].parent
        bring_in(
            session,
            ImportedCase(
                "focus_area",
                "in_force",
                [(fact_of("direction", {"words": "Boende"}), "")],
                town.clock,
                at=AT,
                title="Boende",
                parent=vision,
            ),
        )
    return number


def test_the_thread_runs_from_the_vision_to_what_is_done(town: Town, sign_in: SignIn, activity: int) -> None:
    text = words(sign_in("Maja").get("/roda-traden?ar=2026"))
    places = [text.index(word) for word in ("Vision 2030", "Fokusområde Lärande", "Utbildningsnämnden (2)",
                                            "Andelen elever", "Examen inom tre år", "Läxhjälp varje dag")]  # fmt: skip
    assert places == sorted(places)
    assert "Nås delvis" in text and "klar senast 30 nov. 2026" in text and "1 – Inte bedömt än" in text


def test_what_is_loose_is_named(town: Town, sign_in: SignIn, activity: int) -> None:
    text = words(sign_in("Maja").get("/roda-traden?ar=2026"))
    assert "Inget mål stödjer det i år." in text[text.index("Fokusområde Boende") :]
    assert "Ett utkast" in text[text.index("Utan fokusområde De här målen säger inte vad de stödjer: 1.") :]


def test_a_goal_that_supports_several_areas_is_under_each_with_a_mark(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        year = cases(session, "id = ?", (town.cases["committee_year"],))[0]
        area = bring_in(
            session,
            ImportedCase(
                "focus_area",
                "in_force",
                [(fact_of("direction", {"words": "Boende"}), "")],
                town.clock,
                at=AT,
                title="Boende",
            ),
        ).case.id
        said = fact_of("wording", {"goal": "Två ben", "focus_areas": [town.cases["focus"], area]})
        bring_in(
            session,
            ImportedCase(
                "goal", "adopted", [(said, "")], town.clock, at=AT, parent=year.id, year=2026, title="Två ben"
            ),
        )
    text = words(sign_in("Maja").get("/roda-traden?ar=2026"))
    assert text.count("Stödjer också: Boende") == 1 and text.count("Stödjer också: Lärande") == 1
    only = words(sign_in("Maja").get(f"/roda-traden?ar=2026&omrade={area}"))
    assert "Två ben" in only and "Andelen elever" not in only and "Utan fokusområde" not in only


def test_the_way_back_from_an_activity_leads_to_the_vision(town: Town, sign_in: SignIn, activity: int) -> None:
    text = words(sign_in("Maja").get(f"/roda-traden/{activity}"))
    places = [text.index(word) for word in ("Därför", "Vision 2030", "Lärande", "Andelen elever", "Så här", "Läxhjälp")]
    assert places == sorted(places)
    assert "här är tråden av" in words(sign_in("Maja").get(f"/roda-traden/{town.cases['draft']}"))


def test_only_goals_and_what_hangs_from_them_have_a_thread(town: Town, sign_in: SignIn) -> None:
    maja = sign_in("Maja")
    assert maja.get(f"/roda-traden/{town.cases['meeting']}").status_code == 404
    answer = maja.get(f"/roda-traden/{town.cases['focus']}")
    assert answer.status_code == 302 and answer.headers["Location"].endswith(f"omrade={town.cases['focus']}")
    assert sign_in("Charlie").get(f"/roda-traden/{town.cases['goal']}").status_code == 404
    assert "Lärande" not in words(sign_in("Charlie").get("/roda-traden"))


def test_a_committee_is_picked_by_its_code(sign_in: SignIn) -> None:
    text = words(sign_in("Maja").get("/roda-traden?ar=2026&namnd=UN"))
    assert "Frånvaron i gymnasieskolan" in text


def test_the_thread_asks_little_whatever_the_number(town: Town, sign_in: SignIn) -> None:
    client, counts = sign_in("Maja"), []
    for more in (5, 45):
        with town.database.writing() as session:
            for n in range(more):
                said = fact_of("wording", {"goal": f"Mål {more} {n}", "focus_areas": [town.cases["focus"]]})
                bring_in(
                    session,
                    ImportedCase(
                        "goal",
                        "adopted",
                        [(said, "")],
                        town.clock,
                        at=AT,
                        year=2026,
                        title=f"Mål {n}",
                        parent=town.cases["committee_year"],
                    ),
                )
        client.get("/roda-traden?ar=2026&namnd=UN")
        with statements(town.database) as asked:
            client.get("/roda-traden?ar=2026&namnd=UN")
        with statements(town.database) as single:
            client.get(f"/roda-traden/{town.cases['goal']}")
        counts.append((len(asked), len(single)))
    assert counts[0] == counts[1], counts


def test_of_many_goals_one_committees_are_told_at_a_time(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        for n in range(50):
            said = fact_of("wording", {"goal": f"Mål {n}", "focus_areas": [town.cases["focus"]]})
            bring_in(
                session,
                ImportedCase(
                    "goal",
                    "adopted",
                    [(said, "")],
                    town.clock,
                    at=AT,
                    year=2026,
                    title=f"Mål {n}",
                    parent=town.cases["committee_year"],
                ),
            )
    page = sign_in("Maja").get("/roda-traden?ar=2026")
    assert "Mål: 52" in words(page) and "51 – Inte bedömt än" in words(page) and "gymnasieexamen" not in words(page)
    link = f"/roda-traden?ar=2026&namnd=UN&omrade={town.cases['focus']}"
    assert link.replace("&", "&amp;") in page.text and "gymnasieexamen" in words(sign_in("Maja").get(link))


def test_haparanda_s_directions_are_a_thread_too(town: Town) -> None:
    with town.database.writing() as session:
        model = load("haparanda-2012")
        clock = found(session, "2583", "Haparanda", model, at=datetime(2025, 1, 2, tzinfo=UTC))
        root = add_unit(session, clock, "H", "Ledningen", "group", at=AT)
        add_unit(session, clock, "KF", "Kommunfullmäktige", "council", at=AT)
        unit = add_unit(session, clock, "BUN", "Barn- och ungdomsnämnden", "committee", at=AT)
        person = add_person(session, clock.organisation, "Hilda Prov", "hilda@example.org")
        appoint(session, clock, person, Place("quality_chief", root, date(2024, 1, 1)), at=AT)
        begin_year(session, clock, model, 2026, AT)
        own = cases(session, "organisation = ? AND level = 'committee_year' AND unit = ?", (clock.organisation, unit))[
            0
        ]
        vision = bring_in(
            session,
            ImportedCase(
                "vision",
                "adopted",
                [(fact_of("direction", {"words": "Vision 2020"}), "")],
                clock,
                at=AT,
                title="Vision 2020",
            ),
        ).case.id
        area = bring_in(
            session,
            ImportedCase(
                "strategic_direction",
                "in_force",
                [(fact_of("direction", {"words": "Trygghet"}), "")],
                clock,
                at=AT,
                title="Trygghet",
                parent=vision,
            ),
        ).case.id
        said = fact_of("wording", {"goal": "Alla ska lära sig läsa", "focus_areas": [area]})
        bring_in(
            session,
            ImportedCase("goal", "adopted", [(said, "")], clock, at=AT, parent=own.id, year=2026, title="Alla läser"),
        )
    app: Flask = create_app(SETTINGS, town.database, lambda: AT, demo=True)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    client.post("/logga-in", data={"person": f"{clock.organisation}/{person}"})
    text = words(client.get("/roda-traden?ar=2026"))
    assert "Vision 2020 Inriktning Trygghet Mål: 1" in text and "Barn- och ungdomsnämnden (1)" in text
