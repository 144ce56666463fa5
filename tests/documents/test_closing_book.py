"""The closing book of a goal that went the real way: from adoption to what comes next, whatever happened between."""

from datetime import date
from typing import Any

from tests.documents.made import chapters, made, rows, said
from tests.people import Town
from tests.stories.ways import adopt, close, drafted, forecast, indicators, planned, reviewed
from workflow.erasure import erase, spoken
from workflow.records.sql import run
from workflow.reports.document import Document

CLOSED = date(2028, 1, 20)
MEASURE = {
    "what": "Extra lärare i årskurs 9",
    "done_by": "2027-11-01",
    "cost_sek": 250000,
    "effect": "Fler klarar provet",
}
ANALYSIS = {"gathered": "Betygsdatabasen", "focus": "Pojkarna", "why": "Frånvaron ökade", "lessons": "Börja tidigare",
            "goes_on": True, "measures": "Följ frånvaron varje vecka"}  # fmt: skip


def book(town: Town, **asked: Any) -> Document:
    """The closing book of 2027 as it is today."""
    return made(town.database, "closing-book", 2027, town.today, town.clock.organisation, **asked)


def described(town: Town) -> int:
    """A goal that looked bad in April, was described, and got a measure that the committee decided on."""
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    forecast(town, goal, "R1", "partly", trend="worse", comment="Frånvaron ökar")
    town.do("describe_consequence", goal, town.maja, "R1", cause="Frånvaro", consequence="Färre blir behöriga")
    measure = town.do("measure.propose", goal, town.maja, needs_body=True, responsible=town.maja.person, **MEASURE)
    town.tick(date(2027, 4, 28))
    section = town.paragraph("BUN", date(2027, 4, 27), "41")
    town.do("decide_measures", goal, town.nils, "R1", verdict="approved", decision=section)
    town.do("decide", measure.id, town.nils, verdict="approved", decision=section)
    return goal


def test_a_goal_is_told_from_adoption_to_what_comes_next(town: Town) -> None:
    goal = described(town)
    town.tick(CLOSED)
    close(town, goal, "partly_met", result="84 procent tog examen.", measures="Läraren kom i maj.")
    town.do("analyse", goal, town.maja, **ANALYSIS)
    document = book(town)
    [(title, chapter)] = chapters(document)
    assert title == "Andelen elever med examen ska vara minst 85 % år 2027"
    assert said(document, "Antaget genom") == ["Kommunfullmäktige 2026-11-30 § 84 KS 2026/00123; Bekräftat"]
    assert said(document, "Sigill")[0].endswith("de som förseglades.") and "INTE" not in chapter
    assert rows(document, "Indikatorer som de antogs") == [
        ["Andel med examen", "procent", "Minst målvärdet", "85", "saknas", ""]
    ]
    first = rows(document, "Prognoser tillfälle för tillfälle")[0]
    assert first[:3] == ["Prognos 1", "! Nås delvis", "! Sämre"] and "Frånvaron ökar" in first[3]
    assert [row[1] for row in rows(document, "Prognoser tillfälle för tillfälle")[1:]] == ["● Saknas"] * 3
    assert said(document, "Vad det leder till för brukare, verksamhet och ekonomi") == ["Färre blir behöriga"]
    assert said(document, "Beslutat") == ["Bifall, Barn- och utbildningsnämnden 2027-04-27 § 41 KS 2026/00123"]
    [measure] = rows(document, "Åtgärder")
    assert measure[0] == "Extra lärare i årskurs 9" and measure[4] == "250\u00a0000\u00a0kr" and "§ 41" in measure[6]
    assert said(document, "Måluppfyllelse") == ["! Delvis uppfyllt"]
    assert said(document, "Mätvärdena säger") == ["✕ Inte uppfyllt"]
    assert said(document, "Varför bedömningen skiljer sig från mätvärdena") == ["Det gick åt rätt håll."]
    assert rows(document, "Utfall mot målvärde") == [
        ["Andel med examen", "minst 85 procent", "84", "Slutvärde", "98,8", "✕ Inte uppfyllt"]
    ]
    assert said(document, "Varför blev det som det blev?") == ["Frånvaron ökade"]
    assert "Arbetet med målet fortsätter." in chapter.texts and "Följ frånvaron varje vecka" in chapter.texts
    [held] = rows(document, "Varje antagen rad och vad som redovisats")
    assert held[2] == "Ingen skillnad."


