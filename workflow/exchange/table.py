"""Table files: a sheet written as CSV that Swedish Excel opens right, and sheets written as a workbook."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workflow.spreadsheet import Sheet, Value
from workflow.words import said
from workflow.workbook import OPTIONS, sheet_name

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a cell begins that a spreadsheet would reckon out."""


def csv_of(sheet: Sheet, language: str) -> bytes:
    """Semicolons, a mark that says UTF-8, CRLF; what would be a formula is made plain text by an apostrophe."""
    held = StringIO()
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_plain(value, language) for value in row] for row in (sheet.head, *sheet.rows)])
    return held.getvalue().encode("utf-8-sig")


def xlsx_of(sheets: Sequence[Sheet], language: str) -> bytes:
    """A workbook: headings that stay where they are, columns as wide as they need, text that is never a formula."""
    held = BytesIO()
    with Workbook(held, OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            name = sheet_name(said(sheet.name, language), book.sheetnames)
            _write(book.add_worksheet(name), sheet, language, head, body)
    return held.getvalue()


def _write(page: Worksheet, sheet: Sheet, language: str, head: Format, body: Format) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for number, row in enumerate((sheet.head, *sheet.rows)):
        page.write_row(number, 0, [_value(value, language) for value in row], body if number else head)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _value(value: Value, language: str) -> str | int | None:
    return value if value is None or isinstance(value, int) else said(value, language)


def _plain(value: Value, language: str) -> str | int:
    found = _value(value, language)
    if isinstance(found, str):
        return f"'{found}" if found.startswith(FORMULA) else found
    return "" if found is None else found
