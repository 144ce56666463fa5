"""The log of decisions and the page of one: what is found, how long it has come, what it decided, and the trace."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from tests.people import Town, moment
from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.forty import COUNCIL, TODAY, Enter, enter, forty, forty_app, model_forty
from tests.web.reading import words
from tests.web.sheets import sheet
from tests.web.town import Town as Small
from web.decisions.clock import clock
from workflow.facts import fact_of
from workflow.records.queries.models import model_of
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in

__all__ = ["enter", "forty", "forty_app", "model_forty"]


@pytest.fixture
def adopted(forty: Town, enter: Enter) -> str:
    """The address of the council's § over the forty goals."""
    stig = enter("stig")
    page = stig.post("/beslut/nytt", data={"act": "read", "rad": f"{COUNCIL} KF § 84 Dnr KS 2026/00034"})
    page = stig.post("/beslut/nytt", data=sheet(page, arende="goal.adopt:2027:", text="Målen antas.", act="next"))
    answer = stig.post("/beslut/nytt", data=sheet(page, act="log"))
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_the_log_shows_what_was_decided_with_its_clock(enter: Enter, adopted: str) -> None:
    text = words(enter("stig").get("/beslut"))
    assert "§ 84 KS 2026/00034 Kommunfullmäktige" in text and "Målen antas." in text and "40 mål" in text
    assert "Beslutat, ännu inte laga kraft" in text
    assert "Protokollet justerat 29 juni 2026 (beräknat)" in text and "Laga kraft" in text
    assert "Logga ett beslut" in text
    assert "Logga ett beslut" not in words(enter("maja").get("/beslut"))


@pytest.mark.parametrize(("asked", "found"), [
    ("q=Kf § 84", True), ("q=§ 84/2026", True), ("q=2026/00034", True), ("q=KF 2026-06-15", True), ("q=antas", True),
    ("organ=KF&ar=2026", True), ("q=§ 85", False), ("q=avslås", False), ("organ=BUN", False), ("ar=2025", False),
    ("sida=7", False), ("sida=-3", True), ("q=%00%00", False),
])  # fmt: skip
def test_decisions_are_looked_up_by_body_year_words_and_reference(
    enter: Enter, adopted: str, asked: str, found: bool
) -> None:
    answer = enter("stig").get(f"/beslut?{asked}")
    assert answer.status_code == 200 and (f'href="{adopted}"' in answer.text) is found


def test_the_page_tells_what_was_decided_and_what_was_remarked(enter: Enter, adopted: str) -> None:
    text = words(enter("maja").get(adopted))
    assert "Målen antas." in text and "Barn- och utbildningsnämnden (16)" in text and "✓ Bifall 40" in text
    assert (
        "Inte granskat av kvalitetskontrollgruppen. (40)" in text
        and "Indikatorer som beslutades samtidigt (40)" in text
    )
    assert "Beslutets väg till laga kraft" in text and "Koppla fler mål" not in text
    assert "Koppla fler mål" in words(enter("stig").get(adopted))


def test_the_clock_goes_by_the_minutes_and_the_notice(forty: Town, enter: Enter, adopted: str) -> None:
    meeting = forty.find("meeting", None)[0].id
    forty.do("approve_minutes", meeting, forty.stig, approved=str(TODAY))
    forty.do("notice", meeting, forty.stig, approved=str(TODAY), noticed=str(TODAY))
    text = words(enter("stig").get(adopted))
    assert "Protokollet justerat 16 juni 2026" in text and "Anslaget uppsatt 16 juni 2026" in text
    assert "Överklagandetiden slutar 7 juli 2026" in text and "Laga kraft 8 juli 2026" in text, "rest stops no appeal"
    assert "beräknat" not in text


