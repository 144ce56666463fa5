"""The scene of the measurements: a municipality with Mariestad's model, a committee's year and goals in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import text

from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.records.database import Database
from workflow.records.migrate import migrate
from workflow.running.tick import tick
from workflow.running.year import begin_year
from workflow.states.appoint import Place, appoint
from workflow.states.found import add_person, add_unit, found
from workflow.states.perform import bring_in
from workflow.states.situation import Who, cases

AT = datetime(2025, 11, 3, 8, tzinfo=UTC)
WORDING = {"goal": "Andelen elever med examen ska vara minst 85 % år 2027", "desired_effect": "x" * 300, "met_when": "y" * 100}


@dataclass(frozen=True)
class Scene:
    """What the measurements need to know."""

    database: Database
    model: Model
    clock: Who
    dina: Who
    committee_year: int
    goals: list[int]


def scene(database: Database, goals: int, state: str = "draft", at: datetime = AT, year: int = 2027) -> Scene:
    """A municipality with `goals` goals in `state`, brought in at `at`."""
    migrate(database)
    model = load("mariestad-2016")
    with database.writing() as session:
        clock = found(session, "1493", "Mariestads kommun", model, at=at)
        board = add_unit(session, clock.organisation, "KS", "Kommunstyrelsen", "board", 1)
        dina = add_person(session, clock.organisation, "Dina", "dina@kommun.invalid")
        appoint(session, clock, dina, Place("director", board, date(2020, 1, 1)), at=at)
        begin_year(session, clock, model, year, at)
    if at == AT:
        tick(database, at)
    with database.writing() as session:
        parent = cases(session, "level = 'committee_year'", ())
        where = parent[0].id if parent else None
        wording = fact_of("wording", WORDING)
        made = [
            bring_in(session, "goal", state, [(wording, "")], clock, at=at, parent=where, unit=board, year=year).case.id
            for _ in range(goals)
        ]
    with database.writing() as session:
        session.execute(text("ANALYZE"))
    return Scene(database, model, clock, Who(clock.organisation, dina), where or 0, made)
