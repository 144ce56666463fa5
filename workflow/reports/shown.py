"""How a cell reads for people: numbers and days as the document's language writes them."""

import re
from datetime import date

from babel.dates import format_date

from workflow.measuring.rounding import SPACE, number
from workflow.reports.document import Cell, Money

NOTHING = "–"
LOCALES = {"sv": "sv", "en": "en_GB"}
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def shown(cell: Cell, language: str) -> str:
    """The cell as text: `1 234,5`, `2027-09-14`, `2 000 kr`, `✓ Nås`; a dash for nothing."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return NOTHING
    if isinstance(cell, Money):
        return f"{number(round(cell), language)}{SPACE}kr"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, tuple) else number(cell, language)


def day(value: date, language: str) -> str:
    """A day in full: 14 september 2027."""
    return format_date(value, "d MMMM y", locale=LOCALES[language])


def plain(text: str) -> str:
    """The text without the signs that no file can hold; what Word calls a line break is one."""
    return _REFUSED.sub("", text.replace("\x0b", "\n")) if _REFUSED.search(text) else text
