"""The people of the stories, in a Mariestad of their own: Maja, Dina, Nils, Olle, Stig, Rut, Kia, Ada - and Charlie.

`Town` acts through the engine's own doors; nothing is put into a state by hand. `walk` takes a goal the real way.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import JUMPED, beat, release
from workflow.cycle.tick import Ticked, tick
from workflow.facts import fact_of
from workflow.governance.load import load
from workflow.governance.model import Model
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint, dismiss
from workflow.records.case import Case
from workflow.records.database import Database
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.states.command import Command, ImportedCase
from workflow.states.context import Who
from workflow.states.perform import Done, bring_in, perform

OPENING = date(2025, 11, 3)
"""The day on which goal year 2027 opens."""
SEATS = {
    "maja": ("manager", "BUN"), "dina": ("director", "BUN"), "nils": ("secretary", "BUN"), "olle": ("chair", "BUN"),
    "stig": ("clerk", "ROOT"), "rut": ("reviewer", "ROOT"), "kia": ("quality_chief", "ROOT"),
    "ada": ("administrator", "ROOT"), "cora": ("controller", "ROOT"), "knut": ("chair", "KS"), "karin": ("secretary", "KS"),
    "kurt": ("director", "KS"), "kajsa": ("manager", "KS"),
}  # fmt: skip
"""Who holds which role where."""


def moment(day: date, hour: int = 9) -> datetime:
    """A moment of the working day, in UTC."""
    return datetime.combine(day, time(hour), UTC)


@cache
def governance(name: str) -> Model:
    """A model, read once."""
    return load(name)


@dataclass
class Town:
    """A municipality under Mariestad's model. People are attributes: `town.maja`; units too, by code: `town.unit["BUN"]`."""

    database: Database
    model: Model
    clock: Who
    unit: dict[str, int]
    people: dict[str, Who] = field(default_factory=dict)
    today: date = OPENING
    charlie: Who = field(default_factory=lambda: Who(0, 0))

    def __getattr__(self, name: str) -> Who:
        try:
            return self.__dict__["people"][name]  # type: ignore[no-any-return]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def now(self) -> datetime:
        """The moment at which people do things today."""
        return moment(self.today)

    def do(self, step: str, case: int | None, who: Who, round: str = "", /, **said: Any) -> Case:
        """Take a step today; what is said are the fields of the fact that the step asks for."""
        return self.done(step, case, who, round, **said).case

    def done(self, step: str, case: int | None, who: Who, round: str = "", /, **said: Any) -> Done:
        """The same, with the event's number."""
        with self.database.writing() as session:
            level = self.case(case, session).level if case and "." not in step else step.partition(".")[0]
            row = self.model.step(step if "." in step else f"{level}.{step}")
            fact = fact_of(row.says, said) if row.says and said else None
            return perform(session, Command(step, case, who, fact, at=moment(self.today), round=round))

    def case(self, number: int, session: Session | None = None) -> Case:
        """A case as it is now."""
        if session is not None:
            return cases(session, "id = ?", (number,))[0]
        with self.database.reading() as reading:
            return self.case(number, reading)

    def find(self, level: str, year: int | None = 2027, unit: str = "", round: str = "") -> list[Case]:
        """The cases of a level, in order; of a year, a unit and a round when they are given."""
        with self.database.reading() as session:
            found = cases(session, "level = ? ORDER BY id", (level,))
        return [
            case for case in found
            if case.year == year and (not unit or case.unit == self.unit[unit]) and (not round or case.round == round)
        ]  # fmt: skip

    def seat(self, name: str, role: str, unit: str, since: date | None = None, **more: Any) -> int:
        """Give somebody a seat, from today or `since`; a new person when nobody here is called that. The seat's number."""
        organisation = self.clock.organisation
        with self.database.writing() as session:
            if name not in self.people:
                person = add_person(session, organisation, name.title(), f"{name}@mariestad.invalid")
                self.people[name] = Who(organisation, person)
            place = Place(role, self.unit[unit], since or self.today, **more)
            return appoint(session, self.clock, self.people[name].person, place, at=self.now)

    def leave(self, name: str, until: date) -> None:
        """End every seat that somebody has, on the day `until`."""
        sql = "SELECT id FROM seat WHERE organisation = ? AND person = ? AND until > ? ORDER BY id"
        with self.database.writing() as session:
            for (seat,) in run(
                session, sql, (self.clock.organisation, self.people[name].person, until.isoformat())
            ).all():
                dismiss(session, self.clock, seat, at=self.now, until=until)

    def tick(self, day: date | None = None) -> Ticked:
        """Let the clock do its work on `day`, today from now on."""
        self.today = day or self.today
        return self.tick_at(self.today, 5)

    def tick_at(self, day: date, hour: int) -> Ticked:
        """The same at an hour of the day, UTC. After days of silence somebody has looked at the clock."""
        ticked = tick(self.database, moment(day, hour))
        if ticked.why is JUMPED:
            self.release(moment(day, hour))
            ticked = tick(self.database, moment(day, hour))
        assert not ticked.failed, ticked.failed
        beat(self.database, moment(day, hour))
        return ticked

    def release(self, at: datetime) -> None:
        """Somebody has looked: the clock is right at the moment, and goes on."""
        with self.database.writing() as session:
            release(session, at)

    def beat(self, day: date) -> None:
        """Let the clock have lived until `day`: what a jump in time passes over was no outage."""
        beat(self.database, moment(day, 5))

    def meeting(self, unit: str, day: date) -> Case:
        """A meeting of a body, entered by the clerk."""
        return self.do("meeting.plan", None, self.stig, unit=self.unit[unit], on=day.isoformat())

    def paragraph(self, unit: str, day: date, number: str = "84") -> int:
        """A § of a body's meeting held on `day`, logged by whoever logs for that body."""
        clerk = {"BUN": self.nils}.get(unit, self.stig)
        return self.do(
            "decision.log", self.meeting(unit, day).id, clerk, paragraph=number, registry_no="KS 2026/00123"
        ).id

    def goal(self, text: str = "Andelen elever med examen ska vara minst 85 % år 2027", **said: Any) -> int:
        """A draft of a goal for the children's and education committee, with an indicator."""
        year = self.find("committee_year", unit="BUN")[0]
        area = self.focus_areas()[0]
        goal = self.do(
            "goal.draft",
            year.id,
            self.maja,
            goal=text,
            focus_areas=[area],
            no_area_motive="Eget mål",
            **({"met_when": "När det är nått"} | said),
        )
        self.do("indicator.add", goal.id, self.maja, name="Andel med examen", unit="procent", target=85, direction="up")
        return goal.id

    def focus_areas(self) -> list[int]:
        """The focus areas in force."""
        return [case.id for case in self.find("focus_area", None)]


