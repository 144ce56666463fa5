"""What every drawing of ours has in common: its outermost element, its names, and how wide its text is."""

from hashlib import blake2b

from markupsafe import escape

from workflow.reports.fonts import FAMILY
from workflow.reports.shown import plain

TEXT, QUIET, LINE, ACCENT, PAPER = "#1f2a31", "#4f5d66", "#c9d2d8", "#005a7d", "#ffffff"
FACE = f"'{FAMILY}','Source Sans 3','Segoe UI',sans-serif"
LETTER = 0.52
"""How wide a letter is on average, in parts of its height."""


def wide(text: str, size: float) -> float:
    """How wide a text is, about."""
    return len(text) * size * LETTER


def safe(text: str) -> str:
    """A text as markup."""
    return str(escape(plain(text)))


def drawn(sort: str, size: tuple[int, int], title: str, alt: str, parts: list[str]) -> str:
    """The whole drawing. Its names are made from what it says, so that no two in a file have the same."""
    inside = "".join(parts)
    name = f"drawn-{blake2b((title + alt + inside).encode(), digest_size=6).hexdigest()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{sort}" role="img" aria-labelledby="{name}-title {name}-alt" '
        f'viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" height="{size[1]}" font-family="{FACE}" font-size="13" '
        f'fill="{TEXT}"><title id="{name}-title">{safe(title)}</title><desc id="{name}-alt">{safe(alt)}</desc>'
        f"{inside.replace('@name', name)}</svg>"
    )
