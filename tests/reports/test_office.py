"""Word and Excel files open elsewhere without repair, and no cell is reckoned out."""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from openpyxl import load_workbook

from tests.reports.sample import SAMPLE
from workflow.reports.document import Column, Heading, Table
from workflow.reports.writers import FORMATS


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice; where there is none the test is skipped, in CI it fails."""
    found = shutil.which("soffice")
    if not found:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("NO LIBREOFFICE, so no test that opens office files: apt-get install libreoffice-writer-nogui")
    return found


def converted(office: str, folder: Path, name: str, data: bytes, to: str) -> Path:
    """The file as LibreOffice reads it, in another format."""
    file = folder / name
    file.write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", to, "--outdir", str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = file.with_suffix(f".{to.partition(':')[0]}")
    assert made.exists(), done.stdout + done.stderr
    return made


def test_word_is_opened_and_all_of_it_is_there(office: str, tmp_path: Path) -> None:
    made = converted(office, tmp_path, "a.docx", FORMATS["docx"].write(SAMPLE), "txt:Text (encoded):UTF8")
    text = made.read_text("utf-8-sig")
    for words in (
        "Målbokslut å ä ö & <b>",
        "Andra stycket med <tagg> & tecken.",
        "=SUM(A1:A9)",
        "14\u00a0978",
        "✕ Inte uppfyllt",
    ):
        assert words in text, words


def test_excel_is_opened_and_nothing_is_reckoned_out(office: str, tmp_path: Path) -> None:
    data = FORMATS["xlsx"].write(SAMPLE)
    cells = [cell for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {-5.6, 14978, 1250000} <= {cell.value for cell in cells if cell.data_type == "n"}
    assert '=HYPERLINK("x")' in {cell.value for cell in cells if cell.data_type == "s"}
    made = converted(office, tmp_path, "a.xlsx", data, "pdf")
    assert len(pikepdf.open(made).pages) >= 3, "a page for each sheet"


def test_headings_are_headings_and_pictures_are_described() -> None:
    found = docx.Document(BytesIO(FORMATS["docx"].write(SAMPLE)))
    assert [one.text for one in found.paragraphs if one.style.name == "Heading 1"][-1] == "Barn- & ungdomsnämnden"
    described = found.element.xpath("//wp:docPr/@descr")
    assert described and described[0].startswith("Andel som läser")
    assert (found.core_properties.title, found.core_properties.language) == ("Målbokslut å ä ö & <b>", "sv-SE")
    assert all(row._tr.xpath("./w:trPr/w:tblHeader") for table in found.tables[2:] for row in table.rows[:1])


def test_a_row_with_much_text_may_go_on_overleaf_and_no_other() -> None:
    table = Table(
        "Beslut", (Column("Vad"), Column("Ord", 4)), (("Kort", "Bifall."), ("Långt", "Nämnden beslutar. " * 40))
    )
    document = replace(SAMPLE, blocks=(table,))
    rows = docx.Document(BytesIO(FORMATS["docx"].write(document))).tables[-1].rows
    assert [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in rows] == [True, True, False]
    assert FORMATS["html"].write(document).count(b'<tr class="tall">') == 1


def test_what_the_heading_says_is_no_caption_too() -> None:
    rows = (("Skolan", "Prognos"),)
    blocks = (Heading("Det som saknas", key="missing"), Table("Det som saknas", (Column("Nämnd"), Column("Vad")), rows))
    named, other = (
        replace(SAMPLE, blocks=(blocks[0], replace(blocks[1], caption=text))) for text in (blocks[0].text, "Annat")
    )
    page = FORMATS["html"].write(named)
    assert b'<table aria-labelledby="missing">' in page and b"<caption" not in page
    assert b"<caption" in FORMATS["html"].write(other)
    texts = [
        [one.text for one in docx.Document(BytesIO(FORMATS["docx"].write(doc))).paragraphs] for doc in (named, other)
    ]
    assert texts[0].count("Det som saknas") == 1 and "Annat" in texts[1]
