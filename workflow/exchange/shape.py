"""The closed vocabulary of a municipality file: which keys each table may have, and what each of them holds.

What is of the wrong sort is kept as it is written, with a warning, and so is a key that is not here; only without
municipality, year and bodies there is nothing to bring in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from workflow.exchange.remark import Remark
from workflow.facts.base import Number
from workflow.mail_address import objection
from workflow.words import Sentence, sentence

FIRST, LAST = 2000, 2100
"""The years that a goal can be about."""
NUMBER: TypeAdapter[float] = TypeAdapter(Number)
WHEN = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


class Key(NamedTuple):
    """What a key holds: a sort of value, a table ("goal") or a list of them ("goal*"); how long a text may be."""

    what: str
    least: int = 0
    most: int = 0
    must: bool = False


def must(what: str, least: int = 1, most: int = 0) -> Key:
    """A key that has to be there."""
    return Key(what, least, most, must=True)


NAME = Key("label", 0, 200)
TEXT = Key("text")
ROWS: dict[str, dict[str, Key]] = {
    "file": {
        "municipality": must("text", 1, 200), "code": Key("label", 1, 20), "year": must("year"), "source": Key("any"),
        "vision": Key("text", 2, 1000), "focus_areas": Key("texts", 2, 1000), "model": Key("any"),
        "bodies": must("body*"), "meetings": Key("meeting*"), "budget_lines": Key("budget_line*"),
        "goals": Key("goal*"), "decisions": Key("decision*"),
    },
    "body": {
        "name": must("text", 1, 200), "short": Key("label", 1, 40), "kind": Key("text"), "email": Key("address", 0, 200),
        "frame_sek": Key("number"),
    },
    "meeting": {"body": must("body"), "date": must("day"), "agenda_closes": Key("day")},
    "budget_line": {
        "body": must("body"), "account": must("label", 1, 60), "text": Key("label"), "amount_sek": Key("number"),
    },
    "goal": {
        "ref": NAME, "body": Key("body"), "department": NAME, "responsible": NAME, "text": must("text", 3, 1000),
        "desired_effect": TEXT, "expected_effect": TEXT, "met_when": TEXT, "depends_on": TEXT,
        "report_by": Key("label"), "focus_areas": Key("texts"),
        "kind": TEXT, "shared_with": Key("texts"), "milestones": Key("milestone*"), "indicators": Key("indicator*"),
        "activities": Key("activity*"), "forecasts": Key("forecast*"), "closing": Key("closing"),
        "analysis": Key("analysis"),
    },
    "milestone": {"year": must("year"), "text": TEXT, "target": Key("figure")},
    "indicator": {
        "name": must("text", 2, 300), "unit": Key("text", 0, 60), "baseline": Key("figure"),
        "baseline_year": Key("label"), "baseline_date": Key("label"), "target": Key("figure"),
        "target_text": TEXT, "direction": TEXT, "comparator": TEXT, "target_to": Key("figure"), "partly_from": Key("number"),
        "reference": Key("label"), "outcomes": Key("outcome*"), "source": Key("label"), "definition": TEXT,
        "numerator": TEXT, "denominator": TEXT, "sort": TEXT, "data": TEXT, "by_sex": Key("flag"), "frequency": TEXT,
        "month": Key("number"), "lag_days": Key("number"),
    },
    "outcome": {
        "period": NAME, "value": Key("figure"), "women": Key("number"), "men": Key("number"), "compared": Key("number"),
    },
    "activity": {"text": must("text", 3, 500), "cost_sek": Key("cost"), "due": Key("label")},
    "forecast": {"period": NAME, "assessment": TEXT, "comment": TEXT, "consequence": TEXT, "measure": TEXT},
    "closing": {"assessment": TEXT, "comment": TEXT, "differs": TEXT},
    "analysis": {"why": TEXT, "lessons": TEXT, "actions": TEXT},
    "decision": {
        "body": Key("body"), "date": Key("when"), "paragraph": Key("label", 0, 40), "dnr": Key("label", 0, 60),
        "text": TEXT, "kind": Key("text", 0, 60), "goals": Key("goals"),
    },
}  # fmt: skip
"""Each table: its keys in the order in which they are written."""
WORDS = {
    "address": sentence("one e-mail address that letters can be sent to"),
    "text": sentence("a text"), "label": sentence("a text or a number"), "texts": sentence("a list of texts"),
    "number": sentence("a number"), "figure": sentence("a number or a text"),
    "cost": sentence("a number that is not negative"), "flag": sentence("true or false"),
    "year": sentence("a year between %(first)s and %(last)s", first=FIRST, last=LAST),
    "day": sentence("a date (YYYY-MM-DD)"), "when": sentence("a date, a month or a year (YYYY-MM-DD, YYYY-MM, YYYY)"),
    "goals": sentence("“all”, or a list of goals by their ref"), "body": sentence("the name of a body"),
    "list": sentence("a list"), "table": sentence("a table of keys"),
}  # fmt: skip


def order(row: str) -> tuple[str, ...]:
    """The keys of a table in the order in which they are written."""
    return tuple(ROWS[row])


def number(value: object) -> float | None:
    """A number, also one that is written as Swedes write it ("1 234,5"); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = NUMBER.validate_python(value)
    except ValidationError:
        return None
    return found if abs(found) < float("inf") else None


