"""What the invented people do on a day: take the steps they owe, in time or late, and cite the § where one is asked for.

They know the kinds of levels and facts, as the engine does, and nothing of any one model.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.duty import Duty
from workflow.cycle.working_days import local_day, working_days
from workflow.facts.decision import Gathering
from workflow.governance.model import Model, Step
from workflow.organisation.calendar_loader import calendar_now
from workflow.organisation.responsibility import Seats
from workflow.records.case import Case
from workflow.simulation.cast import Stage
from workflow.simulation.invent import Naming, Occasion
from workflow.simulation.memory import Memory
from workflow.states.command import Command
from workflow.states.context import Who
from workflow.states.perform import Refused, perform

TRIES = 40
"""Days on which somebody tries again what was refused, before giving up."""
CITES = ("decision", "target", "transfer")
"""The facts that cite a §."""
NOTHING: Mapping[str, Any] = MappingProxyType({})
RECENT = 45
"""Days within which a body's meeting is recent enough to cite."""


@dataclass
class Players:
    """The people of one simulated municipality. `paragraphs` are the § of each meeting by what they decide, `asked` the
    due date of every duty that has come up, `tries` and `refused` count what they were refused: each thing, each step;
    `reached` are the steps that somebody has taken."""

    model: Model
    stage: Stage
    held: Seats
    memory: Memory
    year: int
    seed: int
    last: date
    paragraphs: dict[tuple[int, str], int] = field(default_factory=dict)
    asked: dict[tuple[int, str], date] = field(default_factory=dict)
    tries: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reached: set[str] = field(default_factory=set)

    def day(self, session: Session, at: datetime) -> None:
        """Do a day's work: every duty whose day has come, by whoever owes it."""
        self.memory.refresh(session)
        today, calendar = local_day(at), calendar_now(session, self.stage.clock.organisation)
        owed = [(duty, case) for case in self.memory.open_cases(self.year) for duty in self.memory.duties(calendar, case)
                if not duty.step.by_clock and duty.status(today) in ("open", "late")]  # fmt: skip
        for duty, case in sorted(owed, key=lambda pair: (pair[0].due, pair[1].id, pair[0].key)):
            self.asked[case.id, duty.key] = duty.due
            owing = self.held.owing(self.model, case, duty.step)
            if owing and self._when(duty) <= today:
                who = Who(case.organisation, owing[0])
                self.act(session, duty.step, self.memory.there[case.id], who, at, duty.round)

    def take(
        self, session: Session, step: Step, case: Case | None, who: Who, at: datetime, round: str = "",
        given: Mapping[str, Any] = NOTHING,
    ) -> Case | None:  # fmt: skip
        """Take a step with something invented to say; the case as it became, None when it was refused."""
        key = f"{step.key}/{round}/{case.id if case else 0}/{dict(given)}"
        if self.tries[key] > TRIES:
            return None
        rng = Random(f"{self.seed}/{key}/{self.tries[key]}")
        fact = Occasion(self.model, step, case, local_day(at), self._naming(case), rng).invent(given)
        try:
            done = perform(session, Command(step.key, case.id if case else None, who, fact, at=at, round=round)).case
        except Refused:
            self.tries[key] += 1
            self.refused[step.key] += 1
            return None
        self.memory.refresh(session)
        self.reached.add(step.key)
        return done

    def somebody(self, step: Step, case: Case) -> Who | None:
        """Somebody who holds one of the step's roles over the case."""
        for role in step.by:
            if found := self.held.holding(self.model, role, case):
                return Who(case.organisation, found[0])
        return None

    def anybody(self, step: Step) -> Who | None:
        """Somebody who holds one of the step's roles anywhere: for what is made under nothing."""
        found = next((holder.person for holder in self.held.holders if holder.role in step.by), None)
        return Who(self.stage.clock.organisation, found) if found else None

    def act(
        self, session: Session, step: Step, case: Case | None, who: Who, at: datetime, round: str = "",
        given: Mapping[str, Any] = NOTHING,
    ) -> Case | None:  # fmt: skip
        """Take a step, citing a § where one is asked for; None when there is none to cite, or it was refused."""
        if case and step.says in CITES:
            cited = self._paragraph(session, step, case, at)
            if cited is None:
                return None
            given = {**given, "decision": cited}
        return self.take(session, step, case, who, at, round, given)

    def _when(self, duty: Duty) -> date:
        """The day on which somebody gets round to it: mostly in time, sometimes late, now and then not at all."""
        days, rng = working_days(self.model.rest), Random(f"{self.seed}/{duty.case}/{duty.key}/{duty.due}")
        drawn = rng.random()
        if drawn < 0.05 and duty.step.says == "forecast":
            return date.max
        late = rng.randint(1, 5) if drawn > 0.85 else -rng.randint(1, 6)
        return min(max(days.add(duty.due, late), duty.opens), max(days.earlier(self.last), duty.opens))

    def _paragraph(self, session: Session, step: Step, case: Case, at: datetime) -> int | None:
        """A § of the competent body's latest meeting for this step, logged when it is not there; None when no meeting
        is recent enough."""
        meeting = self._meeting(self._body(step, case), local_day(at))
        if meeting is None:
            return None
        key = meeting.id, step.key
        if key not in self.paragraphs:
            levels = self.model.children[meeting.level]
            birth = next(step for level in levels if level.kind == "decision" for step in level.births)
            who = self.somebody(birth, meeting)
            said = {"paragraph": str(len(self.paragraphs) + 1)}
            made = who and self.take(session, birth, meeting, who, at, given=said)
            if not made:
                return None
            self.paragraphs[key] = made.id
        return self.paragraphs[key]

    def _body(self, step: Step, case: Case) -> int:
        """The body whose § the step asks for."""
        bodies = {kind: unit for unit, kind in reversed(self.stage.bodies.items())}
        sealed = any(row.seals and row.name in case.taken for row in self.model.levels[case.level].steps)
        if "decided_by_council" in step.needs or (sealed and "decided_by_competent_body" in step.needs):
            return bodies["council"]
        return bodies["board"] if "decided_by_board" in step.needs else case.unit

    def _meeting(self, unit: int, today: date) -> Case | None:
        """The body's latest meeting, when it is recent."""
        own = (case for case in self.memory.of_kinds("meeting") if case.unit == unit)
        held = {said.on: case for case in own if (said := case.said(Gathering))}
        recent = [day for day in held if 0 <= (today - day).days <= RECENT]
        return held[max(recent)] if recent else None

    def _naming(self, case: Case | None) -> Naming:
        """What there is to name, as the fact's fields refer to it."""
        there: dict[str, list[int]] = defaultdict(list)
        rows = []
        for other in self.memory.of_kinds("direction", "target_area", "indicator", "goal"):
            kind, own = self.model.levels[other.level].kind, bool(case and other.parent == case.id)
            if own or other.year is None or (case and other.unit == case.unit):
                there[kind].append(other.id)
            rows += [other] if own and kind == "indicator" else []
        return Naming(there, self.stage.people, tuple(self.stage.bodies), tuple(rows))
