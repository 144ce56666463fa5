"""The closed vocabulary of a model file: which keys each table may have, and what each of them holds."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from workflow.governance.complaint import Complaint, Path, complaint, unknown
from workflow.governance.model import DATES
from workflow.words import LANGUAGES, sentence

ROW: dict[str, dict[str, str]] = {
    "model": {
        "name": "text", "title": "title!", "roles": "role…!", "levels": "level…!", "rounds": "round…",
        "ladders": "rung…", "scales": "verdict……", "criteria": "named…", "quotas": "quota*", "rest": "rest*",
        "sealed_by_council": "texts", "owed_by": "texts…", "election_years": "numbers", "renamed": "text……",
    },
    "role": {"sv": "text!", "en": "text!", "kind": "text", "scope": "text"},
    "level": {
        "title": "title!", "plural": "title!", "kind": "text!", "parent": "text", "owner": "text",
        "yearly": "flag", "known_to": "text", "states": "state…!", "steps": "step…!",
    },
    "state": {"sv": "text!", "en": "text!", "final": "flag", "out": "flag", "sign": "text"},
    "step": {
        "title": "title!", "from": "from!", "to": "to!", "by": "texts!", "says": "text", "needs": "texts",
        "marks": "texts", "due": "due*", "opens": "due*", "rounds": "texts", "tells": "texts", "ladder": "text",
        "only": "text", "instead": "text", "each": "texts", "while": "texts", "seals": "flag", "second": "flag", "help": "title",
    },
    "due": {
        "day": "text", "year": "number", "round": "text", "of": "text", "meeting": "text", "month": "text",
        "offset": "number", "minutes": "flag", "within": "number", "after": "text", "verdict": "texts",
        "agreed": "number", "moves": "text", "only": "text", "months": "number", "then": "number", "law": "flag",
    },
    "round": {"sv": "text!", "en": "text!", "year": "number", **dict.fromkeys(DATES, "text!")},
    "rung": {"at": "number!", "kind": "text!", "tells": "texts!", "name": "text"},
    "verdict": {
        "sv": "text!", "en": "text!", "sign": "text", "at_risk": "flag", "unknown": "flag", "also": "texts",
    },
    "named": {"sv": "text!", "en": "text!"},
    "quota": {"level": "text", "body": "text!", "goals": "number!", "departments": "texts"},
    "rest": {"weeks": "numbers", "days": "texts"},
}  # fmt: skip
"""Each sort of table: its keys and what they hold. `!` must be there, `…` named tables of it, `*` a table or a list."""

WORDS = {
    "text": sentence("a text"), "texts": sentence("a list of texts"), "number": sentence("a whole number"),
    "numbers": sentence("two whole numbers"), "flag": sentence("true or false"), "table": sentence("a table"),
    "from": sentence("a list of states, \"open\" or \"any\""), "to": sentence("a state, or a table of verdicts"),
}  # fmt: skip
"""What a key should hold, as we say it in a complaint."""


def is_text(value: object) -> bool:
    """True for a text, also an empty one."""
    return isinstance(value, str)


def is_number(value: object) -> bool:
    """True for a whole number; in Python true and false are numbers too, here they are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def are(test: Callable[[object], bool]) -> Callable[[object], bool]:
    """The same test for everything in a list."""
    return lambda value: isinstance(value, list) and all(map(test, value))


def is_verdicts(value: object) -> bool:
    """True for a table of verdicts and where they lead."""
    return isinstance(value, dict) and bool(value) and all(map(is_text, value.values()))


HOLDS: dict[str, Callable[[object], bool]] = {
    "text": is_text,
    "texts": are(is_text),
    "number": is_number,
    "numbers": lambda value: are(is_number)(value) and len(value) == 2,  # type: ignore[arg-type]
    "flag": lambda value: isinstance(value, bool),
    "table": lambda value: isinstance(value, dict),
    "from": lambda value: value in ("open", "any") or are(is_text)(value),
    "to": lambda value: is_text(value) or is_verdicts(value),
}


def misshapen(data: dict[str, Any]) -> tuple[list[Complaint], bool]:
    """What the text says in words that we do not have, and whether a model can be made of it all the same."""
    found = list(table(data, "model", ()))
    return found, not any(c.sentence.text in BROKEN for c in found)


MUST_HOLD = "'%(key)s' must be %(what)s."
MISSING = "'%(key)s' is missing."
MISSING_LANGUAGE = "The name has no text in %(language)s ('%(key)s')."
NOTHING = "There is no '%(name)s' here to take away."
BROKEN = (MUST_HOLD, MISSING, NOTHING)


def table(data: object, sort: str, path: Path) -> Iterator[Complaint]:
    """Complaints about one table of `sort` and all that it holds."""
    if not isinstance(data, dict):
        yield no_table(data, path)
        return
    row = ROW[sort]
    for key in row:
        if row[key].endswith("!") and key not in data:
            yield missing(key, path)
    for key, value in data.items():
        if key in row:
            yield from held(value, row[key].rstrip("!"), (*path, key))
        else:
            yield unknown((*path, key), "A model has no word '%(name)s' here.", key, row)


def held(value: object, what: str, path: Path) -> Iterator[Complaint]:
    """Complaints about a value that should hold `what`."""
    if what.endswith("…"):
        yield from named(value, what[:-1], path)
    elif what.endswith("*"):
        yield from several(value, what[:-1], path)
    elif what == "title":
        yield from table(value, "named", path)
    elif what in ROW and isinstance(value, list):
        yield from several(value, what, path)
    elif what in ROW:
        yield from table(value, what, path)
    elif not HOLDS[what](value):
        yield complaint(path, MUST_HOLD, key=path[-1], what=WORDS[what])


def named(value: object, what: str, path: Path) -> Iterator[Complaint]:
    """Complaints about a table whose keys the model chooses."""
    if not isinstance(value, dict):
        return iter([no_table(value, path)])
    return chain.from_iterable(held(row, what, (*path, key)) for key, row in value.items())


def several(value: object, what: str, path: Path) -> Iterator[Complaint]:
    """Complaints about one table or a list of them."""
    if not isinstance(value, list):
        return table(value, what, path)
    return chain.from_iterable(table(row, what, (*path, str(at))) for at, row in enumerate(value))


def no_table(value: object, path: Path) -> Complaint:
    """`false` where nothing was, or something else than a table."""
    if value is False:
        return complaint(path, NOTHING, name=path[-1])
    return complaint(path, MUST_HOLD, key=path[-1], what=WORDS["table"])


def missing(key: str, path: Path) -> Complaint:
    """A key that must be there: a language, or anything else."""
    if key in LANGUAGES:
        language = sentence("Swedish") if key == "sv" else sentence("English")
        return complaint(path, MISSING_LANGUAGE, key=key, language=language)
    return complaint((*path, key), MISSING, key=key)
