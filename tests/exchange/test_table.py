"""Table files: read back as they were written, in Swedish, and no text of a goal is ever reckoned out."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from workflow.exchange.table import csv_of, xlsx_of
from workflow.spreadsheet import Sheet
from workflow.words import Title, sentence

FORMULA = '=HYPERLINK("http://example.org";"Lön")'
SHEET = Sheet(
    Title("Mål", "Goals"),
    (sentence("Goal"), Title("Antal", "Number")),
    (70, 8),
    ((FORMULA, 1), ("https://example.org/åäö; och mer", None), ("75 % ska klara sig\ntill 2027", 3), ("007", 0)),
)


def test_a_csv_opens_right_in_swedish_excel() -> None:
    written = csv_of(SHEET, "sv")
    assert written.startswith(b"\xef\xbb\xbf"), "the mark of UTF-8"
    rows = list(csv.reader(StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Mål", "Antal"]
    assert rows[2] == ["https://example.org/åäö; och mer", ""]
    assert rows[3] == ["75 % ska klara sig\ntill 2027", "3"]


@pytest.mark.parametrize("text", [FORMULA, "+46", "-1", "@SUM(A1)", "\tx"])
def test_what_looks_like_a_formula_is_plain_text(text: str) -> None:
    sheet = Sheet("X", ("X",), (9,), ((text,),))
    assert csv_of(sheet, "sv").decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    cell = load_workbook(BytesIO(xlsx_of([sheet], "sv"))).active["A2"]  # type: ignore[index]
    assert (cell.value, cell.data_type) == (text, "s"), "in a workbook it is text as it stands"


def test_a_workbook_has_a_heading_that_stays_and_widths() -> None:
    book = load_workbook(BytesIO(xlsx_of([SHEET, Sheet("Två", ("A",), (5,), ())], "en")))
    assert book.sheetnames == ["Goals", "Två"]
    page = book["Goals"]
    assert [cell.value for cell in page[1]] == ["Goal", "Number"] and page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width == pytest.approx(70, abs=1)
    assert [cell.value for cell in page["A"]][1:] == [row[0] for row in SHEET.rows]
    assert [cell.value for cell in page["B"]][1:] == [1, None, 3, 0]
    assert not page["A3"].hyperlink and page["A2"].data_type == "s"
