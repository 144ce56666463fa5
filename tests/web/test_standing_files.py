"""Läget as files: exactly what is shown, right in Swedish Excel, and no goal is ever a formula."""

import csv
from io import BytesIO, StringIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.web.conftest import SignIn
from tests.web.test_standing import OTHER, bring
from tests.web.town import Town
from workflow.records.sql import run

FORMULA = '=HYPERLINK("http://example.org","Lön") ska vara 0'


@pytest.fixture
def kia(sign_in: SignIn) -> FlaskClient:
    """The quality chief's browser."""
    return sign_in("Kia")


def rows(client: FlaskClient, query: str = "") -> list[list[str]]:
    """The rows of the CSV."""
    answer = client.get(f"/laget.csv{query}")
    assert answer.status_code == 200 and answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="laget-2026-2026-09-14.csv"'
    return list(csv.reader(StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_csv_has_a_row_for_each_goal_and_a_column_for_each_round(town: Town, kia: FlaskClient) -> None:
    head, *found = rows(kia)
    assert head[:5] == ["Målår", "Nämnd", "Förvaltning eller avdelning", "Nr", "Mål"]
    assert head[5:] == [
        "Prognos 1",
        "Prognos 2",
        "Prognos 3 (delår)",
        "Prognos 4",
        "Målbokslut",
        "Handlingsplan",
        "Ansvarig",
    ]
    by_number = {row[3]: row for row in found}
    other = by_number[str(town.cases["other"])]
    assert other[:3] == ["2026", "Utbildningsnämnden", "Gymnasieskolan"] and other[4] == OTHER
    assert other[5:9] == ["Före införandet", "Före införandet", "Saknas", "Ej öppnad"]
    assert by_number[str(town.cases["goal"])][7].startswith("Nås delvis")


def test_a_file_holds_what_the_page_shows(kia: FlaskClient) -> None:
    head, *found = rows(kia, "?namnd=UN&omgang=R3&visa=saknas")
    assert [row[4] for row in found] == [OTHER] and head[5] == "Prognos 3 (delår)" and "Prognos 4" not in head
    book = load_workbook(BytesIO(kia.get("/laget.xlsx?namnd=UN&omgang=R3&visa=saknas").data))
    assert [row[4].value for row in book["Mål"].iter_rows(min_row=2)] == [OTHER]


def test_the_workbook_has_the_goals_and_the_matrix(kia: FlaskClient) -> None:
    answer = kia.get("/laget.xlsx")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["Mål", "Matris"]
    head, first, whole = [[cell.value for cell in row] for row in book["Matris"].iter_rows()]
    at = head.index("Prognos 3 (delår): Sämsta prognos")
    assert first[:2] == ["Utbildningsnämnden", 3] and first[at : at + 4] == ["Nås delvis", 1, 2, 1]
    assert whole[0] == "Alla nämnder" and whole[1:] == first[1:]
    assert book["Matris"].freeze_panes == book["Mål"].freeze_panes == "A2"


def test_a_goal_that_begins_as_a_formula_is_text(town: Town, kia: FlaskClient) -> None:
    bring(town, FORMULA)
    page = load_workbook(BytesIO(kia.get("/laget.xlsx").data))["Mål"]
    [cell] = [cell for cell in page["E"] if cell.value == FORMULA]
    assert cell.data_type == "s"
    assert f"'{FORMULA}" in [row[4] for row in rows(kia)]


def test_a_file_is_written_in_the_reader_s_language(town: Town, sign_in: SignIn) -> None:
    with town.database.writing() as session:
        run(session, "UPDATE person SET language = 'en' WHERE id = ?", (town.people["Stig"],))
    assert rows(sign_in("Stig"))[0][:2] == ["Goal year", "Committee"]