def test_what_was_changed_after_the_adoption_is_told_in_words(town: Town) -> None:
    goal = planned(town)
    [indicator] = indicators(town, goal)
    town.tick(date(2027, 2, 23))
    section = town.paragraph("BUN", date(2027, 2, 22), "12")
    town.do("set_target", indicator.id, town.nils, value=80, year=2027, decision=section)
    town.do("change_method", indicator.id, town.maja, on="2027-03-01", how="Ny databas")
    town.do("indicator.add", goal, town.maja, name="Andel behöriga", unit="procent", target=90, direction="up")
    changed, added = rows(book(town), "Varje antagen rad och vad som redovisats")
    assert changed[0] == "Andel med examen: minst 85 procent"
    assert changed[1] == "Andel med examen: minst 80 procent; inget värde"
    assert changed[2] == (
        "Målvärdet ändrades från minst 85 procent till minst 80 procent genom Barn- och utbildningsnämnden 2027-02-22 "
        "§ 12 KS 2026/00123. Mätmetoden ändrades 2027-03-01. Det finns inget värde för 2027 än."
    )
    assert added == [
        "Inte antagen med målet",
        "Andel behöriga: minst 90 procent; inget värde",
        "Tillagd efter antagandet.",
    ]


def test_an_adopted_indicator_that_was_never_measured_has_its_row_and_its_reason(town: Town) -> None:
    goal = planned(town)
    [indicator] = indicators(town, goal)
    town.tick(CLOSED)
    why = [{"indicator": indicator.id, "missing": "not_measured", "reason": "Enkäten ställdes in"}]
    town.do("close", goal, town.maja, attainment="cannot_be_assessed", reason="Inga värden", measured=why)
    document = book(town)
    assert rows(document, "Utfall mot målvärde")[0][2:] == ["saknas", "", "–", "Inget: värde eller målvärde saknas"]
    assert (
        rows(document, "Varje antagen rad och vad som redovisats")[0][2]
        == "Värde för 2027 saknas. Enkäten ställdes in."
    )
    assert rows(document, "Värden") == [["Andel med examen", "Slutvärde", "● Ej mätt; Enkäten ställdes in"]]
    assert [row[2] for row in rows(document, "Mål där måluppfyllelsen inte är känd")] == ["● Går inte att bedöma"]


def test_a_goal_that_left_the_field_after_its_adoption_is_accounted_for(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 2))
    section = town.paragraph("KF", date(2027, 3, 1), "7")
    town.do("withdraw", goal, town.stig, verdict="approved", decision=section)
    document = book(town)
    assert rows(document, "Mål som utgått eller ersatts") == [
        ["Barn- och utbildningsnämnden", "Andelen elever med examen ska vara minst 85 % år 2027", "Utgått",
         "Kommunfullmäktige 2027-03-01 § 7 KS 2026/00123"]
    ]  # fmt: skip
    [(_, chapter)] = chapters(document)
    assert "Målet gäller inte längre: Utgått." in chapter.texts
    assert len(rows(document, "Varje antagen rad och vad som redovisats")) == 1


def test_a_draft_that_nobody_adopted_is_counted_and_not_told(town: Town) -> None:
    drafted(town, "Ett utkast som ingen antog")
    document = book(town)
    assert list(chapters(document)) == []
    assert "Förslag som aldrig antogs och inte redovisas här: 1." in [
        getattr(block, "text", "") for block in document.blocks
    ]


def test_a_goal_under_secrecy_is_absent_with_all_that_hangs_from_it(town: Town) -> None:
    open_goal, secret = planned(town), adopt(town, reviewed(town, "Ett mål under sekretess"), day=date(2027, 1, 18)).id
    with town.database.writing() as session:
        run(session, "UPDATE cases SET secrecy = 'secret' WHERE id = ?", (secret,))
    document = book(town)
    assert [title for title, _ in chapters(document)] == [town.case(open_goal).title]
    whole = str(document.blocks)
    assert "sekretess" in whole and "Ett mål under sekretess" not in whole
    assert "Ett mål omfattas av sekretess och redovisas inte här." in whole


def test_words_that_were_erased_leave_a_sentence_and_the_figures(town: Town) -> None:
    goal = described(town)
    town.tick(CLOSED)
    close(town, goal, result="Ett namn som inte ska sparas")
    with town.database.writing() as session:
        erase(session, town.ada, spoken(session, town.clock.organisation, goal), "KS 2028/00001", at=town.now)
    document = book(town)
    [(title, chapter)] = chapters(document)
    assert title == "Andelen elever med examen ska vara minst 85 % år 2027"
    assert chapter.texts.count("Orden har gallrats genom beslut.") >= 3
    assert "Ett namn som inte ska sparas" not in chapter and "Frånvaron ökar" not in chapter
    assert said(document, "Måluppfyllelse") == ["✓ Uppfyllt"]
    assert rows(document, "Utfall mot målvärde")[0][1:3] == ["minst 85 procent", "85"]


def test_the_book_is_written_in_the_language_that_is_asked_for(town: Town) -> None:
    planned(town)
    document = book(town, language="en")
    assert (document.title, document.language) == ("Closing book", "en")
    assert rows(document, "Indicators as adopted")[0][2] == "At least the target"
