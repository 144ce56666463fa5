"""The text of a model file: its tables as plain data, and the line on which each key stands.

The parser of the standard library gives no lines, so the tokens are read once more when something is wrong with the
model. The parser has accepted the text by then, so the reading here need not be careful about what TOML forbids.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

from workflow.governance.complaint import Complaint, Faulty, Path
from workflow.words import sentence

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
      | (?P<mark>[\[\]{}=,.\n])
      | (?P<word>[^\s\[\]{}=,."'\#]+)""",
    re.S | re.X,
)
Token = tuple[str, int]


def read(file: File) -> dict[str, Any]:
    """The file's tables; Faulty when it is missing or not TOML."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise Faulty([syntax_error(file, str(wrong))]) from None
    except OSError:
        raise Faulty([Complaint(file.name, 0, sentence("There is no such file."))]) from None


def syntax_error(file: File, message: str) -> Complaint:
    """The parser's own words, on the line that it names (the last one when the text ended too early)."""
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else file.read_text("utf-8").count("\n") + 1
    said = re.sub(r" \(at .*\)$", "", message)
    return Complaint(file.name, line, sentence("The file cannot be read as TOML: %(said)s.", said=said))


def lines(text: str) -> dict[Path, int]:
    """Every path of tables, keys and positions in lists → its line, in a text that could be read."""
    return Reading(text).found


class Reading:
    """One walk through the tokens."""

    def __init__(self, text: str) -> None:
        self.tokens = list(tokens(text))
        self.at = 0
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        table: Path = ()
        while self.at < len(self.tokens):
            if self.peek() == "\n":
                self.at += 1
            elif self.peek() == "[":
                table = self.header()
            else:
                self.pair(table)

    def peek(self) -> str:
        """The next token, "" at the end."""
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        """The next token and its line; the walk moves on."""
        self.at += 1
        return self.tokens[self.at - 1]

    def header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path of the keys that follow."""
        line = self.take()[1]
        several = self.peek() == "["
        if several:
            self.take()
        path = self.key()
        self.at += 2 if several else 1
        if several:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, str(self.counts[path]))
        self.note(path, line)
        return path

    def pair(self, table: Path) -> None:
        """`key = value`, in a table or between braces."""
        line = self.tokens[self.at][1]
        path = (*table, *self.key())
        self.note(path, line)
        self.take()
        self.value(path)

    def key(self) -> Path:
        """A key, dotted or not."""
        names: list[str] = []
        while self.peek() not in ("=", "]"):
            name = self.take()[0]
            if name != ".":
                names.append(name.strip("\"'"))
        return tuple(names)

    def value(self, path: Path) -> None:
        """A value: a table between braces, a list, or anything up to the next mark."""
        opening = self.peek()
        if opening == "{":
            self.inside(path, "}")
        elif opening == "[":
            self.inside(path, "]")
        else:
            while self.peek() not in ("\n", ",", "}", "]", ""):
                self.take()

    def inside(self, path: Path, end: str) -> None:
        """What stands between braces (pairs) or brackets (values)."""
        self.take()
        position = 0
        while self.peek() != end:
            if self.peek() in ("\n", ","):
                self.take()
            elif end == "}":
                self.pair(path)
            else:
                self.note((*path, str(position)), self.tokens[self.at][1])
                self.value((*path, str(position)))
                position += 1
        self.take()

    def note(self, path: Path, line: int) -> None:
        """Remember the first line of a path and of the tables it implies."""
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)


def tokens(text: str) -> Iterator[Token]:
    """Every token but comments, with its line."""
    line = 1
    end = 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        if match.lastgroup != "comment":
            yield match[0], line
