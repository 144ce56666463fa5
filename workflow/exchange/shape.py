"""The closed vocabulary of a municipality file: which keys each table may have, and what each of them holds.

What is of the wrong sort is a fault. A key that is not here is a warning: it is kept as it is written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from workflow.exchange.remark import Remark
from workflow.facts.base import Number
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
        "name": must("text", 1, 200), "short": Key("label", 1, 40), "kind": Key("text"), "email": Key("text", 0, 200),
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


HOLDS: dict[str, Callable[[Any], bool]] = {
    "any": lambda value: True,
    "text": lambda value: isinstance(value, str),
    "body": lambda value: isinstance(value, str),
    "label": is_label,
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


class Looking:
    """One look through the data: `faults`, and `warnings` for what is not known."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self.lines = lines
        self.faults: list[Remark] = []
        self.warnings: list[Remark] = []

    def table(self, data: object, row: str, path: str) -> Any:
        """The table without keys that say nothing."""
        if not isinstance(data, dict):
            self.fault(path, misfit("table"))
            return data
        data = {key: value for key, value in data.items() if value is not None}
        here = ROWS[row]
        for key, rule in here.items():
            if rule.must and key not in data:
                self.fault(beneath(path, key), sentence("'%(key)s' is missing.", key=key), near=path)
        return {key: self.held(value, here.get(key), beneath(path, key)) for key, value in data.items()}

    def held(self, value: Any, rule: Key | None, path: str) -> Any:
        """What a key holds, looked through."""
        if rule is None:
            self.warnings.append(self.remark(path, sentence("The key is not known and was kept as written.")))
        elif rule.what.endswith("*"):
            return self.rows(value, rule.what[:-1], path)
        elif rule.what in ROWS and rule.what not in HOLDS:
            return self.table(value, rule.what, path)
        elif not HOLDS[rule.what](value):
            self.fault(path, misfit(rule.what))
        else:
            for said in too_long_or_short(value, rule):
                self.fault(path, said)
        return value

    def rows(self, value: object, row: str, path: str) -> Any:
        """A list of tables."""
        if not isinstance(value, list):
            self.fault(path, misfit("list"))
            return value
        return [self.table(item, row, f"{path}[{place}]") for place, item in enumerate(value)]

    def fault(self, path: str, said: Sentence, near: str = "") -> None:
        """Note a fault, on the line of `path` or of what is `near`."""
        self.faults.append(self.remark(path, said, near))

    def remark(self, path: str, said: Sentence, near: str = "") -> Remark:
        """A remark with its line."""
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
