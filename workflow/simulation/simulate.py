"""Playing a goal year from its first day to its last: the clock ticks every morning, people work on working days.

November Y-2 to March Y+1: 29 months. The same seed gives the same answer, byte for byte.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.cycle.working_days import DAY, working_days
from workflow.governance.load import load
from workflow.governance.model import Model, Step
from workflow.organisation.responsibility import seats
from workflow.records.database import Database, connect
from workflow.records.migrate import migrate
from workflow.simulation.cast import meeting_days, staged
from workflow.simulation.initiative import Initiative
from workflow.simulation.memory import Memory
from workflow.simulation.planting import Planting
from workflow.simulation.players import Players
from workflow.simulation.telling import month_of, told
from workflow.states.context import Who


def simulate(model_name: str, year: int, seed: int = 1, where: str = "sqlite://") -> dict[str, Any]:
    """Play the goal year `year` of the model: months with counts and the states of goals, and how each goal ended.
    `where` is the address of an empty database in which the year is kept; in memory without one."""
    database = connect(where)
    migrate(database)
    first, last = date(year - 2, 11, 1), date(year + 1, 3, 31)
    with database.writing() as session:
        players = _gathered(session, load(model_name), year, seed, first, last)
        _enter_meetings(session, players, first)
    planting, initiative, months = Planting(players), Initiative(players), []
    for day in _days(first, last):
        _play(database, players, planting, initiative, day)
        if (day + DAY).month != day.month:
            with database.reading() as session:
                months.append(month_of(session, players, day))
    with database.reading() as session:
        answer = told(session, players, months)
    database.dispose()
    return answer


def _gathered(session: Session, model: Model, year: int, seed: int, first: date, last: date) -> Players:
    """The municipality with everybody in their seats, on the day before its goal year opens."""
    stage = staged(session, model, _morning(first))
    begin_year(session, stage.clock, model, year, _morning(first))
    held = seats(session, stage.clock.organisation, first)
    return Players(model, stage, held, Memory(model, stage.clock.organisation), year, seed, last)


def _enter_meetings(session: Session, players: Players, first: date) -> None:
    """Enter the meetings of every body, to the end of the year."""
    level = players.model.of_kind("meeting")[0]
    birth = next(step for step in level.births if not step.by_clock)
    for unit in players.stage.bodies:
        somebody = _who_enters(players, birth, unit)
        for day in meeting_days(players.model, first, players.last):
            said: dict[str, Any] = {"unit": unit, "on": day.isoformat(), "agenda_closes": None}
            players.take(session, birth, None, somebody, _morning(first), given=said)


def _who_enters(players: Players, birth: Step, unit: int) -> Who:
    """Somebody who may enter a meeting of the body."""
    held, roles = players.held, players.model.roles
    person = next(holder.person for holder in held.holders if holder.role in birth.by
                  and (roles[holder.role].scope == "organisation" or holder.path == held.paths[unit]))  # fmt: skip
    return Who(players.stage.clock.organisation, person)


def _play(database: Database, players: Players, planting: Planting, initiative: Initiative, day: date) -> None:
    """One day. What the clock is refused is told with the rest; what fails, fails here."""
    at = _morning(day)
    done = tick(database, at)
    beat(database, at)
    for error in done.failed.values():
        raise error
    players.refused.update(f"clock: {reason}" for why in done.stuck.values() for reason in why)
    if working_days(players.model.rest).is_working(day):
        with database.writing() as session:
            planting.day(session, at + timedelta(hours=2))
            players.day(session, at + timedelta(hours=3))
            initiative.day(session, at + timedelta(hours=4))


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def _morning(day: date) -> datetime:
    """Six in the morning, UTC."""
    return datetime.combine(day, time(6), UTC)
