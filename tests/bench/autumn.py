"""The scene for measuring pages: a municipality in the third round - ten committees, eighty goals, and somebody with
fifty things to do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tests.bench.scene import AT, WORDING, YEAR, analyse, mariestad
from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.database import Database
from workflow.records.migrate import migrate
from workflow.records.queries.cases import cases
from workflow.states.command import ImportedCase, Note
from workflow.states.context import Who
from workflow.states.perform import bring_in, note

TODAY = datetime(2027, 9, 8, 8, tzinfo=UTC)
OPENED = datetime(2027, 9, 1, 5, tzinfo=UTC)
COMMITTEES, EACH, TASKS, EVENTS = 10, 8, 50, 60
ROUNDS = ("R1", "R2", "R3")


@dataclass(frozen=True)
class Autumn:
    """Who looks (everything; the sheet), and where."""

    kia: str
    maja: str
    busy: str
    report: int
    goal: int


def autumn(database: Database) -> Autumn:
    """Build it through the engine's own doors."""
    migrate(database)
    model = mariestad()
    with database.writing() as session:
        clock = found(session, "1493", "Mätstads kommun", model, at=AT)
        units = _units(session, clock)
        kia = _somebody(session, clock, "Kia", "quality_chief", 1)
        maja = _somebody(session, clock, "Maja", "manager", units[0])
        busy = _somebody(session, clock, "Bo", "manager", units[-1])
        begin_year(session, clock, model, YEAR, AT)
    tick(database, AT)
    beat(database, OPENED)
    tick(database, OPENED)
    with database.writing() as session:
        goals = [_goal(session, clock, unit, ROUNDS if unit != units[0] else ROUNDS[:2], "will_be_met")
                 for unit in units[:-1] for _ in range(EACH)]  # fmt: skip
        for _ in range(TASKS):
            _goal(session, clock, units[-1], ROUNDS[2:], "partly")
        comment = fact_of("comment", {"text": "Vi följer frågan på nästa möte."})
        for _ in range(EVENTS - 1):
            note(session, Note(goals[0], clock, comment, at=TODAY))
    tick(database, TODAY)
    analyse(database)
    with database.reading() as session:
        [report] = cases(session, "level = 'committee_report' AND round = 'R3' AND unit = ?", (units[0],))
    return Autumn(_key(clock, kia), _key(clock, maja), _key(clock, busy), report.id, goals[0])


def _units(session: Session, clock: Who) -> list[int]:
    """The committees, and one more for whoever has much to do."""
    named = [("KF", "Kommunfullmäktige", "council"), ("KS", "Kommunstyrelsen", "board")]
    named += [(f"N{number}", f"Nämnden för område {number}", "committee") for number in range(1, COMMITTEES + 1)]
    made = [add_unit(session, clock, code, name, kind, 1, at=AT) for code, name, kind in named]
    return made[1:]


def _somebody(session: Session, clock: Who, name: str, role: str, unit: int) -> int:
    person = add_person(session, clock.organisation, name, f"{name.lower()}@kommun.invalid")
    appoint(session, clock, person, Place(role, unit, date(2024, 1, 1)), at=AT)
    return person


def _goal(session: Session, clock: Who, unit: int, rounds: tuple[str, ...], outlook: str) -> int:
    """A goal that is followed up, with three indicators and a forecast for each of the rounds."""
    known = cases(session, "level = 'committee_year' AND unit = ? AND year = ?", (unit, YEAR))[0]
    said: dict[str, Any] = {
        "outlook": outlook,
        "comment": "Arbetet följer planen, och vi ser effekt i vår.",
        "trend": "better",
    }
    facts = [(fact_of("wording", WORDING), ""), *((fact_of("forecast", said), round) for round in rounds)]
    goal = bring_in(
        session, ImportedCase("goal", "forecast", facts, clock, at=OPENED, parent=known.id, unit=unit, year=YEAR)
    ).case.id
    for number in range(3):
        measured = fact_of(
            "indicator", {"name": f"Indikator {number}", "unit": "procent", "target": 85, "baseline": 70}
        )
        bring_in(
            session, ImportedCase("indicator", "in_force", [(measured, "")], clock, at=OPENED, parent=goal, year=YEAR)
        )
    return goal


def _key(clock: Who, person: int) -> str:
    return f"{clock.organisation}/{person}"
