"""YAML text as plain data, with the line of every path; whatever could harm the reader is refused.

Only what can stand in a plain list of goals is read: texts, numbers, dates, true and false, lists and tables. What
YAML would quietly turn into something else (0114 into 76, 13:30 into 810, ON into true) stays the text that it is.
"""

from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any

import yaml

from workflow.exchange.remark import Remark, Unreadable
from workflow.words import Sentence, sentence

LONGEST = 5_000_000
"""Characters of a file."""
NODES = 200_000
"""Values in a file, those that are pointed at counted each time."""
DEPTH = 40
"""Tables within tables."""
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MADE = yaml.constructor.SafeConstructor()
PREFIX = "tag:yaml.org,2002:"
FLAGS = ("true", "false")
"""The only words that are flags: on, off, yes and no are words, and short names of bodies."""


def read(text: str) -> "tuple[Any, Reading]":
    """The data, and the reading with every path's line and the values that are none; Unreadable when it is not YAML."""
    reading = Reading()
    return reading.value(_composed(text), "", 0), reading


def _composed(text: str) -> Any:
    if len(text) > LONGEST:
        raise _refused(sentence("The file is longer than %(most)s characters.", most=LONGEST))
    try:
        _look_through(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise _refused(*_said(error, text)) from None
    except (RecursionError, ValueError):
        raise _refused(sentence("The file cannot be read as YAML.")) from None
    if node is None:
        raise _refused(sentence("The file is empty."))
    return node


def _look_through(text: str) -> None:
    """Count and measure before anything is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = _line(event.start_mark)
        if depth > DEPTH or count > 2 * NODES:
            raise _refused(sentence("The file holds too much, or is nested too deeply."), line)
        if (tag := getattr(event, "tag", None)) is not None:
            raise _refused(sentence("A tag (%(tag)s) has no place in a municipality file.", tag=tag), line)


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _refused(said: Sentence, line: int = 1) -> Unreadable:
    return Unreadable([Remark("", line, said)])


def _said(error: yaml.YAMLError, text: str) -> tuple[Sentence, int]:
    """The parser's own words, and the line that it names."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = getattr(error, "position", None)
    line = mark.line + 1 if mark else text.count("\n", 0, at) + 1 if isinstance(at, int) else 1
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
    return sentence("The file cannot be read as YAML: %(said)s.", said=words), line


class Reading:
    """One walk through the nodes: the `lines` of all paths, the `texts` of numbers that read otherwise than they are
    written (1.10), the `faults` of single values."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.faults: list[Remark] = []
        self.count = 0

    def value(self, node: yaml.Node, path: str, depth: int) -> Any:
        """The value of a node and all that it holds."""
        self.count += 1
        self.lines.setdefault(path, node.start_mark.line + 1)
        if self.count > NODES or depth > DEPTH:
            said = sentence("The file holds too much, or is nested too deeply.")
            raise Unreadable([Remark(path[:80], node.start_mark.line + 1, said)])
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path, depth))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, f"{path}[{place}]", depth + 1) for place, child in enumerate(node.value)]
        return self.scalar(node, path)

    def pairs(self, node: yaml.MappingNode, path: str, depth: int) -> Iterator[tuple[Any, Any]]:
        """The pairs of a table; a key that stands there twice is a fault, for one of them would be lost."""
        seen: set[Any] = set()
        for name, child in node.value:
            line = name.start_mark.line + 1
            if not isinstance(name, yaml.ScalarNode) or name.tag == PREFIX + "merge":
                self.faults.append(Remark(path, line, sentence("A key must be a plain word.")))
                continue
            key = self.scalar(name, path)
            here = f"{path}.{key}" if path else str(key)
            if key in seen:
                self.faults.append(Remark(here, line, sentence("The key stands here twice.")))
                continue
            seen.add(key)
            self.lines.setdefault(here, line)
            yield key, self.value(child, here, depth + 1)

    def scalar(self, node: Any, path: str) -> Any:
        """A single value; None when it is a fault."""
        text = str(node.value)
        try:
            return self.plain(node, text, path)
        except ValueError:
            why = sentence("“%(value)s” cannot be stored.", value=text[:40].encode("ascii", "replace").decode())
            self.faults.append(Remark(path, node.start_mark.line + 1, why))
            return None

    def plain(self, node: Any, text: str, path: str) -> str | int | float | bool | date | datetime | None:
        """The value as its tag says; ValueError when it cannot be."""
        sort = node.tag.removeprefix(PREFIX)
        if sort == "null":
            return None
        if sort == "bool" and text.lower() in FLAGS:
            return text.lower() == FLAGS[0]
        if sort == "timestamp" and (day := _day(node)):
            return day
        if sort in ("int", "float") and ":" not in text and not _has_leading_zero(text):
            number = _number(node, sort)
            if number is not None and str(number) != text:
                self.texts.setdefault(path, text)
            if number is not None:
                return number
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValueError(text)
        return text


def _number(node: Any, sort: str) -> int | float | None:
    """The number, None when it is none that can be stored."""
    try:
        made: int | float = MADE.construct_yaml_int(node) if sort == "int" else MADE.construct_yaml_float(node)
        return made if isfinite(float(made)) else None
    except (OverflowError, ValueError):
        return None


def _day(node: Any) -> date | datetime | None:
    """The day or moment, None when the calendar has no such."""
    try:
        made: date | datetime = MADE.construct_yaml_timestamp(node)
    except ValueError:
        return None
    return made


def _has_leading_zero(text: str) -> bool:
    """0114 is a code, 0.5 and 0 are numbers."""
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1] not in ".eE"
