"""What was found, as a page shows it: grouped by kind, each with the words around what was searched for."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from web.names import names_in, titled
from web.session import session, who
from web.visible import visible
from workflow.exchange import addresses
from workflow.governance.model import Level, Model, State
from workflow.records.queries.models import model_of
from workflow.search import MOST, Found
from workflow.states.context import Context
from workflow.words import Title

MANY = MOST
"""So many hits mean that there may be more."""
BEFORE, AFTER = 70, 130
"""Characters before and after what was found."""
LETTER = "letter"
"""A letter that did not arrive is about a person, and people are not sought."""
FIRST = ("goal", "decision", "indicator", "activity", "measure", "target_area", "meeting", "report")
"""The kinds that people search for most, first."""


@dataclass(frozen=True)
class Hit:
    """A case that was found: its title with what was found marked, where, and the words around it."""

    title: Markup
    address: str
    unit: str
    year: int | None
    state: State
    excerpt: Markup


def groups(ctx: Context, found: Sequence[Found], terms: Sequence[str]) -> list[tuple[Title, list[Hit]]]:
    """The hits that the person may see, by kind; in each those by their title first, the newest year first."""
    names, pattern = names_in(session(), who().organisation), _pattern(terms)
    seen = {case.id for case in visible(ctx, [one.case for one in found], names.units)}
    heaps: dict[tuple[int, str], list[tuple[bool, int, Hit]]] = defaultdict(list)
    titles: dict[tuple[int, str], Title] = {}
    for one in found:
        model = model_of(session(), who().organisation, one.case.model)
        level = model.levels[one.case.level]
        if one.case.id in seen and level.kind != LETTER:
            key = (FIRST.index(level.kind) if level.kind in FIRST else len(FIRST), level.name)
            titles[key] = level.plural
            by_title = pattern.search(one.case.title) is not None
            heaps[key].append(
                (not by_title, -(one.case.year or 0), _hit(one, model, level, names.unit(one.case.unit), pattern))
            )
    return [(titles[key], [row[2] for row in sorted(heaps[key], key=lambda row: row[:2])]) for key in sorted(heaps)]


def _hit(one: Found, model: Model, level: Level, unit: str, pattern: re.Pattern[str]) -> Hit:
    case = one.case
    others = (text for text in one.texts if text != case.title and not case.title.startswith(text))
    text = next((text for text in others if pattern.search(text)), "")
    return Hit(
        marked(titled(case), pattern), addresses.of_case(case, model), unit, case.year, level.state[case.state],
        marked(_around(text, pattern), pattern),
    )  # fmt: skip


def marked(text: str, pattern: re.Pattern[str]) -> Markup:
    """The text with what was searched for marked."""
    found, last = Markup(), 0
    for hit in pattern.finditer(text):
        found += escape(text[last : hit.start()]) + Markup("<mark>") + escape(hit[0]) + Markup("</mark>")
        last = hit.end()
    return found + escape(text[last:])


def _around(text: str, pattern: re.Pattern[str]) -> str:
    """The words around the first hit, whole."""
    hit = pattern.search(text)
    if hit is None:
        return ""
    start, end = max(0, hit.start() - BEFORE), min(len(text), hit.end() + AFTER)
    cut = text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2] if " " in cut[: hit.start() - start] else "… " + cut
    if end < len(text):
        cut = cut.rpartition(" ")[0] + " …" if " " in cut else cut + " …"
    return " ".join(cut.split())


def _pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """What marks the terms; a § with or without a space."""
    sorts = sorted((re.escape(term).replace("§", r"§\s*") for term in terms), key=len, reverse=True)
    return re.compile("|".join(sorts) or r"(?!)", re.IGNORECASE)
