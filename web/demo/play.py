"""One hand on the demonstration's past: take a step as somebody, remember the case it made."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from web.demo.cast import Town
from workflow.cycle.working_days import SWEDEN
from workflow.facts import fact_of
from workflow.governance.model import Model
from workflow.measuring.rounding import number
from workflow.records.queries.cases import cases
from workflow.states.command import Command
from workflow.states.perform import perform

BODIES = ("KS", "UN", "SN", "TN", "MBN")
Goal = dict[str, Any]
FIGURES = "Målet är lånat från %s. Siffror, personer och händelser är påhittade."


@lru_cache
def book() -> dict[str, Any]:
    """The demonstration's goals, as they lie in the package."""
    text = (Path(__file__).parent / "goals.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def goals(year: int, body: str = "") -> list[tuple[str, Goal]]:
    """The goals of a year (and body), each with a key of its own."""
    return [
        (f"{year}/{goal['body']}/{place}", goal)
        for place, goal in enumerate(book()["goals"])
        if goal.get("from_year", 0) <= year <= goal.get("to_year", 9999) and body in ("", goal["body"])
    ]


@dataclass
class Play:
    """The demonstration as it is played: day by day, in one transaction a day."""

    session: Session
    town: Town
    model: Model
    day: date
    cases: dict[str, int] = field(default_factory=dict)
    taken: int = 0
    open_meetings: dict[str, tuple[date, int]] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """A moment of the day, a little later for each step."""
        return datetime.combine(self.day, time(9), SWEDEN) + timedelta(seconds=40 * self.taken)

    def take(
        self, step: str, case: str | None, name: str, key: str = "", /, *, round: str = "", **said: Any
    ) -> int:  # fmt: skip
        """Take a step as somebody; the number of the case. `key` is how a case that is born is remembered."""
        row = self.model.step(step)
        fact = fact_of(row.says, said) if row.says else None
        number = self.cases[case] if case else None
        self.taken += 1
        done = perform(self.session, Command(step, number, self.town.who(name), fact, at=self.at, round=round))
        if key:
            self.cases[key] = done.case.id
        return done.case.id

    def holds(self, role: str, unit: str) -> str:
        """The first name of who holds the role at the unit on the day."""
        return self.town.holds(role, unit, self.day)

    def find(self, key: str, level: str, year: int, body: str = "", round: str = "") -> str:
        """Remember a case that the clock has made, under a key."""
        if key not in self.cases:
            where = "organisation = ? AND level = ? AND year = ? AND round = ?"
            values: list[Any] = [self.town.clock.organisation, level, year, round]
            if body:
                where, values = f"{where} AND unit = ?", [*values, self.town.units[body]]
            self.cases[key] = cases(self.session, where, values)[0].id
        return key


def wording(play: Play, year: int, goal: Goal) -> dict[str, Any]:
    """What is said when a goal is worded."""
    department = goal["department"]
    return {
        "goal": goal["text"], "desired_effect": goal.get("effect", ""), "met_when": met_when(goal),
        "background": FIGURES % book()["sources"][goal["from"]], "focus_areas": [play.cases[goal["focus"]]],
        "target_area": play.cases[f"{year} {goal['body']} area"], "department": play.town.units[department],
        "responsible": play.town.people[play.holds("manager", department)],
    }  # fmt: skip


def met_when(goal: Goal) -> str:
    """In one sentence: when the indicator is at its target, or when what the goal is followed up by says so."""
    if not (said := goal.get("indicator")):
        return "När uppföljningen visar en tydlig förbättring sedan året före."
    held = "högst" if said["direction"] == "down" else "minst"
    return f"När {said['name'][:1].lower()}{said['name'][1:]} är {held} {number(said['target'], 'sv')} {said['unit']}."


def terms(goal: Goal) -> dict[str, Any]:
    """What is said of a goal's indicator: when its target is met, and how often it is measured."""
    said = goal["indicator"]
    held = "at_most" if said["direction"] == "down" else "at_least"
    return {"comparator": held, "frequency": "quarterly", "month": 3, "lag_days": 20, **said}


def criteria(play: Play, lacking: str = "", why: str = "") -> list[dict[str, Any]]:
    """Every criterion of the review holds, but the one that is said to be lacking."""
    return [{"criterion": name, "holds": name != lacking, "comment": why if name == lacking else ""}
            for name in play.model.criteria]  # fmt: skip
