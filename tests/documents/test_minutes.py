"""The text for the minutes follows the year: what waits for a body, its report of a round, its closing."""

from datetime import date

from tests.documents.made import rows
from tests.documents.test_others import BODY, report, texts
from tests.people import Town
from tests.stories.ways import WORDS, adopt, close, confirmed, forecast, planned, reviewed

GOALS = "Målen som de föreslås"
OTHER = "Frånvaron ska minska till högst 5 procent år 2027"


def test_each_body_gets_what_waits_for_it(town: Town) -> None:
    goal = reviewed(town)
    assert f"{BODY} föreslår kommunfullmäktige att anta målen för 2027" in texts(report(town, "minutes", unit="BUN"))
    assert "Kommunstyrelsen föreslår kommunfullmäktige att anta" in texts(report(town, "minutes", unit="KS"))
    assert "Inget mål för 2027 väntar på beslut" in texts(report(town, "minutes", unit="SN"))
    adopt(town, goal)
    assert "Inget mål för 2027 väntar på beslut" in texts(report(town, "minutes", unit="KF"))


def test_a_new_council_confirms_and_adopts_the_rest_in_one_memo(town: Town) -> None:
    adopted, late = reviewed(town), reviewed(town, OTHER)
    adopt(town, adopted)
    town.tick(date(2026, 10, 20))
    document = report(town, "minutes", unit="KF")
    assert "Kommunfullmäktige antar målen för 2027 med budgeten" in texts(document)
    assert "Kommunfullmäktige bekräftar målen för 2027" in texts(document)
    assert [row[0] for row in rows(document, GOALS)] == [town.case(late).title, WORDS]
    assert "Kommunfullmäktige 2026-06-15 § 84 KS 2026/00123" in texts(document), "what it rests on"


def test_what_was_remarked_follows_the_goals(town: Town) -> None:
    town.goal(OTHER, responsible=town.maja.person)
    town.tick(date(2026, 3, 2))
    [draft] = town.find("goal")
    town.do("propose", draft.id, town.olle, realism="Ja", measurability="Frånvarostatistik")
    document = report(town, "minutes", unit="KF")
    assert rows(document, "Anmärkningar som följer målen") == [[BODY, OTHER, "Inte granskat"]]


def test_the_action_plan_is_decided_with_its_cost(town: Town) -> None:
    goal = confirmed(town)
    town.tick(date(2027, 1, 11))
    for what, cost in (("Läxhjälp", 120000), ("Kurser", 30500)):
        town.do("activity.plan", goal, town.maja, what=what, cost_sek=cost, budget_line="6100")
    document = report(town, "minutes", unit="BUN")
    assert f"{BODY} antar handlingsplan för 2027 med internbudget." in texts(document)
    assert [cell.replace("\u00a0", " ") for cell in rows(document, "Målen med sina aktiviteter")[0]] == [
        WORDS,
        "2",
        "150 500 kr",
    ]


def test_the_meeting_chooses_the_round(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "will_be_met", comment="Det går bra")
    june = town.meeting("BUN", date(2027, 6, 14))
    assert report(town, "minutes", unit="BUN", meeting=june.id).subtitle == f"Målår 2027, Prognos 2, {BODY}"
    town.meeting("BUN", date(2027, 4, 27))
    document = report(town, "minutes", unit="BUN")
    assert document.subtitle == f"Målår 2027, Prognos 1, {BODY}" and "sammanträdet den 27 april 2027" in texts(document)
    assert rows(document, "Målen vid tillfället") == [[WORDS, "✓ Nås", "–", "Det går bra"]]


def test_the_closing_is_minuted_too(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2028, 1, 10))
    close(town, goal, "not_met", result="Fler än väntat hoppade av")
    document = report(town, "minutes", unit="BUN", round="closing")
    assert f"{BODY} har tagit del av Målbokslut 2027 och lägger uppföljningen till handlingarna." in texts(document)
    assert rows(document, "Hur målen slutade") == [
        [WORDS, "✕ Inte uppfyllt", "✕ Inte uppfyllt", "Fler än väntat hoppade av"]
    ]
    assert "Målbokslut 2027, Barn- och utbildningsnämnden" in texts(document)


def test_the_proposed_decision_tells_what_is_missing(town: Town) -> None:
    first, second = planned(town), planned(town, OTHER)
    town.tick(date(2027, 4, 8))
    document = report(town, "minutes", unit="BUN", round="R1")
    assert f"{BODY} konstaterar att prognos saknas för 2 av 2 mål och uppdrar åt de målansvariga" in texts(document)
    assert "har tagit del av" not in texts(document)
    forecast(town, first, "R1", "not_met")
    document = report(town, "minutes", unit="BUN", round="R1")
    assert f"{BODY} har tagit del av Prognos 1 2027" in texts(document)
    assert f"prognos saknas för 1 av 2 mål ({OTHER})" in texts(document)
    assert (
        f"konsekvensbeskrivning eller åtgärder saknas för 1 av de mål som inte bedöms nås fullt ut ({WORDS})"
        in texts(document)
    )
    assert "beslutar om åtgärder" not in texts(document), "none is proposed"
    forecast(town, second, "R1", "will_be_met")
    assert "prognos saknas" not in texts(report(town, "minutes", unit="BUN", round="R1"))


def test_a_closing_that_is_missing_is_asked_for(town: Town) -> None:
    planned(town)
    town.tick(date(2028, 1, 10))
    document = report(town, "minutes", unit="BUN", round="closing")
    assert f"{BODY} konstaterar att målbokslut saknas för 1 av 1 mål och uppdrar åt" in texts(document)
    assert "har tagit del av" not in texts(document)


def test_an_action_plan_is_proposed_only_where_there_are_activities(town: Town) -> None:
    with_plan, without = confirmed(town), confirmed(town, OTHER)
    town.tick(date(2027, 1, 11))
    told = texts(report(town, "minutes", unit="BUN"))
    assert "konstaterar att aktiviteter saknas för 2 av 2 mål" in told and "antar handlingsplan" not in told
    town.do("activity.plan", with_plan, town.maja, what="Läxhjälp")
    told = texts(report(town, "minutes", unit="BUN"))
    assert f"{BODY} antar handlingsplan för 2027 med internbudget." in told
    assert f"aktiviteter saknas för 1 av 2 mål ({town.case(without).title})" in told
