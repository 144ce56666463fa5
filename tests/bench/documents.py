"""The closing book of ten committees with eight goals of three indicators, in every format: against the bare library
that writes the same, and how much memory a process of its own needs for it."""

import subprocess
import sys

from tests.bench.book import book
from tests.bench.measure import Figure, Work, against, in_turn
from tests.bench.plain import excel, html, word
from workflow.reports.document import Document, Picture
from workflow.reports.drawing.raster import png
from workflow.reports.writers import FORMATS, pdf

GOAL, MOST = 2.0, 300
"""Times the bare library; megabytes."""
ROUNDS = {"html": 5, "xlsx": 5, "docx": 3, "pdf": 1}
ALONE = (
    "from tests.bench.book import book; from workflow.reports.writers import FORMATS; FORMATS[{ending!r}].write(book()); "
    "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)


def documents(kind: str, url: str) -> list[Figure]:
    """Each format's time and memory; once, for a document knows no database."""
    if kind != "sqlite":
        return []
    document = book()
    return [figure for ending in FORMATS for figure in (_time(document, ending), _memory(ending))]


def _time(document: Document, ending: str) -> Figure:
    def ours() -> object:
        return FORMATS[ending].write(document)

    found = in_turn({"ours": ours, "bare": _bare(document, ending)}, ROUNDS[ending], 1)
    name = f"closing book of 240 indicators as {ending}, against the bare library"
    in_ms = {key: [value / 1000 for value in values] for key, values in found.items()}
    return against(name, in_ms["ours"], in_ms["bare"], GOAL, unit="ms")


def _bare(document: Document, ending: str) -> Work:
    """The peer, given ready pictures; the one for PDF is given the ready page too."""
    drawn = {place: block.drawn.svg() for place, block in enumerate(document.blocks) if isinstance(block, Picture)}
    if ending == "html":
        return lambda: html(document, drawn)
    if ending == "docx":
        ready = {place: png(svg) for place, svg in drawn.items()}
        return lambda: word(document, ready)
    if ending == "xlsx":
        return lambda: excel(document)
    weasyprint, pictures = pdf.library(), list[Picture]()
    page = pdf.page_of(document, pdf.keeping(pictures))
    reader = pdf.fetcher(weasyprint, pictures)
    return lambda: weasyprint.HTML(string=page, url_fetcher=reader).write_pdf(pdf_variant=pdf.VARIANT)


def _memory(ending: str) -> Figure:
    done = subprocess.run(
        [sys.executable, "-c", ALONE.format(ending=ending)], capture_output=True, text=True, check=True
    )
    peak = int(done.stdout.split()[-1]) / 1024
    name = f"a process that writes that book as {ending}, at its most"
    return Figure(name, peak, "MB", MOST, peak / MOST).aiming(MOST)