def test_a_decision_that_must_be_final_by_now_is_final_as_reckoned_until_the_notice_is_noted(town: Small) -> None:
    with town.database.writing() as session:
        at, unit = moment(date(2026, 9, 14)), town.units["KF"]
        held = fact_of("gathering", {"unit": unit, "on": "2025-11-23"})
        meeting = bring_in(session, ImportedCase("meeting", "final", [(held, "")], town.clock, at=at, unit=unit)).case
        ruled = [(fact_of("ruling", {"paragraph": "84"}), "")]
        decision = bring_in(
            session, ImportedCase("decision", "final", ruled, town.clock, at=at, unit=unit, parent=meeting.id)
        ).case
        found = clock(model_of(session, town.organisation, decision.model), decision, meeting, date(2026, 9, 14))
    assert (found.sign, found.stands.in_("sv")) == ("●", "Laga kraft enligt beräkning: anslaget är inte antecknat")
    assert [(tick.reckoned, tick.passed, tick.late) for tick in found.ticks[1:]] == [(True, False, False)] * 4


def test_pages_ask_the_database_a_few_times_whatever_they_hold(forty: Town, enter: Enter, adopted: str) -> None:
    stig = enter("stig")
    stig.get(adopted)
    for page in ("/beslut", "/beslut?q=§ 84", "/beslut?q=antas", adopted, f"{adopted}/galler", "/beslut/nytt"):
        with statements(forty.database) as asked:
            assert stig.get(page).status_code == 200
        assert len(asked) <= 8, (page, asked)


def test_the_form_over_forty_goals_asks_as_few(forty: Town, enter: Enter) -> None:
    stig, address = enter("stig"), f"/beslut/{forty.paragraph('KF', COUNCIL)}/galler?arende=goal.adopt:2027:"
    stig.get(address)
    with statements(forty.database) as asked:
        assert len(sheet(stig.get(address)).getlist("galler")) == 40
    assert len(asked) <= 8, asked


def test_a_wrong_verdict_is_corrected_by_two_and_leaves_a_trace(forty: Town, enter: Enter, adopted: str) -> None:
    goal = forty.find("goal", unit="BUN")[0].id
    address = next(part for part in enter("stig").get(adopted).text.split('"') if f"/mal/{goal}/correct?event=" in part)
    page = enter("stig").get(address)
    assert f'value="{address.rpartition("=")[2]}" selected' in page.text, "the entry is chosen already"
    assert enter("stig").post(address, data=sheet(page, why="Avslogs")).status_code == 303
    assert "En rättelse är begärd. Någon annan ska bekräfta den." in words(enter("stig").get(adopted))
    page = enter("kia").get(address)
    assert enter("kia").post(address, data=sheet(page, why="Avslogs")).status_code == 303
    assert forty.case(goal).state == "smart_reviewed"
    assert "(rättat)" in words(enter("stig").get(adopted)) and "✓ Bifall 39" in words(enter("stig").get(adopted))
    again = enter("stig").get(f"{adopted}/galler?arende=goal.adopt:2027:")
    sent = sheet(again, act="log")
    assert sent.getlist("galler") == [str(goal)]
    sent[f"v-{goal}"] = "rejected"
    assert enter("stig").post(f"{adopted}/galler", data=sent).status_code == 303
    assert forty.case(goal).state == "rejected"
    text = words(enter("stig").get(adopted))
    assert "(rättat)" in text and "✕ Avslag 1" in text and "✓ Bifall 39" in text


def test_a_decision_that_was_overturned_says_so(forty: Town, enter: Enter, adopted: str) -> None:
    number = int(adopted.rpartition("/")[2])
    forty.do("overturn", number, forty.stig, why="Fel i beredningen", on=str(TODAY))
    text = words(enter("stig").get(adopted))
    assert "Gäller inte längre" in text and "Fel i beredningen" in text and "Koppla fler mål" not in text


def test_nobody_from_elsewhere_sees_anything(town: Small, sign_in: SignIn) -> None:
    charlie = sign_in("Charlie")
    for address in (f"/beslut/{town.cases['council §']}", f"/beslut/{town.cases['council §']}/galler"):
        assert charlie.get(address).status_code == 404
        assert charlie.post(address, data=MultiDict({"act": "log"})).status_code in (404, 405)
    assert "Bifalles" not in charlie.get("/beslut").text
