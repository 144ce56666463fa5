"""Municipalities of three sizes in the autumn of 2027, with what a year leaves behind: S, L with four times the bodies, H
with twenty years of history."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.bench.scene import AT, YEAR, analyse, mariestad
from workflow.cycle.goal_year import begin_year
from workflow.cycle.heartbeat import beat
from workflow.cycle.tick import tick
from workflow.facts import fact_of
from workflow.facts.timetable import Governed
from workflow.organisation.founding import add_person, add_unit, found
from workflow.organisation.seats import Place, appoint
from workflow.records.database import Database
from workflow.records.migrate import migrate
from workflow.records.queries.cases import cases
from workflow.states.command import ImportedCase
from workflow.states.perform import bring_in

NOW = datetime(2027, 9, 8, 8, tzinfo=UTC)
"""In the third round."""
OPENED = (datetime(2027, 4, 5, 5, tzinfo=UTC), datetime(2027, 5, 24, 5, tzinfo=UTC))
"""When the two first rounds are open."""
NOTED = "UPDATE cases SET state = 'minuted' WHERE level = 'committee_report' AND round IN ('R1', 'R2') AND state <> 'closed'"
"""Every committee has noted its reports of these rounds: the steps on the way there are no page's matter."""
FOUNDED = datetime(2007, 1, 8, 9, tzinfo=UTC)
ROUNDS = ("R1", "R2", "R3")
OUTLOOKS = ("will_be_met", "partly", "will_be_met", "not_met", "will_be_met")
ENDINGS = ("met", "partly_met", "not_met", "met")
PROSE = "Arbetet följer planen, och vi ser effekt av de insatser som nämnden beslutade om i våras. " * 3
INDICATORS = 3


@dataclass(frozen=True)
class Size:
    """So many committees, with so many goals each, in so many goal years."""

    name: str
    bodies: int
    goals: int
    years: int = 1


SIZES = (Size("S", 10, 8), Size("L", 40, 10), Size("H", 10, 8, 20))


@dataclass
class City:
    """Who looks, and at what; people as they are written when one signs in as somebody."""

    organisation: int = 0
    people: dict[str, str] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)

    def told(self) -> str:
        """For a process of its own."""
        return json.dumps(asdict(self))


def built(database: Database, size: Size) -> City:
    """The municipality, through the engine's own doors."""
    migrate(database)
    builder = _Builder(size)
    with database.writing() as session:
        builder.found(session)
        earlier: dict[tuple[int, int], int] = {}
        for year in range(YEAR - size.years + 1, YEAR):
            earlier = builder.past(session, year, earlier)
    for at in (AT, *OPENED, NOW):
        beat(database, at)
        tick(database, at)
    with database.writing() as session:
        builder.present(session, earlier)
        session.execute(text(NOTED))
    tick(database, NOW)
    analyse(database)
    with database.reading() as session:
        first = builder.units[0]
        where = "level = 'committee_report' AND unit = ? AND year = ? ORDER BY id"
        reports = {case.round: case.id for case in cases(session, where, (first, YEAR))}
    builder.city.cases |= {"report": reports["R3"], "noted": reports["R2"]}
    return builder.city


