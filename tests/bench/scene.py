"""The scenes of the measurements: municipalities under Mariestad's model, with goals."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.database import Database
from workflow.records.event_log import CASE, case_values
from workflow.records.migrate import migrate
from workflow.records.queries.cases import cases
from workflow.records.sql import quick
from workflow.states.command import ImportedCase
from workflow.states.context import Who
from workflow.states.perform import bring_in

AT = datetime(2025, 11, 3, 8, tzinfo=UTC)
"""When goal year 2027 opens."""
YEAR = 2027
WORDING: dict[str, object] = {
    "goal": "Andelen elever med examen ska vara minst 85 % år 2027", "desired_effect": "x" * 300, "met_when": "y" * 100,
}  # fmt: skip
"""What is said of a goal: the short text, and some prose."""


@dataclass(frozen=True)
class Scene:
    """A municipality: its clock, a director, the committee's unit, its year (0 when there is none) and its goals."""

    database: Database
    model: Model
    clock: Who
    dina: Who
    unit: int
    committee_year: int
    goals: list[int]


def scene(database: Database, goals: int) -> Scene:
    """A municipality on a new database, with `goals` drafts in its committee's open year, each with its events."""
    migrate(database)
    model = mariestad()
    with database.writing() as session:
        clock, dina, unit = _municipality(session, model, "1493", AT)
        begin_year(session, clock, model, YEAR, AT)
    tick(database, AT)
    with database.writing() as session:
        parent = cases(session, "level = 'committee_year'", ())[0].id
        made = [_goal(session, clock, unit, "draft", AT, parent) for _ in range(goals)]
    analyse(database)
    return Scene(database, model, clock, dina, unit, parent, made)


def crowd(database: Database, code: str, goals: int, at: datetime, state: str = "action_planned") -> Scene:
    """One more municipality, with `goals` goals in `state` at `at`: one brought in, the others copied from it."""
    model = mariestad()
    with database.writing() as session:
        clock, dina, unit = _municipality(session, model, code, at)
        first = _goal(session, clock, unit, state, at)
        model_case = cases(session, "id = ?", (first,))[0]
        row = (clock.organisation, *case_values(model_case))
        names, marks = ", ".join(("organisation", *CASE)), ", ".join("?" for _ in row)
        for start in range(1, goals, 10_000):
            quick(session, f"INSERT INTO cases ({names}) VALUES ({marks})", [row] * min(10_000, goals - start))
        made = [case[0] for case in quick(session, "SELECT id FROM cases WHERE organisation = ? ORDER BY id",
                                          (clock.organisation,)).fetchall()]  # fmt: skip
    return Scene(database, model, clock, dina, unit, 0, made)


def analyse(database: Database) -> None:
    """Let the database look at what it holds, as it does by itself in production."""
    with database.writing() as session:
        session.execute(text("ANALYZE"))


@cache
def mariestad() -> Model:
    """The model, read once."""
    return load("mariestad-2016")


def _municipality(session: Session, model: Model, code: str, at: datetime) -> tuple[Who, Who, int]:
    clock = found(session, code, f"Kommun {code}", model, at=at)
    root = _root(session, clock.organisation)
    unit = add_unit(session, clock, "KS", "Kommunstyrelsen", "board", root, at=at)
    person = add_person(session, clock.organisation, "Dina", "dina@kommun.invalid")
    appoint(session, clock, person, Place("director", unit, date(2020, 1, 1)), at=at)
    return clock, Who(clock.organisation, person), unit


def _root(session: Session, organisation: int) -> int:
    row = quick(session, "SELECT min(id) FROM unit WHERE organisation = ?", (organisation,)).fetchone()
    return int(row[0])


def _goal(session: Session, clock: Who, unit: int, state: str, at: datetime, parent: int | None = None) -> int:
    wording = [(fact_of("wording", WORDING), "")]
    return bring_in(
        session, ImportedCase("goal", state, wording, clock, at=at, parent=parent, unit=unit, year=YEAR)
    ).case.id
