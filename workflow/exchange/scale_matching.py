"""Which value of a scale somebody else's wording comes nearest to. Better none than the wrong one."""

import re
from collections.abc import Iterable

from workflow.governance.model import Verdict

TURNS = {
    "inte": "not", "ej": "not", "icke": "not", "not": "not", "delvis": "partly", "partly": "partly", "svårt": "hard",
    "hard": "hard", "osäkert": "unsure", "uncertain": "unsure", "knappt": "hardly", "nästan": "almost",
}  # fmt: skip
"""Words that turn a wording into another one: both must have them, or neither."""
FEW = 3
"""A wording of one word is found within so many words, and never beside a figure ("uppfyllt till 40 %")."""


def nearest(text: str, scale: Iterable[Verdict]) -> Verdict | None:
    """The value whose name or wording is the text, or else the one that shares the longest wording with it."""
    said = plain(text)
    worded = [(plain(wording), verdict) for verdict in scale for wording in wordings(verdict)]
    for wording, verdict in worded:
        if said == wording:
            return verdict
    likely = [(len(wording), verdict) for wording, verdict in worded if alike(said, wording)]
    return max(likely, key=lambda found: found[0])[1] if likely else None


def wordings(verdict: Verdict) -> tuple[str, ...]:
    """Every way in which the model words the value."""
    return (verdict.name, verdict.title.sv, verdict.title.en, *verdict.also)


def plain(text: str) -> str:
    """Letters and figures in lower case, single spaces; the text itself when there are none ("-")."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) or text.strip()


def alike(said: str, wording: str) -> bool:
    """True when one holds the other as whole words, and no word turns its meaning."""
    words, known = said.split(), wording.split()
    if turns(words) != turns(known):
        return False
    if len(known) == 1 and (len(words) > FEW or re.search(r"\d", said)):
        return False
    return f" {wording} " in f" {said} " or (len(words) > 1 and f" {said} " in f" {wording} ")


def turns(words: Iterable[str]) -> set[str]:
    """What the words turn."""
    return {TURNS[word] for word in words if word in TURNS}
