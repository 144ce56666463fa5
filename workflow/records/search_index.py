"""The words that a case is found by: its title, everything that holds in prose, its § and registry number.

They are a cache beside the chain, made anew whenever something was said of the case; what is erased goes at once.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from workflow.facts import KINDS, extra
from workflow.facts.base import Part, part_of
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.sql import driver, quick

PARAGRAPH = re.compile(r"§\s*(?=\d)")
SPACE = re.compile(r"\s+")
CITED = ("paragraph", "registry_no")
"""Short fields that people search for; no payload is needed to know them."""
CODES = ("criterion",)
"""Codes of the model that are said in a field of their own."""
BEGIN = "INSERT INTO sought_until (organisation, seq) VALUES (?, 0) ON CONFLICT (organisation) DO NOTHING"
PUT = (
    'INSERT INTO sought (organisation, "case", words) VALUES (?, ?, ?) '
    'ON CONFLICT (organisation, "case") DO UPDATE SET words = excluded.words'
)
AT_ONCE = 300


def folded(text: str) -> str:
    """The text as it is searched: without case, one space between words, "§ 84" as one word."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return SPACE.sub(" ", PARAGRAPH.sub("§", plain)).strip()


def texts(case: Case, told: Mapping[int, Mapping[str, Any]]) -> list[str]:
    """The case's title and what holds of it in words, given what was said by event; erased words are not among it."""
    found = [case.title]
    for key, fact in case.facts.items():
        kind = key.partition("/")[0]
        found += [_cited(name, str(fact[name])) for name in CITED if fact.get(name)]
        whole = told.get(fact["seq"], {}).get(key)
        if whole and _has_words(key):
            found += _prose(KINDS[kind], whole)
    return list(dict.fromkeys(filter(None, found)))


def spoken_in(found: Collection[Case]) -> list[int]:
    """The events in which something was said in words of the cases."""
    kept = (fact["seq"] for case in found for key, fact in case.facts.items() if _has_words(key))
    return sorted(set(kept))


def hold(session: Session, organisation: int) -> int:
    """How far the words are made; nobody else makes them until the transaction ends."""
    quick(session, BEGIN, (organisation,))
    ends = " FOR UPDATE" if driver(session).postgres else ""
    sql = f"SELECT seq FROM sought_until WHERE organisation = ?{ends}"
    return int(quick(session, sql, (organisation,)).fetchone()[0])


def make_anew(session: Session, organisation: int, numbers: Collection[int]) -> None:
    """Make the words of these cases anew, as what holds of them says now."""
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        marks = ", ".join("?" for _ in some)
        found = cases(session, f"organisation = ? AND id IN ({marks})", (organisation, *some))
        told = words(session, organisation, spoken_in(found))
        rows = [(organisation, case.id, f" {folded(' '.join(texts(case, told)))} ") for case in found]
        if rows:
            quick(session, PUT, rows)


def _has_words(key: str) -> bool:
    """True for what is said in words to everybody: what a member of a group judged alone is the group's own."""
    kind = KINDS.get(key.partition("/")[0])
    return kind is not None and not kind.wordless and not kind.alone


def _cited(name: str, value: str) -> str:
    return f"§ {value}" if name == "paragraph" and "§" not in value else value


def _prose(cls: type[BaseModel], whole: Mapping[str, Any]) -> Iterator[str]:
    """What was said in words, rows too; no codes, no dates, no references."""
    for name, part in _worded(cls):
        value = whole.get(name)
        if part:
            for row in value if isinstance(value, list) else ():
                yield from _prose(part, row)
        elif value:
            yield value


@lru_cache(maxsize=256)
def _worded(cls: type[BaseModel]) -> tuple[tuple[str, type[Part] | None], ...]:
    """The fields of the class that hold words, or rows of a class that may."""
    fields = ((name, part_of(cls, name), field.annotation) for name, field in cls.model_fields.items())
    return tuple((name, part) for name, part, kind in fields if part or (kind is str and not _is_code(cls, name)))


def _is_code(cls: type[BaseModel], name: str) -> bool:
    noted = extra(cls, name)
    return bool(noted.get("scale") or noted.get("short")) or name in CODES