def day(value: object) -> date | None:
    """A whole date, or None."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def is_label(value: object) -> bool:
    """True for a text, a number or a date: anything that reads as a word."""
    return isinstance(value, str | int | float | date) and not isinstance(value, bool)


def is_when(value: object) -> bool:
    """True for a date, a month or a year."""
    return day(value) is not None or bool(is_label(value) and WHEN.fullmatch(str(value)))


LABELS = ("label", "text", "body", "texts", "goals", "when")
"""What is a word even where it looks like a number."""
HOLDS: dict[str, Callable[[Any], bool]] = {
    "any": lambda value: True,
    "text": is_label,
    "body": is_label,
    "label": is_label,
    "address": lambda value: isinstance(value, str) and (not value or objection(value) is None),
    "texts": lambda value: isinstance(value, list) and all(map(is_label, value)),
    "number": lambda value: number(value) is not None,
    "flag": lambda value: isinstance(value, bool),
    "cost": lambda value: (number(value) or 0.0) >= 0 and number(value) is not None,
    "figure": lambda value: is_label(value) and not isinstance(value, date),
    "year": lambda value: isinstance(value, int) and not isinstance(value, bool) and FIRST <= value <= LAST,
    "day": lambda value: day(value) is not None,
    "when": is_when,
    "goals": lambda value: value == "all" or (isinstance(value, list) and all(map(is_label, value))),
}


class Row(dict[str, Any]):
    """A table of the file as far as it is understood: `written` is all that stands there, `path` where, `place` which
    one of its list it is."""

    def __init__(self, understood: Mapping[str, Any], written: dict[str, Any], path: str, place: int = 0) -> None:
        super().__init__(understood)
        self.written, self.path, self.place = written, path, place


class Rows(list[Row]):
    """The rows of a list that can be used; `written` are all that stand there."""

    def __init__(self, usable: Iterable[Row], written: list[Any]) -> None:
        super().__init__(usable)
        self.written = written

    @property
    def unusable(self) -> list[Any]:
        """The rows that cannot be used, as they are written."""
        used = [id(row.written) for row in self]
        return [row for row in self.written if id(row) not in used]


BAD = object()
"""Stands for a value that cannot be used."""
NEEDED = ("municipality", "year", "bodies", "name")
"""What a file cannot be brought in without; a body's name among them."""


