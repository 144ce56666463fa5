"""What the invented people do on a day: plan what is theirs to plan, and take the steps they owe.

They know the kinds of levels and facts, as the engine does, and nothing of any one model.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day, working_days
from workflow.facts import Fact
from workflow.governance.model import Level, Model, Step
from workflow.records.case import Snapshot
from workflow.running.seats import Seats, seats
from workflow.running.simulation.cast import Stage
from workflow.running.simulation.invent import Naming, invent
from workflow.running.tasks import Task, open_duties
from workflow.states.perform import Refused, perform
from workflow.states.situation import Who, cases

TRIES = 40
"""Days on which somebody tries again what was refused, before giving up."""
NAMED = ("direction", "target_area", "indicator", "goal")
"""What the people name in what they say."""
RECENT = 45
"""Days within which a body's meeting is recent enough to cite."""


@dataclass
class Players:
    """The people of one simulated municipality. `refused` counts what they were refused, by step."""

    model: Model
    stage: Stage
    year: int
    seed: int
    last: date
    paragraphs: dict[tuple[int, str], int] = field(default_factory=dict)
    tries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    refused: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def day(self, session: Session, at: datetime) -> None:
        """Do a day's work: every duty whose day has come for whoever owes it."""
        for task, owing in open_duties(session, self.stage.clock.organisation, at):
            if task.case.year not in (self.year, None) or not owing:
                continue
            if self._when(task) <= local_day(at):
                self._do(session, task, Who(self.stage.clock.organisation, owing[0]), at)

    def take(
        self, session: Session, step: Step, case: Snapshot | None, who: Who, at: datetime, round: str = "", **given: Any
    ) -> Snapshot | None:  # fmt: skip
        """Take a step with something invented to say; the case as it became, None when it was refused."""
        key = f"{step.key}/{round}/{case.id if case else 0}/{given}"
        rng = Random(f"{self.seed}/{key}/{self.tries[key]}")
        if self.tries[key] > TRIES:
            return None
        fact = invent(self.model, step, case, local_day(at), self._naming(session, case), rng, **given)
        try:
            return perform(session, step.key, case.id if case else None, who, fact, at=at, round=round).case
        except Refused:
            self.tries[key] += 1
            self.refused[step.key] += 1
            return None

    def somebody(self, session: Session, step: Step, case: Snapshot, at: datetime) -> Who | None:
        """Somebody who holds one of the step's roles over the case."""
        held = self._seats(session, at)
        for role in step.by:
            if found := held.holding(self.model, role, case):
                return Who(case.organisation, found[0])
        return None

    def _do(self, session: Session, task: Task, who: Who, at: datetime) -> None:
        step, given = task.duty.step, {}
        if step.says in ("decision", "target", "transfer"):
            cited = self._paragraph(session, step, task.case, at)
            if cited is None:
                return
            given = {"decision": cited}
        self.take(session, step, task.case, who, at, task.duty.round, **given)

    def _when(self, task: Task) -> date:
        """The day on which somebody gets round to it: mostly in time, sometimes late, now and then not at all."""
        duty, days = task.duty, working_days(self.model.rest)
        rng = Random(f"{self.seed}/{duty.case}/{duty.key}/{duty.due}")
        drawn = rng.random()
        if drawn < 0.05 and duty.step.says == "forecast":
            return date.max
        late = rng.randint(1, 5) if drawn > 0.85 else -rng.randint(1, 6)
        return min(max(days.add(duty.due, late), duty.opens), max(self.last, duty.opens))

    def _paragraph(self, session: Session, step: Step, case: Snapshot, at: datetime) -> int | None:
        """A § of the competent body's latest meeting for this step; logged when it is not there. None: no meeting yet."""
        meeting = self._meeting(session, self._body(step, case), local_day(at))
        if meeting is None:
            return None
        if (meeting.id, step.key) not in self.paragraphs:
            birth = next(s for level in self.model.of_kind("decision") for s in level.births if level.parent == meeting.level)
            who = self.somebody(session, birth, meeting, at)
            made = who and self.take(session, birth, meeting, who, at, paragraph=str(len(self.paragraphs) + 1))
            if not made:
                return None
            self.paragraphs[meeting.id, step.key] = made.id
        return self.paragraphs[meeting.id, step.key]

    def _body(self, step: Step, case: Snapshot) -> int:
        kinds = {kind: unit for unit, kind in reversed(self.stage.bodies.items())}
        sealed = any(self.model.levels[case.level].step[name].seals for name in case.taken if "/" not in name
                     and name in self.model.levels[case.level].step)  # fmt: skip
        if "decided_by_council" in step.needs or ("decided_by_competent_body" in step.needs and sealed):
            return kinds["council"]
        return kinds["board"] if "decided_by_board" in step.needs else case.unit

    def _meeting(self, session: Session, unit: int, today: date) -> Snapshot | None:
        names = [level.name for level in self.model.of_kind("meeting")]
        held = [
            case
            for case in cases(session, "organisation = ? AND unit = ? ORDER BY id", (self.stage.clock.organisation, unit))
            if case.level in names and 0 <= (today - date.fromisoformat(case.fact("gathering")["on"])).days <= RECENT
        ]
        return max(held, key=lambda case: str(case.fact("gathering")["on"]), default=None)

    def _naming(self, session: Session, case: Snapshot | None) -> Naming:
        """What there is to name, as the fact's fields refer to it."""
        organisation = self.stage.clock.organisation
        named = [level.name for kind in NAMED for level in self.model.of_kind(kind)]
        marks = ", ".join("?" for _ in named)
        values = (organisation, case.unit if case else 0, case.id if case else 0, *named)
        there: dict[str, list[int]] = defaultdict(list)
        rows = []
        for other in cases(session, "organisation = ? AND (unit = ? OR year IS NULL OR parent = ?) AND level IN "
                           f"({marks}) ORDER BY id", values):  # fmt: skip
            level = self.model.levels[other.level]
            if not level.state[other.state].out:
                there[level.kind].append(other.id)
                rows += [other] if case and other.parent == case.id and level.kind == "indicator" else []
        return Naming(there, self.stage.people, tuple(self.stage.bodies), tuple(rows))

    def _seats(self, session: Session, at: datetime) -> Seats:
        return seats(session, self.stage.clock.organisation, local_day(at))


__all__ = ["Fact", "Level", "Players"]
