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
from workflow.governance.model import Model, Step
from workflow.records.case import Snapshot
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.records.sql import run
from workflow.running.heartbeat import beat
from workflow.running.seats import seats
from workflow.running.simulation.cast import Stage, meeting_days, staged
from workflow.running.simulation.memory import Memory
from workflow.running.simulation.planting import Planting
from workflow.running.simulation.players import Players
from workflow.running.tick import tick
from workflow.running.year import begin_year
from workflow.states.replay import verify
from workflow.states.situation import Who


def simulate(model_name: str, year: int, seed: int = 1) -> dict[str, Any]:
    """Play the goal year `year` of the model: months with counts and states of goals, and how each goal ended."""
    model, database = load(model_name), connect("sqlite://")
    migrate(database)
    first, last = date(year - 2, 11, 1), date(year + 1, 3, 31)
    stage = _begin(database, model, year, first, last, seed)
    with database.reading() as session:
        held = seats(session, stage.clock.organisation, first)
    players = Players(model, stage, held, Memory(model, stage.clock.organisation), year, seed, last)
    planting = Planting(players)
    _meet(database, players, first, last)
    months = []
    for day in _days(first, last):
        _play(database, model, players, planting, day)
        if (day + timedelta(days=1)).month != day.month:
            with database.reading() as session:
                players.memory.refresh(session)
                months.append(_month(session, players, day))
    return _told(database, players, months)


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
        for unit in players.stage.bodies:
            somebody = _clerk(players, birth, unit)
            for day in meeting_days(players.model, first, last):
                players.take(
                    session, birth, None, somebody, _morning(first), unit=unit, on=day.isoformat(), agenda_closes=None
                )


def _clerk(players: Players, birth: Step, unit: int) -> Who:
    """Somebody who may enter a meeting of the body."""
    held, roles = players.held, players.model.roles
    person = next(holder.person for holder in held.holders if holder.role in birth.by
                  and (roles[holder.role].scope == "organisation" or holder.path == held.paths[unit]))  # fmt: skip
    return Who(players.stage.clock.organisation, person)


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


def _month(session: Session, players: Players, last: date) -> dict[str, Any]:
    """What happened in the month that ends with `last`, for the goal year's own cases and those of no year."""
    month = f"{last:%Y-%m}"
    counts = Counter(_happened(session, players, month))
    due = sum(f"{day:%Y-%m}" == month for day in players.asked.values())
    names = ("opened", "reminded", "escalated", "decided", "taken")
    return {"month": month, "due": due, **{name: counts[name] for name in names},
            "goals": {_label(goal): goal.state for goal in _goals(players)}}  # fmt: skip


def _happened(session: Session, players: Players, month: str) -> Iterator[str]:
    """Each event of the month as the word under which it is counted."""
    kinds = {rung.name: rung.kind for ladder in players.model.ladders.values() for rung in ladder} | {
        "opened": "opened"
    }
    words = {"opened": "opened", "reminder": "reminded", "escalation": "escalated"}
    sql = (
        'SELECT e.fact, e.step, e.short FROM event e JOIN cases k ON k.id = e."case" WHERE e.organisation = ? '
        "AND e.effective LIKE ? AND (k.year = ? OR k.year IS NULL) ORDER BY e.seq"
    )
    for fact, step, short in run(session, sql, (players.stage.clock.organisation, f"{month}%", players.year)):
        if fact == "notice":
            yield words[kinds[next(iter(json.loads(short).values()))["rung"]]]
        elif step != "note":
            yield "decided" if fact == "decision" else "taken"


def _told(database: Database, players: Players, months: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole answer: what happened, how each goal ended, and whether the chain holds."""
    with database.reading() as session:
        held = verify(session, players.stage.clock.organisation)
        players.memory.refresh(session)
    database.dispose()
    goals = [{"goal": _label(goal), "level": goal.level, "unit": goal.unit, "state": goal.state}
             for goal in _goals(players)]  # fmt: skip
    return {
        "model": players.model.name, "year": players.year, "seed": players.seed, "months": months, "goals": goals,
        "refused": dict(sorted(players.refused.items())), "events": held.events, "holds": not held.faults,
    }  # fmt: skip


def _goals(players: Players) -> list[Snapshot]:
    """The goals of the year, those that have left the field too."""
    names = {level.name for level in players.model.of_kind("goal")}
    return [case for case in players.memory.there.values() if case.level in names and case.year == players.year]


def _label(goal: Snapshot) -> str:
    return f"{goal.level} {goal.id}"


def _morning(day: date) -> datetime:
    """Six in the morning, UTC."""
    return datetime.combine(day, time(6), UTC)
