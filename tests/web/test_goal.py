"""The page of a goal: what was adopted, how it goes, what happens next, and everything behind it."""

import re
from typing import Any

import pytest
from sqlalchemy import text

from tests.web.conftest import SignIn
from tests.web.counting import statements
from tests.web.goal import WORDS, Life, lived
from tests.web.reading import form, words
from tests.web.town import NOW, Town
from workflow.facts import fact_of
from workflow.records.queries.cases import cases
from workflow.states.command import Command
from workflow.states.perform import perform

Facts = dict[str, dict[str, Any]]


@pytest.fixture
def rich(town: Town) -> Town:
    """The town, its goal with a life behind it."""
    lived(town)
    return town


def part(page: str, name: str) -> str:
    """The section of the page under a heading."""
    found = re.search(rf'aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    assert found, name
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_the_top_says_what_was_adopted_how_it_goes_and_what_happens_next(rich: Town, sign_in: SignIn) -> None:
    page = sign_in("Olle").get(f"/mal/{rich.cases['goal']}").text
    top = " ".join(re.sub(r"<[^>]+>", " ", page.partition('class="goal-glance"')[2].partition("</dl>")[0]).split())
    for said in ("Bifall med ändring", "Kommunfullmäktige § 84 KF 2026/00123", "31 aug. 2026", "Nås delvis",
                 "Det går trögt.", "Prognos 3 (delår)", "Lämna prognos, Prognos 4", "Maja Prov, senast"):  # fmt: skip
        assert said in top, said
    assert WORDS in page and page.count('data-variant="primary"') <= 1


def test_what_is_owed_is_the_one_primary_button(town: Town, sign_in: SignIn) -> None:
    page = sign_in("Maja").get(f"/mal/{town.cases['goal']}").text
    assert re.findall(r'data-variant="primary" href="([^"]+)"', page) == [
        f"/mal/{town.cases['goal']}/describe_consequence?omgang=R3"
    ]
    assert "Prognos 3 (delår): prognos lämnad, konsekvens saknas." in page
    other = sign_in("Maja").get(f"/mal/{town.cases['other']}").text
    assert "Prognos 3 (delår): saknas." in other and "4 dagar försenat" in other


def test_an_indicator_is_a_chart_in_words_and_a_table(rich: Town, sign_in: SignIn) -> None:
    page = sign_in("Mona" if "Mona" in rich.people else "Olle").get(f"/mal/{rich.cases['goal']}").text
    chart = re.search(r'role="img" aria-label="(Examen[^"]+)"', page)
    assert chart and chart[1] == (
        "Examen inom tre år (procent): upp från 68,5 (Nuläge) till 69 (2025). Målet är 76 procent. "
        "Under året 70,4 (Prognos 3 (delår))."
    )
    shown = part(page, "indicators")
    for said in ("70,4 procent", "76 procent", "Målvärde 2026: 75 procent", "Kvinnor", "66", "62", "Enkät i mars."):
        assert said in shown, said


def test_rounds_tell_the_consequence_and_by_which_paragraph_measures_were_decided(rich: Town, sign_in: SignIn) -> None:
    page = sign_in("Olle").get(f"/mal/{rich.cases['goal']}").text
    shown = part(page, "forecasts")
    for said in ("Examen inom tre år: 70,4 procent", "Två tjänster har varit vakanta.", "Bifall",
                 "Åtgärder beslutade av Utbildningsnämnden § 84 UN 2026/00123", "Inte öppnad än"):  # fmt: skip
        assert said in shown, said
    measures = part(page, "measures")
    for said in ("Anställ en speciallärare", "450 000 kr", "Beslutat av Utbildningsnämnden § 84 UN 2026/00123",
                 "Prognos 3 (delår): För tidigt att se någon effekt."):  # fmt: skip
        assert said in measures.replace("\xa0", " ").replace("&nbsp;", " "), said
    assert part(page, "activities").count("Försenat") == 1


def test_a_forecast_without_its_consequence_says_by_which_day_it_comes(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        said = fact_of("forecast", {"outlook": "partly", "consequence_by": "2026-09-20",
                                    "measured": [{"indicator": town.cases["indicator"], "value": 70.0}]})  # fmt: skip
        perform(session, Command("forecast", town.cases["goal"], town.who("Maja"), said, at=NOW, round="R3"))
    shown = part(sign_in("Olle").get(f"/mal/{town.cases['goal']}").text, "forecasts")
    assert "● Konsekvens saknas" in shown and "20 sep. 2026" in shown


def test_versions_are_told_word_by_word(rich: Town, sign_in: SignIn) -> None:
    page = sign_in("Olle").get(f"/mal/{rich.cases['goal']}").text
    assert "<del>75</del><ins>76</ins>" in page
    assert "Versioner, ord för ord: 2" in page


def test_the_line_tells_how_earlier_years_ended_and_what_was_learned(rich: Town, sign_in: SignIn) -> None:
    olle = sign_in("Olle")
    shown = part(olle.get(f"/mal/{rich.cases['goal']}").text, "lineage")
    for said in (
        "2025",
        "72 procent",
        "Fortsätter",
        "Vi började för sent.",
        "Börja redan i januari.",
        "Läxhjälp från terminens början.",
    ):
        assert said in shown, said
    assert "Fortsätts av" in part(olle.get(f"/mal/{rich.cases['old']}").text, "lineage")


def test_intention_stands_beside_outcome(rich: Town, sign_in: SignIn) -> None:
    shown = part(sign_in("Olle").get(f"/mal/{rich.cases['closed']}").text, "outcome")
    for said in ("Så ville vi", "Skolmaten ska bli godare", "Fler äter.", "Så blev det", "Inte uppfyllt",
                 "Vi nådde 69 procent.", "Nya menyer.", "Enligt mätvärdena", "Uppfyllt", "Köken stod stilla."):  # fmt: skip
        assert said in shown, said
    shown = part(sign_in("Olle").get(f"/mal/{rich.cases['closed']}").text, "indicators")
    for said in (
        "minst 65 procent",
        "106,2 procent av målvärdet",
        "När ett nytt värde kan vara känt",
        "ett värde för 2025-10",
    ):
        assert said in shown, said


def test_a_comment_is_written_on_the_page_itself(rich: Town, sign_in: SignIn) -> None:
    olle, address = sign_in("Olle"), f"/mal/{rich.cases['goal']}"
    assert form(olle.get(address)).fields.keys() >= {"text", "once", "file"}
    answer = olle.post(f"{address}/comment", data={"text": "Ta med det till nämnden.", "once": "form/abc"})
    assert answer.status_code == 303
    assert "Ta med det till nämnden." in part(olle.get(address).text, "comments")
    empty = olle.post(f"{address}/comment", data={"text": "", "once": "form/abd"})
    assert empty.status_code == 422 and "<title>Fel: " in empty.text


def test_every_event_is_there_and_can_be_filtered(rich: Town, sign_in: SignIn) -> None:
    olle, address = sign_in("Olle"), f"/mal/{rich.cases['goal']}"
    with rich.database.reading() as session:
        count = session.execute(
            text('SELECT count(*) FROM event WHERE "case" = :id'), {"id": rich.cases["goal"]}
        ).scalar()
    lines = '<time datetime="'
    assert olle.get(address).text.count(lines) == olle.get(f"{address}?visa=ord").text.count(lines) == count
    decided = olle.get(f"{address}?visa=beslut").text
    assert decided.count(lines) == 2 and 'visa=beslut#happened" aria-current="true"' in decided
    assert "Varför sjönk resultatet i våras?" in words(olle.get(f"{address}?visa=ord"))


@pytest.mark.parametrize("name", ["Maja", "Dina", "Nils", "Olle", "Stig", "Rut", "Kia"])
def test_the_page_asks_no_more_whatever_hangs_from_the_goal(town: Town, sign_in: SignIn, name: str) -> None:
    client, counts = sign_in(name), []
    for lives in (False, True):
        if lives:
            lived(town)
        client.get(f"/mal/{town.cases['goal']}")
        with statements(town.database) as asked:
            assert client.get(f"/mal/{town.cases['goal']}").status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0], asked


def test_in_english_the_page_is_in_english(rich: Town, sign_in: SignIn) -> None:
    with rich.database.writer.begin() as connection:
        connection.execute(text("UPDATE person SET language = 'en'"))
    page = words(sign_in("Olle").get(f"/mal/{rich.cases['goal']}"))
    for said in ("What was adopted", "How it goes", "What happens next", "Forecasts, round by round", "Decided by"):
        assert said in page, said


def test_a_draft_says_so(town: Town, sign_in: SignIn) -> None:
    page = words(sign_in("Maja").get(f"/mal/{town.cases['draft']}"))
    assert "Målet är inte antaget." in page and "Ingen har beslutat om målet än." in page


def test_every_decision_keeps_its_body_paragraph_and_day(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        life = Life(session, town)
        for number, on, verdict in (("73", "2026-09-01", "remitted"), ("99", "2026-09-11", "approved")):
            held = fact_of("gathering", {"unit": town.units["KF"], "on": on})
            town.cases[on] = perform(session, Command("meeting.plan", None, town.who("Stig"), held, at=life.at)).case.id
            ruled = life.do("decision.log", "Stig", "ruling", on, paragraph=number)
            life.do("adopt", "Stig", "decision", "draft", verdict=verdict, decision=ruled)
    text = words(sign_in("Maja").get(f"/mal/{town.cases['draft']}"))
    for verdict in ("§ 73 ! Återremiss 1 sep. 2026", "§ 99 ✓ Bifall 11 sep. 2026"):
        assert f"Kommunfullmäktige {verdict}" in text, text


def brought(town: Town, state: str, facts: Facts, *indicators: Facts) -> int:
    """The number of a goal of 2025 that was brought in, with its indicators."""
    with town.database.writing() as session:
        life, place = Life(session, town), {"unit": town.units["UN"], "year": 2025}
        goal = life.bring("goal", state, {"wording": {"goal": "Kortare kö till stödet"}} | facts, **place)
        for said in indicators:
            life.bring("indicator", "in_force", said, parent=goal, title=str(said["indicator"]["name"]), **place)
        town.cases["brought"] = goal
    return goal


@pytest.mark.parametrize(
    ("said", "measured", "target", "outcome"),
    [
        ({"unit": "dagar", "target": 5.0, "comparator": "at_most"}, {"value": 7.0}, "högst 5 dagar", "7 dagar"),
        ({"unit": "procent", "target": 85.0, "target_to": 95.0, "comparator": "between"}, {"value": 99.0},
         "mellan 85 och 95 procent", "99 procent"),
        ({"unit": "dagar", "target_text": "färre än i fjol"}, {"comment": "Ja"}, "färre än i fjol", "Ja"),
        ({"unit": "procent", "target": 80.0, "comparator": "at_least"}, {"value": 79.996}, "minst 80 procent",
         "79,996 procent"),
        ({"unit": "procent", "target": 80.0, "comparator": "at_least"}, {"women": 82.0, "men": 79.0}, "minst 80 procent",
         "kvinnor 82 procent, män 79 procent"),
    ],
)  # fmt: skip
def test_targets_have_their_comparator_and_outcomes_any_form(
    town: Town, sign_in: SignIn, said: dict[str, Any], measured: dict[str, Any], target: str, outcome: str
) -> None:
    facts: Facts = {"indicator": {"name": "Kö"} | said, "measurement": {"period": "2025"} | measured}
    goal = brought(town, "closed", {"closing": {"attainment": "not_met", "result": "Så gick det."}}, facts)
    page = sign_in("Olle").get(f"/mal/{goal}").text
    for name in ("indicators", "outcome"):
        assert target in part(page, name) and outcome in part(page, name), part(page, name)
    assert "100 procent av målvärdet" not in page


def test_what_a_source_says_is_told_as_its_own(town: Town, sign_in: SignIn) -> None:
    goal = brought(town, "closed", {"closing": {"attainment": "not_met", "result": "Kön växte."}})
    page = words(sign_in("Olle").get(f"/mal/{goal}"))
    assert page.count("Antaget enligt källan. Beslutet är inte loggat här.") == 2
    assert "Så blev det" in page and "Ingen har beslutat om målet än." not in page
    outcome = part(sign_in("Olle").get(f"/mal/{goal}").text, "outcome")
    assert outcome.endswith("Som källan säger"), "the day of an import is no day of a result"


def test_a_value_that_comes_late_stands_beside_the_closing(town: Town, sign_in: SignIn) -> None:
    said = {"name": "Kö", "unit": "dagar", "target": 5.0, "comparator": "at_most"}
    goal = brought(town, "closed", {"closing": {"attainment": "not_met", "result": "Kön växte."}},
                   {"indicator": said, "measurement": {"value": 7.0, "period": "nov 2025"}})  # fmt: skip
    with town.database.writing() as session:
        [town.cases["late"]] = (case.id for case in cases(session, "parent = ? ORDER BY id", (goal,)))
        Life(session, town, NOW).do("measure", "Maja", "measurement", "late", value=4.0, period="2025")
    outcome = part(sign_in("Olle").get(f"/mal/{goal}").text, "outcome")
    for told in ("✕ Inte uppfyllt Enligt mätvärdena vid bokslutet: ✕ Inte uppfyllt",
                 "Enligt mätvärdena, med det som kom efter bokslutet: ✓ Uppfyllt",
                 "Kö: 7 dagar (nov 2025) 2025, efter bokslutet: 4 dagar"):  # fmt: skip
        assert told in outcome, outcome
