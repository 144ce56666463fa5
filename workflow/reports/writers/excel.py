"""Excel: what a document's tables say, collected in sheets to sort and reckon with. Running text is left to the others."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from workflow.reports.document import Cell, Document, Facts, Money, Status, Table
from workflow.reports.shown import day
from workflow.words import sentence
from workflow.workbook import OPTIONS, sheet_name

ABOUT = sentence("About")
NARROW, BROAD = 10, 60
"""The least and most characters that a column is wide."""


@dataclass
class Sheet:
    """A sheet while it is collected: its columns in the order they were met, and its rows."""

    columns: dict[str, int] = field(default_factory=dict)
    rows: list[dict[int, Cell]] = field(default_factory=list)

    def add(self, cells: Iterator[tuple[str, Cell]]) -> None:
        """One more row; a label that was not met before becomes a column."""
        columns = self.columns
        self.rows.append({columns.setdefault(label, len(columns)): cell for label, cell in cells})


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document's tables as a workbook, the sheet “Om” first."""
    sheets = collected(document)
    held = BytesIO()
    with Workbook(held, OPTIONS) as book:
        book.set_properties({"title": document.title, "author": document.publisher, "subject": document.subject,
                             "created": datetime.combine(document.on, time())})  # fmt: skip
        paper = Paper(book, document.language)
        paper.front(document, sheets)
        for name, sheet in sheets.items():
            paper.sheet(name, sheet)
    return held.getvalue()


def collected(document: Document) -> dict[str, Sheet]:
    """The sheets by name, in the order they are first met."""
    sheets: dict[str, Sheet] = {}
    for block in document.blocks:
        if isinstance(block, Facts) and block.sheet:
            sheets.setdefault(block.sheet, Sheet()).add(iter((*block.keys, *block.rows)))
        elif isinstance(block, Table) and block.sheet:
            _collect(sheets.setdefault(block.sheet, Sheet()), block)
    return sheets


def _collect(sheet: Sheet, table: Table) -> None:
    """A table's rows; without any its headings stand there all the same."""
    titles = [column.title for column in table.columns]
    for label in (*dict(table.keys), *titles):
        sheet.columns.setdefault(label, len(sheet.columns))
    for row in table.rows:
        sheet.add(iter((*table.keys, *zip(titles, row, strict=True))))


class Paper:
    """Writes sheets into a book, each sort of cell in its own format."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book, self.language = book, language
        top = {"valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": "#005a7d"})
        self.bold = book.add_format({"bold": True, **top})
        self.head = book.add_format(
            {"bold": True, "bottom": 2, "text_wrap": True, "valign": "top", "bg_color": "#f1f5f7"}
        )
        self.text = book.add_format({"text_wrap": True, **top})
        self.number = book.add_format({**top})
        self.money = book.add_format({"num_format": '#,##0" kr"', **top})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top})

    def front(self, document: Document, sheets: dict[str, Sheet]) -> None:
        """The first sheet: what the book is, and what its sheets hold."""
        page = self.book.add_worksheet(sheet_name(ABOUT.in_(self.language), ()))
        page.hide_gridlines(2)
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 80)
        page.write_string(0, 0, document.title, self.title)
        page.write_string(1, 0, document.subtitle)
        rows = [(document.publisher, ""), (day(document.on, self.language), ""), ("", ""), *document.about, ("", "")]
        number = 2
        for number, (label, value) in enumerate(rows, start=2):
            page.write_string(number, 0, label, self.bold)
            page.write_string(number, 1, value, self.text)
        for place, name in enumerate(sheets, start=number + 1):
            page.write_string(place, 0, name)
        page.set_paper(9)

    def sheet(self, name: str, sheet: Sheet) -> None:
        """A sheet with its headings fixed, filtered, and repeated on each page that is printed."""
        page = self.book.add_worksheet(sheet_name(name, self.book.sheetnames))
        for label, column in sheet.columns.items():
            page.write_string(0, column, label, self.head)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in row.items():
                self.cell(page, number, column, cell)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), max(len(sheet.columns) - 1, 0))
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def cell(self, page: Any, row: int, column: int, cell: Cell) -> None:
        """A number as a number, a day as a day, a status as its word, all else as text; nothing is a formula."""
        if cell is None:
            return
        if isinstance(cell, str):
            page.write_string(row, column, cell, self.text)
        elif isinstance(cell, Money):
            page.write_number(row, column, cell, self.money)
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell, self.date)
        elif isinstance(cell, Status):
            page.write_string(row, column, cell.word, self.text)
        else:
            page.write_number(row, column, cell, self.number)


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the longest that stands in each column, within reason."""
    widths = [len(label) + 3 for label in sheet.columns]
    for row in sheet.rows:
        for column, cell in row.items():
            if isinstance(cell, str | Status):
                widths[column] = max(widths[column], len(cell.word if isinstance(cell, Status) else cell))
    return [min(max(width, NARROW), BROAD) for width in widths]