class _Builder:
    """One municipality in the making."""

    def __init__(self, size: Size) -> None:
        self.size, self.city, self.model = size, City(), mariestad()
        self.units: list[int] = []
        self.managers: list[int] = []

    def found(self, session: Session) -> None:
        """Bodies, people and the year that runs."""
        self.clock = found(session, "1493", "Mätstads kommun", self.model, at=FOUNDED)
        self.city.organisation = self.clock.organisation
        add = lambda code, name, kind: add_unit(session, self.clock, code, name, kind, 1, at=FOUNDED)  # noqa: E731
        self.council = add("KF", "Kommunfullmäktige", "council")
        self.units = [add("KS", "Kommunstyrelsen", "board")]
        self.units += [add(f"N{n}", f"Nämnden för område {n}", "committee") for n in range(1, self.size.bodies)]
        for name, role in (("Kia", "quality_chief"), ("Ada", "administrator"), ("Stig", "clerk"), ("Rut", "reviewer")):
            self._somebody(session, name, role, 1)
        for place, unit in enumerate(self.units):
            self.managers.append(self._somebody(session, f"Maja{place}", "manager", unit))
            for name, role in (("Dina", "director"), ("Nils", "secretary"), ("Olle", "chair")):
                self._somebody(session, f"{name}{place}", role, unit)
        vision = self._bring(session, "vision", "adopted", [("direction", {"words": "Vision 2040"})], unit=self.council)
        self.focus = self._bring(
            session, "focus_area", "in_force", [("direction", {"words": "Lärande"})], parent=vision
        )
        begin_year(session, self.clock, self.model, YEAR, AT)

    def past(self, session: Session, year: int, earlier: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
        """A goal year that is over, each goal going on from the year before; its goals by body and place."""
        at = datetime(year + 1, 3, 10, 9, tzinfo=UTC)
        governed = Governed(model=self.model.name, digest=self.model.digest)
        home = bring_in(
            session,
            ImportedCase(
                "goal_year",
                "archived",
                [(governed, "")],
                self.clock,
                at=at,
                year=year,
                title=f"Målår {year}",
                idempotency_key=f"year/{year}",
            ),
        ).case.id
        paragraphs, made = self._paragraphs(session, year), {}
        for unit in self.units:
            parent = self._bring(session, "committee_year", "closed", [], at=at, parent=home, unit=unit, year=year)
            for round in ROUNDS:
                self._bring(
                    session, "committee_report", "closed", [], at=at, parent=parent, unit=unit, year=year, round=round
                )
            for place in range(self.size.goals):
                before = earlier.get((unit, place))
                made[unit, place] = self._goal(
                    session, parent, unit, year, place, at, paragraphs[unit], before, ROUNDS, True
                )
        return made

    def present(self, session: Session, earlier: dict[tuple[int, int], int]) -> None:
        """The year that runs: two rounds are told; in the first body nothing of the third, in the others all."""
        paragraphs = self._paragraphs(session, YEAR)
        for unit in self.units:
            [parent] = cases(session, "level = 'committee_year' AND unit = ? AND year = ?", (unit, YEAR))
            rounds = ROUNDS[:2] if unit == self.units[0] else ROUNDS
            for place in range(self.size.goals):
                before = earlier.get((unit, place))
                goal = self._goal(session, parent.id, unit, YEAR, place, NOW, paragraphs[unit], before, rounds, False)
                self.city.cases.setdefault("goal", goal)
        self.city.cases |= {"decision": paragraphs[self.units[0]], "meeting": self.meeting}

    def _goal(
        self, session: Session, parent: int, unit: int, year: int, place: int, at: datetime, paragraph: int,
        before: int | None, rounds: tuple[str, ...], over: bool,
    ) -> int:  # fmt: skip
        words = f"Andelen elever med examen på program {place + 1} ska vara minst {70 + place} procent år {year}"
        said: list[tuple[str, dict[str, Any], str]] = [
            ("wording", {"goal": words, "desired_effect": PROSE, "met_when": "Minst så många har examen.",
                         "responsible": self.managers[self.units.index(unit)], "focus_areas": [self.focus]}, ""),
            ("decision", {"verdict": "approved", "decision": paragraph}, ""),
        ]  # fmt: skip
        if before:
            said.append(("lineage", {"continues": before}, ""))
        names = [f"Andel med examen, mått {number + 1}" for number in range(INDICATORS)]
        first = self._next(session) + 1
        measured = lambda turn: [  # noqa: E731
            {"indicator": first + number, "value": 60 + (place + turn + number) % 25} for number in range(INDICATORS)
        ]
        for turn, round in enumerate(rounds):
            outlook = OUTLOOKS[(place + turn) % len(OUTLOOKS)]
            said.append(
                (
                    "forecast",
                    {"outlook": outlook, "comment": PROSE, "trend": "better", "measured": measured(turn)},
                    round,
                )
            )
            if outlook != "will_be_met":
                said.append(("consequence", {"cause": PROSE, "consequence": PROSE, "measures": "Stöd."}, round))
        if over:
            ended = {
                "attainment": ENDINGS[place % len(ENDINGS)],
                "result": PROSE,
                "differs": PROSE,
                "measured": measured(3),
            }
            said += [("closing", ended, ""), ("analysis", {"why": PROSE, "lessons": PROSE}, "")]
        facts = [(fact_of(kind, fact), round) for kind, fact, round in said]
        goal = bring_in(
            session,
            ImportedCase(
                "goal",
                "analysed" if over else "forecast",
                facts,
                self.clock,
                at=at,
                parent=parent,
                unit=unit,
                year=year,
                title=words,
                steps={"decision": "adopt"},
            ),
        ).case.id
        assert goal == first - 1
        for number, name in enumerate(names):
            fact = {"name": name, "unit": "procent", "target": 85, "baseline": 60 + number}
            self._bring(session, "indicator", "in_force", [("indicator", fact)], at=at, parent=goal, year=year)
        if not over and place % 4 == 1:
            what = {"what": "Läxhjälp varje dag", "effect": "Fler klarar kurserna."}
            self._bring(session, "measure", "decided", [("measure", what)], at=at, parent=goal, year=year)
        return goal

    def _paragraphs(self, session: Session, year: int) -> dict[int, int]:
        """The § by which the council adopted the goals of each body for the year."""
        on = date(year - 1, 11, 23)
        at = datetime(year - 1, 12, 10, 9, tzinfo=UTC)
        gathering = ("gathering", {"unit": self.council, "on": on})
        self.meeting = self._bring(session, "meeting", "final", [gathering], at=at, unit=self.council)
        return {
            unit: self._bring(session, "decision", "final", [("ruling", {"paragraph": str(place + 1), "text": "Bifalles."})],
                              at=at, parent=self.meeting, unit=self.council)
            for place, unit in enumerate(self.units)
        }  # fmt: skip

    def _next(self, session: Session) -> int:
        """The number that the next case gets."""
        return int(session.execute(text("SELECT max(id) FROM cases")).scalar_one()) + 1

    def _bring(
        self, session: Session, level: str, state: str, facts: list[tuple[str, dict[str, Any]]], *, at: datetime = FOUNDED,
        **place: Any,
    ) -> int:  # fmt: skip
        said = [(fact_of(kind, fact), "") for kind, fact in facts]
        return bring_in(session, ImportedCase(level, state, said, self.clock, at=at, **place)).case.id

    def _somebody(self, session: Session, name: str, role: str, unit: int) -> int:
        organisation = self.clock.organisation
        person = add_person(session, organisation, name, f"{name.lower()}@kommun.invalid")
        appoint(session, self.clock, person, Place(role, unit, date(2007, 1, 1)), at=FOUNDED)
        self.city.people[name] = f"{organisation}/{person}"
        return person


MOST_OPENED = frozenset(("Mina uppgifter", "Läget", "a goal", "the sheet", "a committee", "decisions"))


def looked_at(city: City) -> Iterator[tuple[str, str, str]]:
    """(page, as whom, where); "" is anybody."""
    known = city.cases
    yield from (
        ("Mina uppgifter", "Maja0", "/"), ("Läget", "Kia", f"/laget?ar={YEAR}"),
        ("a goal", "Kia", f"/mal/{known['goal']}"), ("the sheet", "Maja0", f"/rapporter/{known['report']}/blad"),
        ("a committee", "Olle1", f"/namnder/N1?ar={YEAR}"), ("decisions", "Stig", "/beslut"),
        ("goals", "Kia", f"/mal?ar={YEAR}"), ("committees", "Kia", "/namnder"),
        ("concluding", "Kia", f"/mal/avsluta?ar={YEAR}"), ("missing", "Kia", "/saknas"),
        ("the red thread", "Kia", f"/roda-traden?ar={YEAR}"), ("thread of a goal", "Kia", f"/roda-traden/{known['goal']}"),
        ("reports", "Dina1", f"/rapporter?ar={YEAR}"), ("a report", "Dina1", f"/rapporter/{known['noted']}"),
        ("the annual wheel", "Kia", "/arshjul"), ("a year's wheel", "Kia", f"/arshjul/{YEAR}"),
        ("meetings", "Nils1", "/sammantraden"), ("a meeting", "Stig", f"/sammantraden/{known['meeting']}"),
        ("a decision", "Stig", f"/beslut/{known['decision']}"), ("a new decision", "Stig", "/beslut/nytt"),
        ("documents", "Dina1", "/dokument"), ("ordering a document", "Kia", f"/dokument/forecast?ar={YEAR}&namnd=N1&omgang=R2"),
        ("review", "Rut", "/granskning"), ("news", "Kia", "/sedan-sist"), ("search", "Kia", "/sok?q=examen"),
        ("people", "Ada", "/personer"), ("the model", "Kia", "/modellen"), ("the log", "Kia", "/loggen"),
        ("letters", "Ada", "/post"), ("the glossary", "Kia", "/ordlista"),
        ("public front", "", "/oppet"), ("public year", "", f"/oppet/1493/{YEAR}"),
        ("public year as JSON", "", f"/oppet/1493/{YEAR}.json"), ("public year as CSV", "", f"/oppet/1493/{YEAR}.csv"),
    )  # fmt: skip
