"""The chair's work in bulk: areas are presented, drafts proposed, returned goals stood by; what is refused is told."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.reading import form, words
from tests.web.town import Town
from workflow.facts import fact_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.events import said as told
from workflow.states.command import Command, ImportedCase
from workflow.states.perform import bring_in, perform

AREAS, DRAFTS, ANSWERS = "/namnder/UN/omraden?ar=2027", "/namnder/UN/forslag?ar=2027", "/namnder/UN/svar?ar=2027"
AT = datetime(2026, 9, 3, 9, tzinfo=UTC)
NEW = {"new-0-area": "Fler tar examen", "new-0-why": "Gapet mot riket.", "new-1-area": "Minskad frånvaro", "act": "add"}


@pytest.fixture
def olle(sign_in: SignIn) -> FlaskClient:
    """The chair."""
    return sign_in("Olle")


def of_year(town: Town, level: str, year: int = 2027) -> list[Case]:
    """The cases of a level that the committee has in a year."""
    where = "organisation = ? AND unit = ? AND year = ? AND level = ? ORDER BY id"
    with town.database.reading() as session:
        return cases(session, where, (town.organisation, town.units["UN"], year, level))


def drafts(town: Town, count: int, **more: Any) -> list[int]:
    """Drafts of the year to come; the last supports no focus area."""
    [home] = of_year(town, "committee_year")
    made = []
    with town.database.writing() as session:
        for number in range(count):
            focus = [] if number == count - 1 else [town.cases["focus"]]
            said = fact_of(
                "wording",
                {
                    "goal": f"Mål nummer {number + 1} ska nås",
                    "focus_areas": focus,
                    "met_when": "När det är nått",
                    **more,
                },
            )
            born = bring_in(
                session,
                ImportedCase(
                    "goal",
                    "draft",
                    [(said, "")],
                    town.clock,
                    at=AT,
                    parent=home.id,
                    year=2027,
                    title=f"Mål nummer {number + 1} ska nås",
                    source="prov",
                ),
            )
            made.append(born.case.id)
    return made


def returned(town: Town, remark: str = "Skriv när målet är nått.") -> int:
    """A draft that was proposed and that the review returned."""
    number = drafts(town, 2)[0]
    with town.database.writing() as session:
        perform(
            session,
            Command(
                "propose",
                number,
                town.who("Olle"),
                fact_of("proposal", {"measurability": "Räknas", "followed_how": "I maj"}),
                at=AT,
            ),
        )
        model = cases(session, "id = ?", (number,))[0]
        judged = [{"criterion": name, "holds": True} for name in
                  ("specific", "measurable", "accepted", "realistic", "time_bound")]  # fmt: skip
        said = {"verdict": "returned", "criteria": judged, "remarks": remark}
        perform(session, Command("review", model.id, town.who("Rut"), fact_of("review", said), at=AT))
    return number


def test_several_areas_are_added_handed_in_and_presented(town: Town, olle: FlaskClient) -> None:
    answer = olle.post(AREAS, data=NEW, follow_redirects=True)
    assert "Tillagda målområden: 2" in answer.text and "Gapet mot riket." in answer.text
    assert "anmälda" in olle.post(AREAS, data={"act": "name"}, follow_redirects=True).text
    areas = of_year(town, "target_area")
    assert of_year(town, "committee_year")[0].took("name_areas") and len(areas) == 2
    said = {"val": [str(area.id) for area in areas], "act": "present", "notes": "Alla höll med.",
            "cooperation": "Skolan och socialtjänsten ses varje månad.", "with_units": str(town.units["KS"])}  # fmt: skip
    page = words(olle.post(AREAS, data=said, follow_redirects=True))
    assert "Presenterade målområden: 2" in page and "Skolan och socialtjänsten" in page
    assert {area.state for area in of_year(town, "target_area")} == {"presented"}
    olle.post(AREAS, data={"val": str(areas[0].id), "act": "use"})
    olle.post(AREAS, data={"val": str(areas[1].id), "act": "drop", "why": "Tas nästa år."})
    assert [area.state for area in of_year(town, "target_area")] == ["used", "dropped"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"act": "add"}, "Inga målområden är skrivna"),
        ({"act": "add", "new-0-area": "AB", "new-0-why": "Behålls"}, "minst 3 tecken"),
        ({"act": "add", "new-1-area": "X", "new-0-area": "Ett gott område"}, "minst 3 tecken"),
    ],
)
def test_a_faulty_form_comes_back_with_all_that_was_written(olle: FlaskClient, said: dict[str, str], why: str) -> None:
    answer = olle.post(AREAS, data=said)
    assert answer.status_code == 422 and why in answer.text and "<title>Fel: " in answer.text
    for text in said.values():
        assert text in answer.text or text == "add"


def test_areas_have_to_be_chosen_and_something_noted(town: Town, olle: FlaskClient) -> None:
    olle.post(AREAS, data=NEW)
    answer = olle.post(AREAS, data={"act": "present", "cooperation": "Behålls"})
    assert answer.status_code == 422 and "Inga målområden är valda" in answer.text and "Behålls" in answer.text
    assert "Fyll i ”Anteckningar från budgetupptakten”" in answer.text


def test_one_more_row_can_be_asked_for(olle: FlaskClient) -> None:
    page = olle.post(AREAS, data={"new-0-area": "Det första", "act": "more"}).text
    assert "new-1-area" in page and "Det första" in page


def test_drafts_show_what_they_lack_and_are_proposed_together(town: Town, olle: FlaskClient) -> None:
    made = drafts(town, 3)
    page = words(olle.get(DRAFTS))
    assert (
        "0 av 5" in page and page.count("Lägg till en indikator") == 3 and page.count("Målet saknar fokusområde") == 1
    )
    said = {"val": [str(number) for number in made], "all-realism": "Inom ramen.", "all-measurability": "Enkät i maj.",
            "all-followed_how": "Varje maj.", f"{made[1]}-measurability": "Register.", "hand_in": "yes"}  # fmt: skip
    answer = olle.post(DRAFTS, data=said)
    page = words(answer)
    assert answer.status_code == 409 and "Klart: 2" in page and "Målet saknar fokusområde. Välj vad det stöder" in page
    assert "Enkät i maj." in answer.text and "2 av 5" in page
    assert [goal.state for goal in of_year(town, "goal")] == ["proposed", "proposed", "draft"]
    assert not of_year(town, "committee_year")[0].took("hand_in"), "not while something was refused"
    olle.post(DRAFTS, data={"hand_in": "yes"})
    assert of_year(town, "committee_year")[0].took("hand_in")
    with town.database.reading() as session:
        kept = [told(session, town.organisation, goal.facts)["proposal"] for goal in of_year(town, "goal")[:2]]
    assert [one["measurability"] for one in kept] == ["Enkät i maj.", "Register."]


def test_goals_are_handed_in_with_one_button_when_there_is_nothing_to_propose(town: Town, olle: FlaskClient) -> None:
    sent = form(olle.get(DRAFTS)).fields
    assert "Nämndens mål är anmälda" in olle.post(DRAFTS, data=sent, follow_redirects=True).text
    assert of_year(town, "committee_year")[0].took("hand_in")


def test_the_same_form_twice_is_done_once(town: Town, olle: FlaskClient) -> None:
    said = {**NEW, "once": "form/prov"}
    for _ in range(2):
        assert olle.post(AREAS, data=said).status_code == 303
    assert len(of_year(town, "target_area")) == 2


def test_what_somebody_else_has_changed_meanwhile_is_told(town: Town, olle: FlaskClient) -> None:
    made = drafts(town, 2)
    version = of_year(town, "goal")[0].version
    with town.database.writing() as session:
        said = fact_of(
            "wording", {"goal": "Ett annat mål", "focus_areas": [town.cases["focus"]], "no_area_motive": "Eget"}
        )
        perform(session, Command("reword", made[0], town.who("Nils"), said, at=AT))
    answer = olle.post(
        DRAFTS,
        data={
            "val": str(made[0]),
            f"version-{made[0]}": version,
            "all-measurability": "Räknas",
            "all-followed_how": "I maj",
        },
    )
    assert answer.status_code == 409 and "Någon annan har ändrat" in answer.text


def test_a_returned_goal_is_stood_by_with_a_motive(town: Town, olle: FlaskClient) -> None:
    number = returned(town)
    page = olle.get(ANSWERS)
    assert "Skriv när målet är nått." in page.text and f"/mal/{number}/svar" in page.text
    assert olle.get(f"/mal/{number}/svar").status_code == 200
    assert olle.post(ANSWERS, data={"val": str(number)}).status_code == 422
    answer = olle.post(
        ANSWERS, data={"val": str(number), f"why-{number}": "Målet är tydligt nog."}, follow_redirects=True
    )
    assert "står fast vid: 1" in answer.text
    page = words(answer)
    assert "Granskningen har inte återlämnat" not in page and "Allt som granskningen återlämnat" in page
    assert "Det som svarats" in page and "Skriv när målet är nått." in page and "Målet är tydligt nog." in page
    assert of_year(town, "goal")[0].state == "smart_reviewed"


def test_whose_work_it_is_not_may_read_and_is_refused(town: Town, sign_in: SignIn) -> None:
    [made, _] = drafts(town, 2)
    maja = sign_in("Maja")
    assert "Föreslå de valda målen" not in maja.get(DRAFTS).text
    answer = maja.post(DRAFTS, data={"val": str(made), "all-measurability": "Räknas", "all-followed_how": "I maj"})
    assert answer.status_code == 409 and "görs av" in answer.text


@pytest.mark.parametrize("address", [AREAS, DRAFTS, ANSWERS])
def test_whoever_comes_from_elsewhere_finds_nothing(sign_in: SignIn, address: str) -> None:
    client = sign_in("Charlie")
    assert client.get(address).status_code == 404 and client.post(address, data={"act": "add"}).status_code == 404


def test_no_page_asks_the_database_more_for_more_goals(town: Town, olle: FlaskClient) -> None:
    olle.post(AREAS, data=NEW)
    for address in (AREAS, DRAFTS, ANSWERS, "/namnder/UN?ar=2027"):
        counts = []
        for more in (1, 6):
            drafts(town, more)
            olle.get(address)
            with statements(town.database) as asked:
                assert olle.get(address).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1], address


def test_the_steps_themselves_lead_to_the_pages(town: Town, olle: FlaskClient) -> None:
    [home] = of_year(town, "committee_year")
    for step, page in (("name_areas", "omraden"), ("target_area.propose", "omraden"), ("hand_in", "forslag")):
        answer = olle.get(f"/mal/{home.id}/{step}")
        assert answer.status_code == 303 and answer.headers["Location"] == f"/namnder/UN/{page}?ar=2027"
    olle.post(AREAS, data=NEW)
    area = of_year(town, "target_area")[1].id
    answer = olle.get(f"/mal/{area}/present", follow_redirects=True)
    assert re.search(rf'value="{area}"\s+checked', answer.text), "what the task is about is chosen already"
    assert "Ändra målområdet" in olle.get(f"/mal/{area}/reword").text
