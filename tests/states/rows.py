"""The rows of a model as its text has them, read with nothing of ours: what the matrix is compared with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.people import SEATS, Town


@dataclass(frozen=True)
class Row:
    """One step of one level."""

    level: str
    name: str
    says: dict[str, Any]

    @property
    def key(self) -> str:
        """Its name in the whole model."""
        return f"{self.level}.{self.name}"

    @property
    def birth(self) -> bool:
        """True when it makes a case."""
        return bool(self.says["from"] == [])

    @property
    def rounds(self) -> list[str]:
        """Its rounds, or the one that is none."""
        return list(self.says.get("rounds", [""]))

    @property
    def ways(self) -> dict[str, str]:
        """Where each verdict leads; "" for a row that asks for none."""
        to = self.says["to"]
        return {"": to} if isinstance(to, str) else to


@dataclass
class Rows:
    """A whole model as plain tables."""

    text: str
    all: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.all = json.loads(self.text)

    @property
    def levels(self) -> dict[str, dict[str, Any]]:
        """Levels by name."""
        found: dict[str, dict[str, Any]] = self.all["levels"]
        return found

    def steps(self, level: str) -> Iterator[Row]:
        """The rows of a level."""
        for name, says in self.levels[level]["steps"].items():
            yield Row(level, name, says)

    def states(self, level: str) -> list[str]:
        """The states of a level."""
        return list(self.levels[level]["states"])

    def open(self, level: str) -> list[str]:
        """Those of them that are not an end."""
        states = self.levels[level]["states"]
        return [name for name, says in states.items() if not says.get("final") and not says.get("out")]

    def may_from(self, row: Row, level: str) -> list[str]:
        """The states of `level` - the case's, or its parent's for a birth - in which the row may be taken."""
        given = row.says.get("while") if row.birth else row.says["from"]
        if given == "any":
            return self.states(level)
        return self.open(level) if given in ("open", None, []) else list(given)

    def called(self, level: str, state: str) -> str:
        """What a state is called."""
        return str(self.levels[level]["states"][state]["sv"])


def roles(rows: Rows, town: Town, name: str, unit: int | None) -> set[str]:
    """The roles that somebody in SEATS holds over a case of `unit`, or at all when there is no case."""
    role, where = SEATS[name]
    far = rows.all["roles"][role].get("scope", "organisation") == "organisation"
    near = unit is None or town.unit[where] == unit or town.unit["ROOT"] in (town.unit[where], unit)
    return {role} if far or near else set()


def choice(titles: list[str]) -> str:
    """Titles as they are listed in Swedish."""
    marked = [f"”{title}”" for title in titles]
    return marked[0] if len(marked) == 1 else ", ".join(marked[:-1]) + f" eller {marked[-1]}"
