"""Where a new case belongs: its level, unit, goal year, round, parent and title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.governance.model import Step
from workflow.records.fold import BIRTH
from workflow.records.sql import run
from workflow.states.machine import UNBORN
from workflow.states.situation import Situation

__all__ = ["BIRTH", "UNBORN", "Place", "place", "unit_for"]


@dataclass(frozen=True)
class Place:
    """What the first event of a case says about it."""

    level: str
    unit: int
    year: int | None
    round: str
    parent: int | None
    title: str
    known_to: str = "all"

    def short(self, born: date, taken: Mapping[str, str] | None = None) -> dict[str, Any]:
        """As it stands in the event; `taken` are the steps that were taken before (step[/round] → day)."""
        said = {"level": self.level, "unit": self.unit, "born": born.isoformat()}
        more = {"year": self.year, "round": self.round, "parent": self.parent, "title": self.title,
                "known_to": "" if self.known_to == "all" else self.known_to, "taken": dict(taken or {})}  # fmt: skip
        return said | {name: value for name, value in more.items() if value not in (None, "", {})}


def place(now: Situation, row: Step, unit: int | None, title: str) -> Place:
    """Where the case that `row` makes belongs, given the situation of its parent."""
    level = now.model.levels[row.level]
    parent = now.case
    year = parent.year if parent and level.yearly else None
    if level.kind == "year" and year:
        year += 1
    return Place(
        level=row.level,
        unit=unit or unit_for(now, row.level, now.fact),
        year=year,
        round=now.round,
        parent=parent.id if parent and level.kind != "year" else None,
        title=title or _title(now, row, year),
        known_to=level.known_to,
    )


def must_fit(now: Situation, level: str, state: str, year: int | None, round: str) -> None:
    """ValueError when the model has no such level, state or round, when the goal year is missing, or when the case in
    the situation is of another level than the one above."""
    model, row = now.model, now.model.levels.get(level)
    if row is None or state not in row.state:
        raise ValueError(f"{model.name} has no state {state} of a {level}.")
    if row.yearly and year is None:
        raise ValueError(f"A {level} belongs to a goal year.")
    if round and round not in model.rounds:
        raise ValueError(f"{model.name} has no round {round}.")
    if now.case and now.case.level != row.parent:
        raise ValueError(f"{model.name} has no {level} under a {now.case.level}.")


def unit_for(now: Situation, level: str, fact: object) -> int:
    """The unit that owns a new case of `level`, as the level's `owner` says."""
    owner = now.model.levels[level].owner
    if owner == "named" and fact is not None:
        return int(getattr(fact, "unit", 0) or root(now))
    if owner in now.calendar.bodies:
        return now.calendar.bodies[owner]
    if owner == "parent" and now.case:
        return now.case.unit
    return root(now)


def root(now: Situation) -> int:
    """The unit that is the organisation itself."""
    sql = "SELECT id FROM unit WHERE organisation = ? AND parent IS NULL ORDER BY id LIMIT 1"
    return int(run(now.session, sql, (now.who.organisation,)).scalar_one())


def _title(now: Situation, row: Step, year: int | None) -> str:
    """A title for a case that nobody names: its level, round and year, in the organisation's own language."""
    level = now.model.levels[row.level]
    round = now.model.rounds[now.round].title.sv if now.round else ""
    return " ".join(str(part) for part in (level.title.sv, round, year or "") if part)
