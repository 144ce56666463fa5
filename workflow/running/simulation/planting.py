"""What nobody owes but somebody does: areas, goals with indicators and activities, commitments, measures."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day, working_days
from workflow.cycle.due import due_date
from workflow.governance.model import Level, Step
from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.running.simulation.players import Players
from workflow.states.dates import calendar_of
from workflow.states.situation import cases

AHEAD = 25
"""Working days before its first duty that somebody begins on a case."""
UNDER_A_GOAL = {"indicator": 2, "activity": 1, "commitment": 1, "measure": 1}
"""How many of each a goal gets."""


@dataclass
class Planting:
    """Who has planted what under which case: (parent, level) → how many."""

    players: Players
    planted: dict[tuple[int, str], int] = field(default_factory=dict)

    def day(self, session: Session, at: datetime) -> None:
        """Begin what should be begun by today."""
        model, year = self.players.model, self.players.year
        organisation = self.players.stage.clock.organisation
        for case in cases(session, "organisation = ? AND year = ? ORDER BY id", (organisation, year)):
            level = model.levels[case.level]
            if not level.is_open(case.state):
                continue
            for child in model.children.get(level.name, ()):
                missing = self._wanted(session, case, child) - self.planted.get((case.id, child.name), 0)
                if missing > 0 and self._is_time(session, case, child, local_day(at)):
                    self._plant(session, case, child, missing, at)

    def _plant(self, session: Session, parent: Snapshot, child: Level, missing: int, at: datetime) -> None:
        birth = next(step for step in child.births if not step.by_clock)
        who = self.players.somebody(session, birth, parent, at)
        if who is None or (birth.from_ and parent.state not in birth.from_):
            return
        for number in range(missing):
            given = {"budget_line": "4600"} if child.kind == "activity" else {}
            given |= self._department(session, parent, child, number)
            if self.players.take(session, birth, parent, who, at, **given):
                self.planted[parent.id, child.name] = self.planted.get((parent.id, child.name), 0) + 1

    def _wanted(self, session: Session, parent: Snapshot, child: Level) -> int:
        """How many children of the level somebody makes under the case."""
        if not any(not step.by_clock for step in child.births):
            return 0
        kind = self.players.model.levels[parent.level].kind
        if child.kind == "goal":
            return self._quota(session, parent, child) if kind == "committee_year" else 1
        if child.kind == "target_area":
            return 2
        if child.kind == "measure" and not any(key.startswith("consequence") for key in parent.facts):
            return 0
        return UNDER_A_GOAL.get(child.kind, 0) if kind == "goal" else 0

    def _quota(self, session: Session, parent: Snapshot, child: Level) -> int:
        kind = self.players.stage.bodies.get(parent.unit, "")
        found = [q.goals for q in self.players.model.quotas if (q.level, q.body) == (child.name, kind) and not q.departments]
        return found[0] if found else 3

    def _department(self, session: Session, parent: Snapshot, child: Level, number: int) -> dict[str, int]:
        """The first goals of a body belong to the departments that its quota speaks of."""
        codes = [code for q in self.players.model.quotas if q.level == child.name for code in q.departments]
        wanted = sum(q.goals for q in self.players.model.quotas if q.level == child.name and q.departments)
        if child.kind != "goal" or number >= wanted:
            return {"department": parent.unit} if child.kind == "goal" else {}
        sql = "SELECT id FROM unit WHERE organisation = ? AND code = ? AND parent = ?"
        unit = run(session, sql, (parent.organisation, codes[number % len(codes)], parent.unit)).scalar()
        return {"department": unit or parent.unit}

    def _is_time(self, session: Session, parent: Snapshot, child: Level, today: date) -> bool:
        """True from some weeks before the child's first duty; at once when it has no date, or belongs to a goal."""
        if child.kind in UNDER_A_GOAL:
            return True
        birth = next(step for step in child.births if not step.by_clock)
        state = str(birth.to) if isinstance(birth.to, str) else birth.targets[0]
        born = _imagined(parent, child, state, today)
        mark = run(session, "SELECT calendar FROM chain WHERE organisation = ?", (parent.organisation,)).scalar_one()
        calendar = calendar_of(session, parent.organisation, str(mark))
        firsts = [due_date(self.players.model, calendar, step, born, "") for step in _owed(child, state)]
        first = min((due.on for due in firsts if due), default=today)
        return today >= working_days(self.players.model.rest).add(first, -AHEAD)


def _owed(level: Level, state: str) -> list[Step]:
    return [step for step in level.steps if not step.birth and state in step.from_ and step.due and not step.rounds]


def _imagined(parent: Snapshot, child: Level, state: str, today: date) -> Snapshot:
    """The child as it would be if it were born today."""
    return Snapshot(
        id=0, organisation=parent.organisation, level=child.name, year=parent.year if child.yearly else None, round="",
        unit=parent.unit, department=None, responsible=None, parent=parent.id, title="", state=state, secrecy="open",
        facts={}, taken={}, since=today, born=today, version=0, seq=0, model=parent.model,
    )  # fmt: skip
