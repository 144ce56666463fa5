"""The standing: for each committee and round, how many goals are where. Read from the case rows alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar
from workflow.goals.reporting_status import (
    AWAITED,
    BEFORE,
    DESCRIBE,
    MISSING,
    NOT_OPEN,
    ReportingStatus,
    reporting_status,
    status_of,
)
from workflow.governance.model import Model
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.sql import run
from workflow.running.lacking import lacking_in, unmeasured
from workflow.running.seats import Seats, seats

__all__ = ["AWAITED", "BEFORE", "DESCRIBE", "MISSING", "NOT_OPEN", "Followed", "Standing", "follow", "goals_of",
           "standing", "status_of"]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Counts by unit and round: `cells[unit][round]` is a Counter of verdicts and the words above;
    `goals[unit]` the number of goals, `names[unit]` the unit's name, `rounds` in order. `lacking[unit]` counts the
    goals without action plan or anybody responsible, `unmeasured[unit][round]` the indicators without a value."""

    year: int
    rounds: tuple[str, ...]
    names: dict[int, str] = field(default_factory=dict)
    goals: Counter[int] = field(default_factory=Counter)
    cells: dict[int, dict[str, Counter[str]]] = field(default_factory=dict)
    lacking: dict[int, Counter[str]] = field(default_factory=dict)
    unmeasured: dict[int, dict[str, Counter[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Followed:
    """A goal as it is followed up: a cell for each round of its model, and what it lacks whatever the round."""

    goal: Snapshot
    cells: tuple[ReportingStatus, ...]
    lacks: Counter[str]


def standing(session: Session, organisation: int, year: int, today: date) -> Standing:
    """The standing of a goal year on the day `today`: forecasts round by round, and the closing."""
    model = _model(session, organisation, year)
    if model is None:
        return Standing(year, ())
    goals, held = goals_of(session, organisation, {year: model}), seats(session, organisation, today)
    found = Standing(year, tuple(model.rounds))
    for followed in follow(model, calendar_now(session, organisation), held, goals, today):
        _count(found, held, followed)
    return found


def follow(
    model: Model, calendar: Calendar, held: Seats, goals: Iterable[Snapshot], today: date
) -> list[Followed]:  # fmt: skip
    """Each of the goals as it stands on the day `today`."""
    rounds, lacks = tuple(model.rounds), lacking_in(model, calendar, held, today)
    return [
        Followed(goal, tuple([reporting_status(model, calendar, goal, name, today) for name in rounds]), lacks(goal))
        for goal in goals
    ]


def goals_of(session: Session, organisation: int, models: Mapping[int, Model]) -> list[Snapshot]:
    """The goals that are in the field in some years, `models` by goal year, by unit."""
    names = sorted({level.name for model in models.values() for level in model.of_kind("goal")})
    if not names:
        return []
    years, levels = (", ".join("?" for _ in some) for some in (models, names))
    where = f"organisation = ? AND year IN ({years}) AND level IN ({levels}) ORDER BY unit, id"
    found = cases(session, where, (organisation, *models, *names))
    return [goal for goal in found if goal.year and _is_in_the_field(models[goal.year], goal)]


def _is_in_the_field(model: Model, goal: Snapshot) -> bool:
    level = model.levels.get(goal.level)
    return bool(level and goal.state in level.state and not level.state[goal.state].out)


def _count(found: Standing, held: Seats, followed: Followed) -> None:
    goal = followed.goal
    found.names[goal.unit] = held.names[goal.unit]
    found.goals[goal.unit] += 1
    found.lacking.setdefault(goal.unit, Counter()).update(followed.lacks)
    if goal.unit not in found.cells:
        found.cells[goal.unit] = {name: Counter() for name in found.rounds}
        found.unmeasured[goal.unit] = {name: Counter() for name in found.rounds}
    row, values = found.cells[goal.unit], found.unmeasured[goal.unit]
    for name, cell in zip(found.rounds, followed.cells, strict=True):
        if cell.said:
            values[name].update(unmeasured(cell.said))
        if cell.status:
            row[name][cell.status] += 1


def _model(session: Session, organisation: int, year: int) -> Model | None:
    """The model that the year follows, None when there is no such year."""
    sql = "SELECT model FROM cases WHERE organisation = ? AND year = ? ORDER BY id LIMIT 1"
    digest = run(session, sql, (organisation, year)).scalar_one_or_none()
    return None if digest is None else model_of(session, organisation, digest)
