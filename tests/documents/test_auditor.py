"""The auditor's view finds what was changed without a decision, what cannot be judged, and what was never given."""

from datetime import date

from tests.documents.made import made, rows, tables
from tests.documents.test_others import report, texts
from tests.exchange.files import AT, real
from tests.people import Town
from tests.stories.ways import WORDS, adopted, close, confirmed, forecast, indicators, planned
from workflow.exchange.importer import import_file
from workflow.records.database import Database

SEALS = "Varje antaget mål och det som visar det"
CHANGES, GAPS = "Ändringar sedan målen antogs", "Det som aldrig lämnades"
UNJUDGED = "Antagna indikatorer som inte går att bedöma"


def test_an_indicator_that_was_changed_after_the_adoption_is_found(town: Town) -> None:
    goal = adopted(town)
    [indicator] = indicators(town, goal)
    town.do("describe", indicator.id, town.maja, name="Andel med examen", unit="procent", target=70, direction="up")
    town.do("indicator.add", goal, town.maja, name="Nöjda elever", unit="procent", target=60, direction="up")
    document = report(town, "auditor")
    told = [(row[3], row[4], row[5]) for row in rows(document, CHANGES)]
    who = "Maja, verksamhets- eller enhetschef"
    assert told == [
        ("Indikatorn ”Andel med examen” ändrades: Målvärde: 85 → 70", "utan beslut", who),
        ("Ny indikator: ”Nöjda elever”", "utan beslut", who),
    ]
    assert "Ändringar: 2. Varav utan beslut: 2." in texts(document)
    [differs] = rows(document, "Antagna rader som har ändrats")
    assert "utan beslut" in differs[3]


def test_a_revision_by_the_council_is_a_change_with_its_paragraph(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 3, 2))
    section = town.paragraph("KF", date(2027, 3, 1), "9")
    town.do("revise", goal, town.stig, verdict="approved_changed", decision=section, words="Minst 80 % år 2027")
    document = report(town, "auditor")
    assert [row[4].partition(" KS")[0] for row in rows(document, CHANGES)] == [
        "Kommunfullmäktige 2026-11-30 § 84", "Kommunfullmäktige 2027-03-01 § 9",
    ]  # fmt: skip
    [shown] = rows(document, SEALS)
    assert shown[1] == "Minst 80 % år 2027" and shown[6] == "✓ Håller" and len(shown[7]) == 16


def test_more_time_is_told_and_asks_for_no_paragraph(town: Town) -> None:
    goal = planned(town)
    town.tick(date(2027, 4, 8))
    town.do("extend", goal, town.kia, step="forecast", until="2027-05-20", why="Nytt system")
    assert [row[3:5] for row in rows(report(town, "auditor"), CHANGES)][-1] == ["Mer tid gavs", ""]


def test_what_was_owed_and_never_given_is_a_gap(town: Town) -> None:
    late, silent = planned(town), planned(town, "Frånvaron ska minska till högst 5 procent år 2027")
    town.tick(date(2027, 4, 8))
    town.tick(date(2027, 4, 14))
    forecast(town, late, "R1", "not_met", consequence_by="2027-04-16")
    for day in (date(2027, 4, 20), date(2027, 5, 11), date(2028, 1, 10)):
        town.beat(day)
        town.tick(day)
    close(town, late, "not_met")
    for day in (date(2028, 2, 1), date(2028, 3, 2)):
        town.beat(day)
        town.tick(day)
    document = report(town, "auditor")
    found = [row[1:] for row in rows(document, GAPS)]
    assert [WORDS, "Prognos 1", "● Prognos lämnad, konsekvens saknas"] in found
    assert [WORDS, "Prognos 1", "● Åtgärd saknas"] in found
    assert ["Nämndens rapport", "Prognos 1", "● Nämndens paragraf saknas"] in found
    assert [WORDS, "Analys", "● Saknas"] in found
    assert [town.case(silent).title, "Målbokslut", "● Saknas"] in found
    assert rows(document, "Det som lämnades sent") == [
        ["Barn- och utbildningsnämnden", WORDS, "Prognos 1", "2027-04-12", "! 2027-04-14"]
    ]


def test_a_goal_without_an_action_plan_is_a_gap_once_its_year_goes_on(town: Town) -> None:
    confirmed(town)
    assert not [row for row in rows(report(town, "auditor"), GAPS) if "handlingsplan" in row[3]]
    town.tick(date(2027, 2, 10))
    assert [row[3] for row in rows(report(town, "auditor"), GAPS)] == ["● Beslut om handlingsplan saknas"]


def test_a_file_tells_which_rows_cannot_be_judged(database: Database) -> None:
    with database.writing() as session:
        came = import_file(session, real("vastragotaland-2019"), at=AT)
    document = made(database, "auditor", came.year, date(2026, 9, 14))
    unjudged, shown = rows(document, UNJUDGED), rows(document, SEALS)
    [counted] = [table.total for table in tables(document, "Mål per nämnd och måluppfyllelse")]
    assert counted is not None and counted[1] == len(shown)
    assert {row[6] for row in shown} == {"– Inte förseglat här"}
    assert unjudged and all(row[3] for row in unjudged)
    assert not rows(document, GAPS), "what a source lacks was never owed here"
