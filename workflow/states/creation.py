"""Where a new case belongs: its level, unit, goal year, round, parent and title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.governance.model import Step
from workflow.records.projection import BIRTH
from workflow.records.sql import run
from workflow.states.context import Context
from workflow.states.machine import NOT_CREATED

__all__ = ["BIRTH", "NOT_CREATED", "Place", "place", "unit_for"]


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


def place(ctx: Context, row: Step, unit: int | None, title: str) -> Place:
    """Where the case that `row` makes belongs, given the situation of its parent."""
    level = ctx.model.levels[row.level]
    parent = ctx.case
    year = parent.year if parent and level.yearly else None
    if level.kind == "year" and year:
        year += 1
    return Place(
        level=row.level,
        unit=unit or unit_for(ctx, row.level, ctx.fact),
        year=year,
        round=ctx.round,
        parent=parent.id if parent and level.kind != "year" else None,
        title=title or _title(ctx, row, year),
        known_to=level.known_to,
    )


def must_fit(ctx: Context, level: str, state: str, year: int | None, round: str) -> None:
    """ValueError when the model has no such level, state or round, when the goal year is missing, or when the case in
    the situation is of another level than the one above."""
    model, row = ctx.model, ctx.model.levels.get(level)
    if row is None or state not in row.state:
        raise ValueError(f"{model.name} has no state {state} of a {level}.")
    if row.yearly and year is None:
        raise ValueError(f"A {level} belongs to a goal year.")
    if round and round not in model.rounds:
        raise ValueError(f"{model.name} has no round {round}.")
    if ctx.case and ctx.case.level != row.parent:
        raise ValueError(f"{model.name} has no {level} under a {ctx.case.level}.")


def unit_for(ctx: Context, level: str, fact: object) -> int:
    """The unit that owns a new case of `level`, as the level's `owner` says."""
    owner = ctx.model.levels[level].owner
    if owner == "named" and fact is not None:
        return int(getattr(fact, "unit", 0) or root(ctx))
    if owner in ctx.calendar.bodies:
        return ctx.calendar.bodies[owner]
    if owner == "parent" and ctx.case:
        return ctx.case.unit
    return root(ctx)


def root(ctx: Context) -> int:
    """The unit that is the organisation itself."""
    sql = "SELECT id FROM unit WHERE organisation = ? AND parent IS NULL ORDER BY id LIMIT 1"
    return int(run(ctx.session, sql, (ctx.who.organisation,)).scalar_one())


def _title(ctx: Context, row: Step, year: int | None) -> str:
    """A title for a case that nobody names: its level, round and year, in the organisation's own language."""
    level = ctx.model.levels[row.level]
    round = ctx.model.rounds[ctx.round].title.sv if ctx.round else ""
    return " ".join(str(part) for part in (level.title.sv, round, year or "") if part)
