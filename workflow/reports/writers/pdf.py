"""PDF/UA: the same markup laid out on pages by WeasyPrint, with tags, bookmarks and a text for each picture."""

import gc
import sys
from contextlib import redirect_stdout
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

from markupsafe import escape

from workflow.reports.document import Document, Picture
from workflow.reports.fonts import faces
from workflow.reports.writers.markup import Draw, body, contents, front
from workflow.words import Wrong, sentence

STYLE = Path(__file__).with_name("pdf.css")
VARIANT = "pdf/ua-1"
SCHEME = "drawn:"
MARKERS = "\nli::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }"
PAGE = sentence("Page")
OF = sentence("of")


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document as a tagged PDF. Raises Wrong where what lays out text is not installed."""
    weasyprint = library()
    pictures: list[Picture] = []
    text = page_of(document, keeping(pictures))
    laid_out = lean(weasyprint)(string=text, url_fetcher=fetcher(weasyprint, pictures)).render(pdf_variant=VARIANT)
    gc.collect()
    held = BytesIO()
    laid_out.write_pdf(held, pdf_variant=VARIANT)
    return held.getvalue()


@cache
def lean(weasyprint: Any) -> Any:
    """WeasyPrint's reader with its own base style, but for the rules that give every element six more styles, for notes
    that we have none of and marks that only lists have: they are a third of all memory and a fifth of the time."""
    base = resources.files(weasyprint.css).joinpath("html5_ua.css").read_text("utf-8")
    kept = "\n".join(line for line in base.splitlines() if not line.startswith("::")) + MARKERS
    style = weasyprint.CSS(string=kept)

    class Lean(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [style]

    return Lean


def library() -> Any:
    """WeasyPrint, imported when it is needed: it brings Pango with it, which may not be there."""
    try:
        with redirect_stdout(sys.stderr):
            import weasyprint
    except (ImportError, OSError) as fault:
        raise Wrong(sentence("PDF files need WeasyPrint and Pango. Install them: pip install “malhjulet[pdf]” and "
                             "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0.")) from fault  # fmt: skip
    return weasyprint


def page_of(document: Document, draw: Draw) -> str:
    """What is laid out."""
    return "".join([
        f'<!DOCTYPE html><html lang="{document.language}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>"
        f'<meta name="author" content="{escape(document.publisher)}">'
        f'<meta name="description" content="{escape(document.subject or document.subtitle)}">'
        f'<meta name="generator" content="Målhjulet"><meta name="dcterms.created" content="{document.on}">'
        f"<style>{faces()}{running(document)}{STYLE.read_text()}</style></head><body>",
        *front(document), *contents(document), "<main>", *body(document, draw), "</main></body></html>",
    ])  # fmt: skip


def running(document: Document) -> str:
    """What stands at the head and the foot of every page but the first, as style."""
    title = " · ".join(part for part in (document.title, document.subtitle) if part)
    page, of = (_string(word.in_(document.language)) for word in (PAGE, OF))
    return (
        f"@page{{@top-left{{content:{_string(document.publisher)}}}@top-right{{content:{_string(title)}}}"
        f'@bottom-right{{content:{page} " " counter(page) " " {of} " " counter(pages)}}}}'
    )


def _string(text: str) -> str:
    """A text as CSS writes it; in a style element of HTML no tag may end it."""
    return '"' + "".join(f"\\{ord(sign):x} " if sign in '"\\<\n' else sign for sign in text) + '"'


def keeping(pictures: list[Picture]) -> Draw:
    """Puts a picture in by its number, and keeps it."""

    def draw(picture: Picture) -> str:
        pictures.append(picture)
        width, _ = picture.drawn.size
        return f'<img src="{SCHEME}{len(pictures) - 1}" alt="{escape(picture.drawn.alt)}" style="width:{width}px">'

    return draw


def fetcher(weasyprint: Any, pictures: list[Picture]) -> Any:
    """Finds our own pictures and the font, and nothing else: a document asks nothing of a network."""

    class Own(weasyprint.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(SCHEME):
                svg = pictures[int(url.removeprefix(SCHEME))].drawn.svg()
                return weasyprint.urls.URLFetcherResponse(url, svg.encode(), {"Content-Type": "image/svg+xml"})
            return super().fetch(url, headers)

    return Own(allowed_protocols=["file"])
