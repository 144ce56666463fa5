"""Playing a goal year from its first day to its last, and telling month by month what happened.

November Y-2 to March Y+1: 29 months. The same seed gives the same answer, byte for byte.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.calendar import working_days
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.sql import run
from workflow.running.simulation.cast import Stage, meeting_days, staged
from workflow.running.simulation.planting import Planting
from workflow.running.simulation.players import Players
from workflow.running.tick import beat, tick
from workflow.running.year import begin_year
from workflow.states.replay import verify
from workflow.states.situation import Who, cases


def simulate(model_name: str, year: int, seed: int = 1) -> dict[str, Any]:
    """Play the goal year `year` of the model: months with counts and states of goals, and how each goal ended."""
    model, database = load(model_name), connect("sqlite://")
    migrate(database)
    first, last = date(year - 2, 11, 1), date(year + 1, 3, 31)
    stage = _begin(database, model, year, first, last, seed)
    players = Players(model, stage, year, seed, last)
    planting = Planting(players)
    _meet(database, players, first, last)
    months = []
    for day in _days(first, last):
        _play(database, model, players, planting, day)
        if (day + timedelta(days=1)).month != day.month:
            with database.reading() as session:
                months.append(_month(session, model, stage, year, day))
    return _told(database, model, players, months, seed)


def _begin(database: Database, model: Model, year: int, first: date, last: date, seed: int) -> Stage:
    with database.writing() as session:
        stage = staged(session, model, _morning(first))
        begin_year(session, stage.clock, model, year, _morning(first))
    return stage


def _meet(database: Database, players: Players, first: date, last: date) -> None:
    """Enter a year's and more of meetings for every body."""
    level = players.model.of_kind("meeting")[0]
    birth = next(step for step in level.births if not step.by_clock)
    with database.writing() as session:
        somebody = Who(players.stage.clock.organisation, _holder(session, players, birth.by))
        for unit in players.stage.bodies:
            for day in meeting_days(players.model, first, last):
                players.take(session, birth, None, somebody, _morning(first), unit=unit, on=day.isoformat(), agenda_closes=None)


def _holder(session: Session, players: Players, roles: tuple[str, ...]) -> int:
    marks = ", ".join("?" for _ in roles)
    sql = f"SELECT person FROM seat WHERE organisation = ? AND role IN ({marks}) ORDER BY id LIMIT 1"
    return int(run(session, sql, (players.stage.clock.organisation, *roles)).scalar_one())


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)


def _play(database: Database, model: Model, players: Players, planting: Planting, day: date) -> None:
    """The clock ticks every morning; people work on working days."""
    at = _morning(day)
    tick(database, at)
    beat(database, at)
    if working_days(model.rest).is_working(day):
        with database.writing() as session:
            planting.day(session, at + timedelta(hours=2))
            players.day(session, at + timedelta(hours=3))


def _month(session: Session, model: Model, stage: Stage, year: int, last: date) -> dict[str, Any]:
    """What happened in the month that ends with `last`, for the goal year's own cases and those of no year."""
    counts = Counter(_happened(session, model, stage, year, last.isoformat()[:7]))
    names = ("opened", "reminded", "escalated", "decided", "taken")
    return {"month": last.isoformat()[:7], **{name: counts[name] for name in names},
            "goals": {_label(goal): goal.state for goal in _goals(session, model, stage, year)}}  # fmt: skip


def _happened(session: Session, model: Model, stage: Stage, year: int, month: str) -> Iterator[str]:
    kinds = {rung.name: rung.kind for ladder in model.ladders.values() for rung in ladder} | {"opened": "opened"}
    words = {"opened": "opened", "reminder": "reminded", "escalation": "escalated"}
    sql = (
        'SELECT e.fact, e.step, e.short FROM event e JOIN cases k ON k.id = e."case" WHERE e.organisation = ? '
        "AND e.effective LIKE ? AND (k.year = ? OR k.year IS NULL) ORDER BY e.seq"
    )
    for fact, step, short in run(session, sql, (stage.clock.organisation, f"{month}%", year)):
        if fact == "notice":
            yield words[kinds[next(iter(json.loads(short).values()))["rung"]]]
        elif step != "note":
            yield "decided" if fact == "decision" else "taken"


def _told(
    database: Database, model: Model, players: Players, months: list[dict[str, Any]], seed: int
) -> dict[str, Any]:  # fmt: skip
    with database.reading() as session:
        held = verify(session, players.stage.clock.organisation)
        goals = [{"goal": _label(goal), "level": goal.level, "unit": goal.unit, "state": goal.state}
                 for goal in _goals(session, model, players.stage, players.year)]  # fmt: skip
    database.dispose()
    return {
        "model": model.name, "year": players.year, "seed": seed, "months": months, "goals": goals,
        "refused": dict(sorted(players.refused.items())), "events": held.events, "holds": not held.faults,
    }  # fmt: skip


def _goals(session: Session, model: Model, stage: Stage, year: int) -> list[Any]:
    names = {level.name for level in model.of_kind("goal")}
    found = cases(session, "organisation = ? AND year = ? ORDER BY id", (stage.clock.organisation, year))
    return [case for case in found if case.level in names]


def _label(goal: Any) -> str:
    return f"{goal.level} {goal.id}"


def _morning(day: date) -> datetime:
    """Six in the morning, UTC."""
    return datetime.combine(day, time(6), UTC)
