"""A seeded walk through a town: rules that are legal about nine times in ten, days that pass, and the clock's ticks.

Everything is done through the engine's own doors. What a walk has seen is counted in (state × step × role) pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from tests.people import SEATS, Town, moment
from tests.states.good import BODIES, good, ready
from tests.states.guards.order import met
from tests.states.ways import head
from workflow.cycle.timetable import round_dates
from workflow.facts import Fact, fact_of
from workflow.governance.model import BEFORE, Step
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.case import Case
from workflow.records.queries.cases import cases
from workflow.records.sql import run
from workflow.states.command import Command
from workflow.states.context import Who, read
from workflow.states.guards.order import past_of, there
from workflow.states.perform import Refused, Stale, perform

Pair = tuple[str, str, str]
"""(level.state, step, role) of a step that was taken."""
LEGAL = 0.9
LAST = date(2028, 7, 1)
EVERYWHERE = ("attach", "comment", "conflict", "correct", "extend", "govern")
"""Steps that can be taken nearly anywhere: taken too, but not counted in the floor."""
BROUGHT = 0.15
"""How often history is brought in."""
NEWEST = 12
"""How many cases of a level are thought of."""
TRIED = 8
"""How many things come to mind before the one done least often is tried."""


class Idea(NamedTuple):
    """Something to try."""

    case: Case
    step: Step
    who: Who
    role: str

    @property
    def pair(self) -> Pair:
        """What it would be counted as."""
        return f"{self.case.level}.{self.case.state}", self.step.key, self.role


@dataclass
class Walker:
    """Somebody who tries things for `steps` turns, over the thirty months of a goal year. `took` counts what was
    done, `refused` what was not."""

    town: Town
    seed: int
    steps: int
    took: Counter[Pair] = field(default_factory=Counter)
    tried: Counter[Pair] = field(default_factory=Counter)
    refused: int = 0
    rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)

    def walk(self) -> None:
        """Try things; a day or many pass now and then, until the goal year is over."""
        self._begin()
        pace = (LAST - self.town.today).days * 4 // self.steps
        for number in range(self.steps):
            if number % 4 == 0:
                self._time_passes(self.rng.randint(0, 2 * pace))
            with self.town.database.writing() as session:
                self._one(session)

    def _begin(self) -> None:
        """Three bodies have met, so that there is something to cite; two goals are drafted."""
        for unit in ("KF", "KS", "BUN"):
            self.town.paragraph(unit, date(2025, 11, 3), number=unit)
        for _ in range(2):
            self.town.goal()

    def _time_passes(self, days: int) -> None:
        self.town.today = min(self.town.today + timedelta(days=days), LAST)
        if self.rng.random() < 0.5:
            self.town.tick()

    def _one(self, session: Session) -> None:
        """One thing: most often something the rows allow, now and then anything at all."""
        alive = self._alive(session)
        if self.rng.random() < BROUGHT:
            self._bring(session, alive)
            return
        legal = self.rng.random() < LEGAL
        ideas = [idea for _ in range(TRIED if legal else 1) for idea in self._idea(self.rng.choice(alive), legal)]
        if not ideas:
            return
        idea = min(ideas, key=lambda idea: self.tried[idea.pair] + (idea.step.name in EVERYWHERE))
        self.tried[idea.pair] += 1
        round = self._round(session, idea.case, idea.step)
        self._try(session, idea, self._fact(session, idea.step, idea.case), round)

    def _bring(self, session: Session, alive: Sequence[Case]) -> None:
        """History is brought in: a case in any state, with all that is known of it, where one of its kind hangs."""
        model = self.town.model
        level = model.levels[self.rng.choice(list(model.levels))]
        parents = [case for case in alive if case.level == level.parent]
        if level.parent not in ("", level.name) and not parents:
            return
        parent = self.rng.choice(parents) if parents and level.kind != "year" else None
        unit = self.town.unit[{"council": "KF", "organisation": "ROOT"}.get(level.owner, "BUN")]
        where: dict[str, Any] = {
            "unit": parent.unit if parent and level.owner == "parent" else unit,
            "parent": parent.id if parent else None,
        }
        where |= {"round": "R1"} if level.kind == "report" else {"year": 2024} if level.kind == "year" else {}
        ready(session, self.town, level.name, self.rng.choice(list(level.state)), day=self.town.today, **where)

    def _alive(self, session: Session) -> list[Case]:
        """Cases to choose among: the newest of each level, goals more often because they have more rows."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in cases(session, "organisation = ? ORDER BY id DESC", (self.town.clock.organisation,)):
            found[case.level].append(case)
        weights = {level.name: 4 * NEWEST for level in self.town.model.of_kind("goal")}
        return [case for name, level in found.items() for case in (level * 4 * NEWEST)[: weights.get(name, NEWEST)]]

    def _idea(self, case: Case, legal: bool) -> Iterator[Idea]:
        rows = self._rows(case, legal)
        if not rows:
            return
        step = self.rng.choice(rows)
        if not legal:
            yield Idea(case, step, self.rng.choice([*self.town.people.values(), self.town.clock]), "")
        elif may := list(self._may(step, case)):
            yield Idea(case, step, *self.rng.choice(may))

    def _rows(self, case: Case, legal: bool) -> list[Step]:
        model = self.town.model
        own = [step for step in model.levels[case.level].steps if not step.birth]
        births = [
            step for level in model.children.get(case.level, ()) for step in level.births if level.name != case.level
        ]
        rows = [step for step in (*own, *births) if step.name != "govern"]
        if not legal:
            return rows
        is_open = model.levels[case.level].is_open(case.state)
        return [step for step in rows if (case.state in step.from_ if step.from_ else is_open)]

    def _may(self, step: Step, case: Case) -> Iterator[tuple[Who, str]]:
        """Who may take it, in which role, by where they sit."""
        for name, (role, where) in SEATS.items():
            far = self.town.model.roles[role].scope == "organisation"
            if role in step.by and (far or case.unit in (self.town.unit[where], self.town.unit["ROOT"])):
                yield self.town.people[name], role
        if step.by_clock:
            yield self.town.clock, "clock"

    def _round(self, session: Session, case: Case, step: Step) -> str:
        """The last of the step's rounds that has opened, the first when none has."""
        if not step.rounds or case.year is None:
            return ""
        calendar, year, model = calendar_now(session, case.organisation), case.year, self.town.model
        opened = [
            name for name in step.rounds
            if round_dates(model, calendar, year, name, case.unit).opens <= self.town.today
        ]  # fmt: skip
        return opened[-1] if opened else step.rounds[0]

    def _fact(self, session: Session, step: Step, case: Case) -> Fact | None:
        if step.to == BEFORE:
            return self._correction(session, case, step)
        if step.says in ("decision", "transfer", "target"):
            said: dict[str, dict[str, object]] = {
                "decision": {"verdict": self._verdict(step)},
                "transfer": {"unit": self.town.unit[self.rng.choice(("SN", "BUN"))]},
                "target": {"value": self.rng.randint(1, 99), "year": 2027},
            }
            return fact_of(step.says, said[step.says] | {"decision": self._cited(session, step, case)})
        fact = good(session, self.town, step, case, self._verdict(step))
        if fact is None or step.says not in ("forecast", "closing"):
            return fact
        rows = cases(session, "parent = ? AND level LIKE ?", (case.id, "%indicator"))
        more = {"measured": [{"indicator": row.id, "value": 8} for row in rows], "reason": "Enkäten är i maj"}
        own = {"forecast": {"when": "I maj"}, "closing": {"differs": "Enkäten visar mer än siffran"}}
        return fact_of(step.says, fact.whole() | more | own[step.says])

    def _verdict(self, step: Step) -> str:
        scale = step.verdicts or {"forecast": ("will_be_met", "partly", "not_met"), "decision": ("approved",)}.get(
            step.says, ()
        )
        return self.rng.choice((*scale[:1], *scale)) if scale else ""

    def _cited(self, session: Session, step: Step, case: Case) -> int:
        body = next((key for guard, key in BODIES.items() if guard in step.needs), "")
        unit = self.town.unit[body] if body else case.unit
        found = cases(session, "level = 'decision' AND unit = ? ORDER BY id", (unit,))
        known = [one.id for one in found or cases(session, "level = 'decision' ORDER BY id", ())]
        return known[0] if step.birth else self._after_its_matter(session, step, case, unit, known)

    def _after_its_matter(self, session: Session, step: Step, case: Case, unit: int, known: Sequence[int]) -> int:
        """One of the § `known` of a meeting at which there was something to decide on; the body meets today when there is
        none."""
        past = past_of(session, case.organisation, [case], known)
        now = read(session, case.id, self.town.clock, moment(self.town.today)).asking(step)
        came = there(now, step, past)
        late = [one for one in known if one in past.met and (came is None or past.met[one] >= came.since)]
        if late:
            return late[0]
        code = next(code for code, number in self.town.unit.items() if number == unit)
        return met(session, self.town, code, self.town.today.isoformat())

    def _correction(self, session: Session, case: Case, step: Step) -> Fact:
        """One of the case's last entries, mostly the very last; or what somebody else has asked to have corrected."""
        sql = 'SELECT seq FROM event WHERE organisation = ? AND "case" = ? AND step <> ? ORDER BY seq DESC LIMIT 4'
        seqs = list(run(session, sql, (case.organisation, case.id, "note")).scalars())
        asked = case.fact("correction").get("event")
        pending = [asked, asked, asked] if asked and step.second else []
        return fact_of("correction", {"event": self.rng.choice([*pending, *seqs[:1], *seqs]), "why": "Fel mål"})

    def _try(self, session: Session, idea: Idea, fact: Fact | None, round: str) -> None:
        """Take the step; what is refused must have changed nothing."""
        case, step = idea.case, idea.step
        before = (head(session, self.town), cases(session, "id = ?", (case.id,)))
        named = step.birth and self.town.model.levels[step.level].owner == "named"
        seen = self.rng.choice((None, None, None, None, case.version, case.version, case.version - 1))
        try:
            perform(
                session,
                Command(
                    step.key,
                    case.id,
                    idea.who,
                    fact,
                    at=moment(self.town.today),
                    round=round,
                    unit=self.town.unit["SN"] if named else None,
                    expected_version=None if step.birth else seen,
                ),
            )
        except (Refused, Stale):
            self.refused += 1
            assert (head(session, self.town), cases(session, "id = ?", (case.id,))) == before, step.key
        else:
            self.took[idea.pair] += 1


def pairs(town: Town) -> set[Pair]:
    """Every pair that there is for the town's people: the rows of every level but those that every level has alike."""
    model = town.model
    held = {role for role, _ in SEATS.values()} | {"clock"}
    found = set()
    for level in model.levels.values():
        for step in (step for step in level.steps if step.name not in EVERYWHERE):
            where = level if not step.birth else model.levels.get(level.parent)
            for state in where.state if where else ():
                if where and (state in step.from_ if step.from_ else where.is_open(state)):
                    found |= {(f"{where.name}.{state}", step.key, role) for role in step.by if role in held}
    return found
