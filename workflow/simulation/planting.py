"""What nobody owes but somebody does: areas, goals with indicators and activities, commitments, measures."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.deadlines import due_date
from workflow.cycle.working_days import local_day, working_days
from workflow.governance.model import Level, Model, Step
from workflow.organisation.calendar_loader import calendar_now
from workflow.records.case import Case, imagined
from workflow.records.sql import run
from workflow.simulation.invent import ACCOUNT
from workflow.simulation.players import Players

AHEAD = 25
"""Working days before its first duty that somebody begins on a case."""
GOALS, AREAS = 3, 2
"""How many goals a body without a quota sets, and how many target areas each body has."""
UNDER_A_GOAL = {"indicator": 2, "activity": 1, "commitment": 1, "measure": 1}
"""How many of each a goal gets."""
LINE: dict[str, dict[str, Any]] = {
    "activity": {"budget_line": ACCOUNT},
    "indicator": {"comparator": "at_least"},
}
"""What is settled about a case of a kind before anything is invented."""


@dataclass
class Planting:
    """How many of a level have been planted under a case, and from which day it is time to."""

    players: Players
    planted: Counter[tuple[int, str]] = field(default_factory=Counter)
    times: dict[tuple[int, str], date] = field(default_factory=dict)

    def day(self, session: Session, at: datetime) -> None:
        """Begin what should be begun by today."""
        players = self.players
        players.memory.refresh(session)
        for case in list(players.memory.open_cases(players.year)):
            for child in players.model.children.get(case.level, ()) if case.year else ():
                missing = self._wanted(case, child) - self.planted[case.id, child.name]
                if missing > 0 and self._time(session, case, child, local_day(at)) <= local_day(at):
                    self._plant(session, case, child, missing, at)

    def _plant(self, session: Session, parent: Case, child: Level, missing: int, at: datetime) -> None:
        birth = _birth(child)
        who = self.players.somebody(birth, parent)
        if who is None or (birth.from_ and parent.state not in birth.from_):
            return
        for number in range(missing):
            given: dict[str, Any] = LINE.get(child.kind, {}) | self._department(session, parent, child, number)
            if self.players.take(session, birth, parent, who, at, given=given):
                self.planted[parent.id, child.name] += 1

    def _wanted(self, parent: Case, child: Level) -> int:
        """How many children of the level somebody makes under the case."""
        kind = self.players.model.levels[parent.level].kind
        if all(step.by_clock for step in child.births):
            return 0
        if child.kind == "goal":
            return self._quota(parent, child) if kind == "committee_year" else 1
        if child.kind == "target_area":
            return AREAS
        if child.kind == "measure" and not any(key.startswith("consequence") for key in parent.facts):
            return 0
        return UNDER_A_GOAL.get(child.kind, 0) if kind == "goal" else 0

    def _quota(self, parent: Case, child: Level) -> int:
        asked = (child.name, self.players.stage.bodies.get(parent.unit, ""))
        whole = (quota for quota in self.players.model.quotas if not quota.departments)
        return next((quota.goals for quota in whole if (quota.level, quota.body) == asked), GOALS)

    def _department(self, session: Session, parent: Case, child: Level, number: int) -> dict[str, int]:
        """The first goals of a body belong to the departments that its quota speaks of."""
        if child.kind != "goal":
            return {}
        shares = [quota for quota in self.players.model.quotas if quota.level == child.name and quota.departments]
        codes = [code for quota in shares for code in quota.departments]
        if number >= sum(quota.goals for quota in shares):
            return {"department": parent.unit}
        sql = "SELECT id FROM unit WHERE organisation = ? AND code = ? AND parent = ?"
        unit = run(session, sql, (parent.organisation, codes[number % len(codes)], parent.unit)).scalar()
        return {"department": unit or parent.unit}

    def _time(self, session: Session, parent: Case, child: Level, today: date) -> date:
        """Some weeks before the child's first duty; today when it has no date, or belongs to a goal."""
        if child.kind in UNDER_A_GOAL:
            return today
        key = parent.id, child.name
        if key not in self.times:
            model, state = self.players.model, _birth(child).targets[0]
            calendar, born = calendar_now(session, parent.organisation), _imagined(parent, child, state, today)
            dues = (due_date(model, calendar, step, born, "") for step in child.steps
                    if not step.birth and state in step.from_ and not step.rounds)  # fmt: skip
            first = min((due.on for due in dues if due), default=None)
            self.times[key] = working_days(model.rest).add(first, -AHEAD) if first else today
        return self.times[key]


def is_planted(model: Model, child: Level) -> bool:
    """True for the levels whose cases are begun here, each when its time comes."""
    under_a_goal = bool(child.parent) and model.levels[child.parent].kind == "goal"
    return child.kind in ("goal", "target_area") or (under_a_goal and child.kind in UNDER_A_GOAL)


def _birth(child: Level) -> Step:
    """The step by which a person makes a case of the level."""
    return next(step for step in child.births if not step.by_clock)


def _imagined(parent: Case, child: Level, state: str, today: date) -> Case:
    """The child as it would be if it were born today."""
    year = parent.year if child.yearly else None
    return imagined(
        child.name,
        state,
        year,
        parent.unit,
        today,
        organisation=parent.organisation,
        parent=parent.id,
        model=parent.model,
    )