def mariestad(database: Database, opening: date = OPENING, year: int = 2027) -> Town:
    """The town on the day its goal year opens: everybody in their seats, focus areas in force."""
    model, at = governance("mariestad-2016"), moment(opening, 4)
    with database.writing() as session:
        clock = found(session, "1493", "Mariestads kommun", model, at=at)
        bodies = (("KF", "Kommunfullmäktige", "council"), ("KS", "Kommunstyrelsen", "board"),
                  ("KSAU", "Kommunstyrelsens arbetsutskott", "working_committee"),
                  ("BUN", "Barn- och utbildningsnämnden", "committee"), ("SN", "Socialnämnden", "committee"))  # fmt: skip
        unit = {"ROOT": 1} | {code: add_unit(session, clock, code, name, kind, 1, at=at) for code, name, kind in bodies}
        town = Town(database, model, clock, unit, today=opening)
        for name, (role, where) in SEATS.items():
            person = add_person(session, clock.organisation, name.title(), f"{name}@mariestad.invalid")
            appoint(session, clock, person, Place(role, unit[where], date(2023, 1, 1)), at=at)
            town.people[name] = Who(clock.organisation, person)
        _directions(session, clock, at)
        begin_year(session, clock, model, year, at)
        town.charlie = _elsewhere(session, model, at)
    town.tick()
    return town


def _directions(session: Session, clock: Who, at: datetime) -> None:
    words = fact_of("direction", {"words": "Vision 2030"})
    vision = bring_in(session, ImportedCase("vision", "adopted", [(words, "")], clock, at=at)).case.id
    for area in ("Boende", "Lärande", "Besöksmål"):
        bring_in(
            session,
            ImportedCase(
                "focus_area",
                "in_force",
                [(fact_of("direction", {"words": area}), "")],
                clock,
                at=at,
                parent=vision,
            ),
        )


def _elsewhere(session: Session, model: Model, at: datetime) -> Who:
    """Charlie, who is the quality chief - of another municipality."""
    clock = found(session, "0001", "Grannkommunen", model, at=at)
    charlie = add_person(session, clock.organisation, "Charlie", "charlie@grannen.invalid")
    root = add_unit(session, clock, "ROT", "Grannkommunen", "department", at=at)
    appoint(session, clock, charlie, Place("quality_chief", root, date(2020, 1, 1)), at=at)
    return Who(clock.organisation, charlie)
