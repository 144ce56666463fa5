"""A file that somebody sends with dates in it - a spreadsheet, text, a calendar - as lines of text, cells parted by tabs."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from icalendar import Calendar
from openpyxl import load_workbook

from workflow.cycle.working_days import local_day
from workflow.words import Wrong, sentence

ROWS, CELLS = 1000, 12
"""So much of a spreadsheet is read."""
UNPACKED = 40 * 1024 * 1024
"""Bytes that a spreadsheet may be when it is unpacked: it is read on the server, and must not fill it."""
SORTS = (".xlsx", ".csv", ".txt", ".ics")


def as_lines(name: str, content: bytes) -> str:
    """The file as lines of text. Raises Wrong for what cannot be read."""
    sort = next((sort for sort in SORTS if name.lower().endswith(sort)), "")
    if not sort:
        raise Wrong(sentence("The file must be a spreadsheet (.xlsx), text (.csv, .txt) or a calendar (.ics)."))
    try:
        return "\n".join(READERS[sort](content))
    except (ValueError, KeyError, IndexError, TypeError, OSError, BadZipFile, EOFError) as error:
        raise Wrong(sentence("“%(name)s” cannot be read. Save it anew, or paste the dates.", name=name)) from error


def _spreadsheet(content: bytes) -> Iterator[str]:
    """The rows of the sheet that was open when it was saved; values, never formulas."""
    with ZipFile(BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED:
            raise ValueError("too large")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.active or book.worksheets[0]
        for row in sheet.iter_rows(max_row=ROWS, max_col=CELLS, values_only=True):
            yield "\t".join(map(_cell, row)).rstrip()
    finally:
        book.close()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        value = local_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or isinstance(value, time) else " ".join(str(value).split())


def _text(content: bytes) -> Iterator[str]:
    """Text in UTF-8, else as Windows writes it; a list parted by commas is told by its first line with several."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    yield from text.splitlines()


def _comma_separated(content: bytes) -> Iterator[str]:
    """The same, with cells parted by commas where neither tabs nor semicolons part them."""
    for line in _text(content):
        yield line if "\t" in line or ";" in line else "\t".join(cell.strip(' "') for cell in line.split(","))


def _calendar(content: bytes) -> Iterator[str]:
    """Each event that is not cancelled: what it is called, and its day."""
    for event in Calendar.from_ical(content).walk("VEVENT"):
        start = event.get("DTSTART")
        if start is not None and str(event.get("STATUS", "")).upper() != "CANCELLED":
            yield f"{' '.join(str(event.get('SUMMARY', '')).split())}\t{_cell(start.dt)}"


READERS = {".xlsx": _spreadsheet, ".csv": _comma_separated, ".txt": _text, ".ics": _calendar}
