"""What each format says, as it was approved: the same content, the same words."""

import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.reports.sample import SAMPLE
from workflow.reports.writers import FORMATS

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "reports"


def in_html(data: bytes) -> str:
    """The page without its styles, a line for each element that begins one."""
    text = re.sub(r"<style>.*?</style>", "", data.decode(), flags=re.DOTALL)
    return re.sub(
        r"(<(?:h\d|p|tr|table|caption|li|ul|ol|figure|svg|title|desc|section|nav|main|dl|dt)\b)", r"\n\1", text
    )


def in_word(data: bytes) -> str:
    """Paragraphs with their styles, and rows."""
    return "\n".join(_word(data))


def _word(data: bytes) -> Iterator[str]:
    found = docx.Document(BytesIO(data))
    for block in found.iter_inner_content():
        if hasattr(block, "rows"):
            yield from ("| " + " | ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield f"[{block.style.name}] {block.text}"


def in_excel(data: bytes) -> str:
    """Each sheet with its rows; the sort of each cell beside its value."""
    book = load_workbook(BytesIO(data))
    lines = []
    for sheet in book:
        lines.append(f"## {sheet.title}")
        lines += [" | ".join(f"{cell.data_type}:{cell.value}" for cell in row) for row in sheet.iter_rows()]
    return "\n".join(lines)


READ: dict[str, Callable[[bytes], str]] = {"html": in_html, "docx": in_word, "xlsx": in_excel}


@pytest.mark.parametrize("ending", READ)
def test_a_document_is_as_it_was_approved(ending: str) -> None:
    found = READ[ending](FORMATS[ending].write(SAMPLE)).strip() + "\n"
    file = APPROVED / f"sample.{ending}.txt"
    if os.environ.get("APPROVE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found)
    assert found == file.read_text(), "read the change, and approve it with: make approve"


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_document_gives_the_same_file(ending: str) -> None:
    if ending != "pdf":
        assert READ[ending](FORMATS[ending].write(SAMPLE)) == READ[ending](FORMATS[ending].write(SAMPLE))
    else:
        assert abs(len(FORMATS[ending].write(SAMPLE)) - len(FORMATS[ending].write(SAMPLE))) < 64
