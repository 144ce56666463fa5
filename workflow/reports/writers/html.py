"""HTML: one file with all that it needs inside, for any screen and for a printer."""

import re
from pathlib import Path

from markupsafe import escape

from workflow.reports.document import Document, Picture
from workflow.reports.writers.markup import Draw, body, contents, front

STYLE = Path(__file__).with_name("html.css")
_NAMES = re.compile(r'(?<=[ "#])drawn-')
"""What the names inside a drawing begin with."""


def write(document: Document, template: bytes | None = None) -> bytes:
    """The document as one HTML file."""
    parts = [
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(document.title)} – {escape(document.publisher)}</title><style>{STYLE.read_text()}</style></head>"
        "<body>",
        *front(document), *contents(document), "<main>", *body(document, drawing()), "</main></body></html>\n",
    ]  # fmt: skip
    return "".join(parts).encode()


def drawing() -> Draw:
    """Puts pictures in as they are; one that was there before gets other names, for a name stands once in a file."""
    seen: dict[str, int] = {}

    def draw(picture: Picture) -> str:
        svg = picture.drawn.svg()
        times = seen[svg] = seen.get(svg, 0) + 1
        return svg if times == 1 else _NAMES.sub(f"drawn-{times}-", svg)

    return draw
