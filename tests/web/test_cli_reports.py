"""The command's documents: every format, from what was brought in, and sentences that name what there is."""

import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from tests.reports.fake import plain
from tests.web.test_cli import Run, run
from workflow.reports.writers import FORMATS

__all__ = ["run"]
STARTS = {"html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK"}


@pytest.fixture
def house(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A municipality with two goals of 2026, whose documents are invented."""
    module = ModuleType("invented")
    module.build = plain  # type: ignore[attr-defined]
    for name in ("closing_book", "forecast", "review"):
        monkeypatch.setitem(sys.modules, f"workflow.reports.content.{name}", module)
    assert run("import", "prov.yaml", "--model", "base").exit_code == 0
    return run


def test_without_more_words_all_formats_are_written_and_named(house: Run, tmp_path: Path) -> None:
    done = house("report", "closing-book", "--year", "2026")
    assert done.exit_code == 0, done.stderr
    files = [f"malbokslut-2026.{ending}" for ending in FORMATS]
    assert [line for line in done.stdout.split() if line in files] == files
    for file in files:
        content = (tmp_path / file).read_bytes()
        assert content.startswith(STARTS[file.rpartition(".")[2]])
    assert "Provkommun" in (tmp_path / files[0]).read_text()


def test_the_format_is_what_the_file_ends_with_or_what_is_said(house: Run, tmp_path: Path) -> None:
    assert house("report", "control", "ut.HTML", "--unit", "sn").exit_code == 0
    assert "2026 SN" in (tmp_path / "ut.HTML").read_text(), "a body's code is read in small letters too"
    assert house("report", "closing-book", "--format", "html", "--language", "en").exit_code == 0
    assert (tmp_path / "closing-book-2026.html").exists()
    assert house("report", "closing-book", "-", "--format", "html").stdout_bytes.startswith(b"<!DOCTYPE")
    for said in (("-",), ("ut.txt",)):
        done = house("report", "closing-book", *said)
        assert done.exit_code == 2 and "html|docx|pdf|xlsx" in done.stderr


def test_the_day_that_it_shows_is_the_one_that_is_said(house: Run) -> None:
    done = house("report", "closing-book", "-", "--format", "html", "--at", "2027-02-01")
    assert "2027-02-01" in done.stdout


@pytest.mark.parametrize(
    ("said", "there"),
    [
        (("closing",), "closing-book, action-plan"), (("closing-book", "--year", "1999"), "2026"),
        (("closing-book", "--unit", "XX"), "KF, SN"), (("closing-book", "--round", "R9"), "hela året"),
        (("forecast",), "tillfälle"), (("forecast", "--round", "R9"), "”R9”"), (("minutes",), "KF, SN"),
        (("minutes", "--unit", "SN", "--meeting", "7"), "7"), (("closing-book", "--meeting", "7"), "sammanträde"),
    ],
)  # fmt: skip
def test_what_there_is_none_of_is_told_with_what_there_is(house: Run, said: tuple[str, ...], there: str) -> None:
    done = house("report", *said)
    assert done.exit_code == 1 and there in done.stderr and "Traceback" not in done.stderr


def test_the_template_is_the_one_that_is_said(house: Run, tmp_path: Path) -> None:
    assert house("report-template", "mall.docx").exit_code == 0
    adapted(tmp_path / "mall.docx", "{{ kommun }}", "Vår egen {{ kommun }}")
    assert house("report", "closing-book", "ut.docx", "--template", "mall.docx").exit_code == 0
    with ZipFile(tmp_path / "ut.docx") as written:
        assert "Vår egen Provkommun" in written.read("word/document.xml").decode()
    (tmp_path / "fel.docx").write_text("Ingen mall.")
    done = house("report", "closing-book", "ut.docx", "--template", "fel.docx")
    assert done.exit_code == 1 and "Word-dokument" in done.stderr


def adapted(file: Path, was: str, becomes: str) -> None:
    """The template, with other words on its first page."""
    held = BytesIO()
    with ZipFile(file) as old, ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(was.encode(), becomes.encode()) if name == "word/document.xml" else content
            )
    file.write_bytes(held.getvalue())
