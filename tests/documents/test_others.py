"""The other documents: what is missing, the action plan, the review, the text for the minutes, the auditor's view."""

from datetime import date

import pytest

from tests.documents.made import made, rows, said, tables
from tests.documents.test_rounds import refused
from tests.people import Town
from tests.stories.ways import WORDS, adopt, adopted, close, forecast, indicators, planned, reviewed
from workflow.records.database import Database
from workflow.reports.document import Document, Items, Text
from workflow.reports.writers import FORMATS

BODY = "Barn- och utbildningsnämnden"
NAMES = ("missing", "action-plan", "review", "minutes", "auditor")


def report(town: Town, name: str, **asked: object) -> Document:
    """The document as it is today."""
    return made(town.database, name, 2027, town.today, town.clock.organisation, **asked)


def texts(document: Document) -> str:
    """The paragraphs and lists."""
    found = [block.text for block in document.blocks if isinstance(block, Text)]
    return "\n".join([*found, *(item for block in document.blocks if isinstance(block, Items) for item in block.items)])


def test_what_is_missing_is_told_by_office_and_never_by_name(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    town.tick(date(2027, 4, 14))
    document = report(town, "missing", unit="BUN")
    late = next(row for row in rows(document, "Det som saknas") if row[0] == "Lämna prognos")
    assert late[1:6] == ["Prognos 1", WORDS, "2027-04-12", "! Försenat", "Verksamhets- eller enhetschef"]
    assert "2027-04-1" in late[6], "when somebody was last reminded"
    assert "Maja" not in texts(document) + str(document.blocks)
    forecast(town, goal, "R1", "not_met", consequence_by="2027-04-16")
    document = report(town, "missing", unit="BUN", round="R1")
    assert [row[1:] for row in rows(document, "Det som de lämnade prognoserna saknar")] == [
        ["Prognos 1", "Konsekvensbeskrivning", "Beskrivs senast 2027-04-16"], ["Prognos 1", "Åtgärd", ""],
    ]  # fmt: skip
    assert not [row for row in rows(document, "Det som saknas") if row[0] == "Lämna prognos"]


def test_the_action_plan_holds_costs_against_the_internal_budget(town: Town) -> None:
    goal = planned(town, decided=False)
    [year] = town.find("committee_year", unit="BUN")
    lines = [{"account": "6100", "text": "Målarbete", "amount_sek": 100000}]
    town.do("set_frame", year.id, town.cora, frame_sek=5000000, lines=lines)
    asked = [{"what": "En speciallärare", "amount_sek": 650000, "answer": "Avslag i budgetberedningen"}]
    town.do("note_requests", year.id, town.cora, asked=asked)
    town.do("activity.plan", goal, town.maja, what="Läxhjälp", cost_sek=120000, budget_line="6100")
    town.do("activity.plan", goal, town.maja, what="Kurser", cost_sek=30000, budget_line="7200")
    document = report(town, "action-plan", unit="BUN")
    [summed] = rows(document, "Mål, aktiviteter och pengar per nämnd")
    assert [cell.replace("\u00a0", " ") for cell in summed] == [
        "1", "3", "150 000 kr", "30 000 kr", "100 000 kr", "5 000 000 kr", "650 000 kr",
    ]  # fmt: skip
    assert [row[-1] for row in rows(document, "Internbudgeten mot aktiviteterna")] == [
        "! Kostar mer än budgetraden rymmer", "✕ Saknas i internbudgeten",
    ]  # fmt: skip
    assert "✕ Saknas i internbudgeten: Kurser." in texts(document)
    assert "För 1 av 1 mål är handlingsplanen inte beslutad." in texts(document)
    assert rows(document, "Äskanden")[0][-1] == "Avslag i budgetberedningen"
    [told] = tables(document, "Mål, aktiviteter och pengar per nämnd")
    assert told.keys == (("Nämnd", BODY),) and told.total is None, (
        "a workbook says whose it is; a sum of one says nothing"
    )


def test_the_review_tells_what_can_be_known_when(town: Town) -> None:
    goal = reviewed(town)
    [indicator] = indicators(town, goal)
    town.do("describe", indicator.id, town.maja, name="Andel med examen", unit="procent", target=85, direction="up",
            frequency="yearly", month=12, lag_days=60)  # fmt: skip
    document = report(town, "review")
    assert rows(document, "När ett nytt värde kan vara känt") == [["Andel med examen", *["inget nytt"] * 5]]
    assert said(document, "Går att bedöma vid bokslutet") == ["! Inget värde är känt då"]
    assert "1 mål kan inte bedömas efter sina mätvärden vid bokslutet" in texts(document)
    assert [row[1] for row in rows(document, "Kriterium för kriterium")] == ["✓ Ja"] * 5
    adopt(town, goal)
    with town.database.reading() as session:
        remarks = session.connection().exec_driver_sql("SELECT remarks FROM event WHERE sealed <> ''").scalar()
    assert "No value for the year is known by the closing" in str(remarks), "and it follows the goal to the council"


def test_the_text_for_the_minutes_can_be_pasted(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "partly", comment="Frånvaron ökar")
    town.do("describe_consequence", goal, town.maja, "R1", consequence="Fler saknar behörighet")
    town.do("measure.propose", goal, town.maja, what="Läxhjälp", responsible=town.maja.person, done_by="2027-11-01",
            cost_sek=0, effect="Fler klarar provet")  # fmt: skip
    document = report(town, "minutes", unit="BUN")
    assert f"{BODY} har tagit del av Prognos 1 2027 och lägger uppföljningen till handlingarna." in texts(document)
    assert f"{BODY} beslutar om åtgärder enligt förslagen" in texts(document)
    assert rows(document, "Konsekvenser och åtgärder") == [
        [
            WORDS,
            "Fler saknar behörighet",
            "Läxhjälp; Maja, verksamhets- eller enhetschef; 2027-11-01; Fler klarar provet",
        ]
    ]
    with refused("Say for which body the text is."):
        report(town, "minutes")


def test_the_council_gets_the_goals_that_it_is_to_decide_on(town: Town) -> None:
    reviewed(town)
    document = report(town, "minutes", unit="KF")
    assert "Kommunfullmäktige antar målen för 2027 med budgeten, enligt nedan." in texts(document)
    [row] = rows(document, "Målen som de föreslås")
    assert row[0] == WORDS and row[2:] == ["minst 85 procent", "✓ Godkänt", "Boende"]


def test_the_auditor_reads_what_was_changed_and_by_whom_it_was_decided(town: Town) -> None:
    goal = planned(town)
    [indicator] = indicators(town, goal)
    town.tick(date(2027, 2, 23))
    section = town.paragraph("BUN", date(2027, 2, 22), "17")
    town.do("set_target", indicator.id, town.nils, value=80, year=2027, decision=section)
    town.do("change_method", indicator.id, town.maja, on="2027-02-20", how="Ny enkät")
    document = report(town, "auditor")
    changed = rows(document, "Ändringar sedan målen antogs")
    assert [row[3] for row in changed] == [
        "Beslutat på nytt och förseglat: Bekräftat", "Nytt målvärde för ”Andel med examen” 2027: minst 80 procent",
        "Mätmetoden för ”Andel med examen” ändrades: Ny enkät",
    ]  # fmt: skip
    assert "§ 84" in changed[0][4] and "§ 17" in changed[1][4] and changed[2][4] == "utan beslut"
    assert "Ändringar: 3. Varav utan beslut: 1." in texts(document)
    [shown] = rows(document, "Varje antaget mål och det som visar det")
    assert shown[4:7] == ["Stig, kommunsekreterare", "2026-12-01", "✓ Håller"]
    assert "● Det går inte att säga" in texts(document), "nothing is closed yet"
    town.tick(date(2028, 1, 10))
    close(town, goal, "met")
    assert "✓ Ja, så långt redovisningen visar" in texts(report(town, "auditor"))


def test_a_goal_that_nobody_closed_is_a_gap(town: Town) -> None:
    adopted(town)
    town.tick(date(2028, 2, 10))
    document = report(town, "auditor")
    gaps = [row[2:] for row in rows(document, "Det som aldrig lämnades")]
    assert ["Målbokslut", "● Saknas"] in gaps and ["Prognos 1", "● Saknas"] in gaps


@pytest.mark.parametrize("name", NAMES)
def test_a_played_year_comes_out_in_every_format(played: Database, name: str) -> None:
    document = made(played, name, 2027, date(2027, 9, 20), **({"unit": "KS"} if name == "minutes" else {}))
    assert len(document.blocks) > 1
    for ending in ("html", "docx", "xlsx"):
        assert len(FORMATS[ending].write(document)) > 3000, ending