class Looking:
    """One look through the data: `faults` in what the file cannot do without, `warnings` for all that was kept as it is
    written. `texts` holds how the numbers are written that read otherwise."""

    def __init__(self, lines: Mapping[str, int], texts: Mapping[str, str]) -> None:
        self.lines, self.texts = lines, texts
        self.faults: list[Remark] = []
        self.warnings: list[Remark] = []

    def table(self, data: object, row: str, path: str, place: int = 0) -> tuple[Any, Any]:
        """The table as far as it is understood, BAD when it cannot be used, and as it is written; keys that say
        nothing are left out."""
        if not isinstance(data, dict):
            self.object_to(row, "", path, misfit("table"), of_row=True)
            return BAD, data
        data = {key: value for key, value in data.items() if value is not None}
        here, understood, written = ROWS[row], dict[str, Any](), dict[str, Any]()
        missing = [key for key, rule in here.items() if rule.must and key not in data]
        for key in missing:
            why = sentence("'%(key)s' is missing.", key=key)
            self.object_to(row, key, beneath(path, key), why, of_row=True, near=path)
        is_usable = not missing
        for key, value in data.items():
            rule = here.get(key)
            known, written[key] = self.look(value, rule, row, key, beneath(path, key))
            if known is not BAD:
                understood[key] = known
            elif rule and rule.must:
                is_usable = False
        return (Row(understood, written, path, place) if is_usable else BAD), written

    def look(self, value: Any, rule: Key | None, row: str, key: str, path: str) -> tuple[Any, Any]:
        """What a key holds, as far as it is understood, and as it is written."""
        if rule is None:
            self.warnings.append(self.remark(path, sentence("The key is not known and was kept as written.")))
            return value, value
        if rule.what.endswith("*"):
            return self.rows(value, rule, row, key, path)
        if rule.what in ROWS and rule.what not in HOLDS:
            return self.table(value, rule.what, path)
        value = self.as_written(value, rule, path)
        why = too_long_or_short(value, rule) if HOLDS[rule.what](value) else iter([misfit(rule.what)])
        if wrong := next(why, None):
            self.object_to(row, key, path, wrong, of_row=rule.must)
            return BAD, value
        return (str(value) if rule.what in ("text", "body") else value), value

    def as_written(self, value: Any, rule: Key, path: str) -> Any:
        """A label that looks like a number, in the figures that it is written with."""
        if rule.what not in LABELS:
            return value
        if isinstance(value, list):
            return [self.texts.get(f"{path}[{place}]", one) for place, one in enumerate(value)]
        return self.texts.get(path, value)

    def rows(self, value: object, rule: Key, row: str, key: str, path: str) -> tuple[Any, Any]:
        """A list of tables: those that can be used, and all."""
        if not isinstance(value, list):
            self.object_to(row, key, path, misfit("list"), of_row=rule.must)
            return BAD, value
        found = [self.table(item, rule.what[:-1], f"{path}[{place}]", place) for place, item in enumerate(value)]
        written = [written for _, written in found]
        return Rows((known for known, _ in found if known is not BAD), written), written

    def object_to(self, row: str, key: str, path: str, why: Sentence, *, of_row: bool, near: str = "") -> None:
        """Say what is wrong: a fault where the file cannot do without it, else that the value, or its whole row
        (`of_row`), was kept as written."""
        if row in ("file", "body") and (key in NEEDED or not key):
            self.faults.append(self.remark(path, why, near))
            return
        text = "%(why)s It was kept as written."
        if of_row:
            text = "%(why)s The row was kept as written, and nothing else was made of it."
        self.warnings.append(self.remark(path, sentence(text, why=why), near))

    def remark(self, path: str, said: Sentence, near: str = "") -> Remark:
        """A remark with its line, or the line of what is `near`."""
        return Remark(path, self.lines.get(path) or self.lines.get(near) or 1, said)


def misfit(what: str) -> Sentence:
    """That something is not of the sort it should be."""
    return sentence("This must be %(what)s.", what=WORDS[what])


def too_long_or_short(value: object, rule: Key) -> Iterator[Sentence]:
    """What is wrong with the length of a text, or of the texts in a list."""
    for text in map(str, value if isinstance(value, list) else [value]):
        if rule.most and len(text) > rule.most:
            yield sentence("The text is longer than %(most)s characters.", most=rule.most)
        if rule.least and isinstance(value, str | list) and len(text.strip()) < rule.least:
            yield sentence("The text is shorter than %(least)s characters.", least=rule.least)


def beneath(path: str, key: object) -> str:
    """The path of a key."""
    return f"{path}.{key}" if path else str(key)
