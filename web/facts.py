"""What is known of a case, as people read it: every fact that holds, its labels and its values resolved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from web.forms.labels import label_of
from web.forms.shape import Shape, shapes
from web.language import day, number, say
from web.names import Names
from web.offered import round_title
from workflow.facts import KINDS
from workflow.governance.model import Level, Model, Verdict
from workflow.words import Title

PASSING = ("attachment", "notice", "born", "comment", "correction", "extension", "judgement", "seated", "timetable")
"""What is told in the timeline only; the timetable has a table of its own."""
FIRST = (
    "wording",
    "direction",
    "target_area",
    "indicator",
    "activity",
    "measure",
    "ruling",
    "gathering",
    "assignment",
)


@dataclass(frozen=True)
class Value:
    """A value: text, a link, a verdict with its sign, or lines of several."""

    text: str = ""
    address: str = ""
    verdict: Verdict | None = None
    lines: tuple[tuple["Pair", ...], ...] = ()


@dataclass(frozen=True)
class Pair:
    """A label and what stands beside it."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Known:
    """A fact that holds: its heading and round, when and by whom it was said, and what it says."""

    heading: str | Title
    round: Title | None
    at: str
    by: str
    pairs: tuple[Pair, ...]
    earlier: bool = False


@dataclass
class Reading:
    """How facts are read: under a model, with the names of what they point at."""

    model: Model
    names: Names
    level: Level | None = None
    wanted: dict[str, set[int]] = field(default_factory=lambda: {"person": set(), "case": set()})

    def known(self, facts: Mapping[str, Mapping[str, Any]], words: Mapping[str, Mapping[str, Any]]) -> list[Known]:
        """The facts that hold, the wording first, then the newest first; those of earlier rounds are marked so.
        `words` are the whole facts by key."""
        shown = [key for key in facts if key.partition("/")[0] not in PASSING]
        whole = {key: {**facts[key], **words.get(key, {})} for key in shown}
        self._look_up(whole)
        self.names.add_people(facts[key]["by"] for key in shown)
        keys = sorted(shown, key=lambda key: (_place(key), -int(facts[key]["seq"])))
        newest: set[str] = set()
        found = []
        for key in keys:
            sort = self._sort(key)
            found.append(replace(self._known(key, whole[key], facts[key]), earlier=sort in newest))
            newest.add(sort)
        return found

    def pairs_of(self, kind: str, plain: Mapping[str, Any]) -> tuple[Pair, ...]:
        """One fact alone, its names looked up."""
        self._look_up({kind: plain})
        return tuple(self.pairs(KINDS[kind], plain))

    def pairs(self, cls: type[BaseModel], plain: Mapping[str, Any]) -> Iterator[Pair]:
        """Label and value of every field in which something was said."""
        for shape in shapes(cls):
            value = plain.get(shape.name)
            if value not in (None, "", [], {}, ()) and not (shape.sort == "flag" and value is False):
                yield Pair(label_of(shape, self.model), tuple(self._values(shape, value)))

    def _sort(self, key: str) -> str:
        """The key without its round: what was said of the same sort in an earlier round is earlier."""
        before, _, last = key.rpartition("/")
        return before if before and last in self.model.rounds else key

    def _known(self, key: str, plain: Mapping[str, Any], fact: Mapping[str, Any]) -> Known:
        kind, *rest = key.split("/")
        pairs = tuple(self.pairs(KINDS[kind], plain))
        round = round_title(self.model, rest[-1]) if rest else None
        heading = self._heading(kind, rest)
        if round and say(round).startswith(say(heading)):
            heading, round = round, None
        return Known(heading, round, fact["at"], self.names.person(fact["by"]), pairs)

    def _heading(self, kind: str, rest: list[str]) -> str | Title:
        """The name of the sort of fact; for a decision or an approval, of the step it was about."""
        if rest and KINDS[kind].per_step and self.level and rest[0] in self.level.step:
            return self.level.step[rest[0]].title
        return named(kind)

    def _values(self, shape: Shape, value: Any) -> Iterator[Value]:
        if shape.part:
            yield Value(lines=tuple(tuple(self.pairs(shape.part, row)) for row in value))
        elif shape.sort == "many":
            for item in value:
                yield self._value(shape, item)
        else:
            yield self._value(shape, value)

    def _value(self, shape: Shape, value: Any) -> Value:
        if shape.scale:
            verdict = self.model.verdict(shape.scale, value)
            return Value(str(value), verdict=verdict)
        if shape.ref:
            return self._pointed(shape.ref, int(value))
        if isinstance(value, bool):
            return Value(say("Yes") if value else say("No"))
        if shape.sort == "date":
            return Value(day(value))
        if shape.sort == "number":
            return Value(number(value))
        if shape.name == "digest":
            return Value(str(value)[:12])
        if shape.name == "round":
            return Value(say(round_title(self.model, value) or value))
        if shape.name == "criterion":
            return Value(say(self.model.criteria.get(value, value)))
        return Value(str(value))

    def _pointed(self, ref: str, value: int) -> Value:
        if ref == "unit":
            return Value(self.names.unit(value))
        if ref == "person":
            return Value(self.names.person(value))
        if ref == "event":
            return Value(f"{value}")
        return Value(self.names.case(value), self.names.address(value))

    def _look_up(self, whole: Mapping[str, Mapping[str, Any]]) -> None:
        """Everything that the facts point at, in one query for people and one for cases."""
        for key, plain in whole.items():
            self._collect(KINDS[key.partition("/")[0]], plain)
        self.names.add_people(self.wanted["person"])
        self.names.add_cases(self.wanted["case"])

    def _collect(self, cls: type[BaseModel], plain: Mapping[str, Any]) -> None:
        for shape in shapes(cls):
            value = plain.get(shape.name)
            if value is None:
                continue
            if shape.part:
                for row in value:
                    self._collect(shape.part, row)
            elif shape.ref and shape.ref not in ("unit", "event"):
                sort = "person" if shape.ref == "person" else "case"
                self.wanted[sort] |= set(value) if isinstance(value, list | tuple) else {value}


def named(kind: str) -> str:
    """The message id of a sort of fact: "as_written" → "As written"."""
    return kind.replace("_", " ").capitalize()


def _place(key: str) -> int:
    kind = key.partition("/")[0]
    return FIRST.index(kind) if kind in FIRST else len(FIRST)
