"""What is improbable about a figure, asked where it is written: whoever writes may still be right."""

import re
from collections.abc import Iterable

from workflow.measuring.rounding import Figure
from workflow.words import Sentence, sentence

TIMES = 10
"""So many times the last value, or so small a part of it, is improbable."""
THOUSANDS = re.compile(r"[-\u2212]?[1-9]\d{0,2}\.\d{3}")
"""What a Swede may mean as thousands, and a computer reads as decimals."""
PER_CENT = re.compile(r"%|\bprocent\b|\bper ?cent\b|\bandel\b", re.IGNORECASE)


def doubt(
    value: float, *, last: float | None = None, known: Iterable[float | None] = (), unit: str = "", written: str = ""
) -> Sentence | None:
    """A question about the value, None when there is nothing to ask. `last` is what it follows upon, `known` the other
    figures of the same indicator, `written` the value as it was typed."""
    if THOUSANDS.fullmatch(written.strip()):
        return sentence(
            "“%(written)s” is read as %(value)s. Is that right? A thousand is written 1 000.",
            written=written.strip(), value=Figure(value),
        )  # fmt: skip
    if last and value and not 1 / TIMES < abs(value / last) < TIMES:
        return sentence("The last value was %(last)s. Is %(value)s right?", last=Figure(last), value=Figure(value))
    if not PER_CENT.search(unit):
        return None
    figures = [abs(figure) for figure in (last, *known) if figure]
    if abs(value) > 100 and all(figure <= 100 for figure in figures):
        return sentence("%(value)s per cent is more than all. Is it right?", value=Figure(value))
    if 0 < abs(value) < 1 and all(figure >= 1 for figure in figures):
        return sentence(
            "The unit is per cent. Is %(value)s right, or should it be %(other)s?",
            value=Figure(value), other=Figure(round(value * 100, 6)),
        )  # fmt: skip
    return None
