"""Reading the goals of a year for everybody: adopted ones, how it goes, how it went, and why.

A round is told when its report is in the minutes; what an import
brought in was public already.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.language import sorting
from web.openly.goals import Goal, Measured, Open, Told
from workflow.governance.model import Level, Model
from workflow.measuring.attainment import target_in
from workflow.records.case import Snapshot
from workflow.records.organisation import Organisation, Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.events import words
from workflow.records.queries.models import models_of
from workflow.records.sql import run
from workflow.words import Title

OPEN = "open"
MINUTED = ("minuted", "closed")
"""The states of a report that the committee has noted."""


def years_of(session: Session, organisation: int) -> tuple[int, ...]:
    """The years that have an adopted goal, the newest first."""
    found = {goal.year for goal, _, _ in _adopted(session, organisation) if goal.year}
    return tuple(sorted(found, reverse=True))


def openly(session: Session, home: Organisation, year: int) -> Open:
    """The year's goals, by committee in the alphabet."""
    adopted = _adopted(session, home.id)
    own = [(goal, model, level) for goal, model, level in adopted if goal.year == year]
    known = _Known.of(session, home.id, year, [goal for goal, _, _ in own])
    goals = sorted((_goal(known, *one) for one in own), key=lambda goal: (sorting(goal.unit), goal.number))
    years = tuple(sorted({goal.year for goal, _, _ in adopted if goal.year}, reverse=True))
    return Open(home, year, years, tuple(dict.fromkeys(goal.unit for goal in goals)), tuple(goals))


@dataclass(frozen=True)
class _Known:
    """What the goals of a year are told from, read at once."""

    units: Mapping[int, str]
    areas: Mapping[int, str]
    decisions: Mapping[int, Snapshot]
    children: Mapping[int, list[Snapshot]]
    minuted: frozenset[tuple[int, str]]
    reported: frozenset[tuple[int, str]]
    words: Mapping[int, Mapping[str, Any]]

    @classmethod
    def of(cls, session: Session, organisation: int, year: int, goals: list[Snapshot]) -> "_Known":
        held = session.execute(select(Unit.id, Unit.name).where(Unit.organisation == organisation))
        units = {row[0]: row[1] for row in held}
        wanted = {goal.id for goal in goals}
        around = cases(session, "organisation = ? AND year = ? AND secrecy = ? ORDER BY id", (organisation, year, OPEN))
        cited = {number for goal in goals for number in _cited(goal)} | {n for goal in goals for n in _areas(goal)}
        marks = ", ".join("?" for _ in cited) or "NULL"
        pointed = cases(
            session, f"organisation = ? AND secrecy = ? AND id IN ({marks})", (organisation, OPEN, *sorted(cited))
        )
        children: dict[int, list[Snapshot]] = defaultdict(list)
        for case in around:
            if case.parent in wanted:
                children[case.parent].append(case)
        reports = [case for case in around if case.round]
        seqs = [entry["seq"] for goal in goals for entry in goal.facts.values()]
        seqs += [
            case.fact("indicator")["seq"] for found in children.values() for case in found if case.fact("indicator")
        ]
        return cls(units, {case.id: case.title for case in pointed}, {case.id: case for case in pointed}, children,
                   frozenset((case.unit, case.round) for case in reports if case.state in MINUTED),
                   frozenset((case.unit, case.round) for case in reports), words(session, organisation, seqs))  # fmt: skip

    def is_open(self, goal: Snapshot, round: str) -> bool:
        """True when the round may be told: noted in the minutes, or brought in with no report of its own."""
        place = (goal.unit, round)
        return place in self.minuted or place not in self.reported

    def said(self, case: Snapshot, key: str) -> Mapping[str, Any]:
        """The whole fact under the key, {} when it was never said or is erased."""
        entry = case.facts.get(key)
        found: Mapping[str, Any] = self.words.get(entry["seq"], {}).get(key, {}) if entry else {}
        return found


def _adopted(session: Session, organisation: int) -> list[tuple[Snapshot, Model, Level]]:
    """Every goal that stands in a state which a sealing step leads to, or further on."""
    models = {model.digest: model for model in models_of(session, organisation)}
    names = sorted({level.name for model in models.values() for level in model.of_kind("goal")})
    marks = ", ".join("?" for _ in names) or "NULL"
    found = cases(
        session, f"organisation = ? AND secrecy = ? AND level IN ({marks}) ORDER BY id", (organisation, OPEN, *names)
    )
    known = ((goal, models[goal.model], models[goal.model].levels[goal.level]) for goal in found)
    return [(goal, model, level) for goal, model, level in known if goal.state in _public(level)]


def _public(level: Level) -> frozenset[str]:
    """The states from the first that a decision sealed on; what has left the field is no longer a goal."""
    order = list(level.state)
    sealed = [
        order.index(state) for step in level.steps if step.seals for state in step.targets if not level.state[state].out
    ]
    first = min(sealed, default=len(order))
    return frozenset(name for name in order[first:] if not level.state[name].out)


def _goal(known: _Known, goal: Snapshot, model: Model, level: Level) -> Goal:
    wording, closing, analysis = (known.said(goal, key) for key in ("wording", "closing", "analysis"))
    ended = known.is_open(goal, level.closing_round)
    keys = _sealings(goal, level)
    decided = next(filter(None, (known.said(goal, key).get("words") for key in keys)), "")
    return Goal(
        number=goal.id, unit=known.units.get(goal.unit, ""), text=str(decided or wording.get("goal") or goal.title),
        effect=str(wording.get("desired_effect", "")), met_when=str(wording.get("met_when", "")),
        areas=tuple(known.areas[area] for area in _areas(goal) if area in known.areas), state=level.state[goal.state],
        decision=_reference(known, goal, keys[0] if keys else ""), measured=tuple(_measured(known, goal, model)),
        rounds=tuple(_rounds(known, goal, model)),
        ended=model.verdict("attainment", goal.fact("closing").get("attainment", "")) if ended else None,
        result=str(closing.get("result", "")) if ended else "", why=str(analysis.get("why", "")) if ended else "",
        lessons=str(analysis.get("lessons", "")) if ended else "",
    )  # fmt: skip


def _rounds(known: _Known, goal: Snapshot, model: Model) -> Iterator[Told]:
    for name, round in model.rounds.items():
        key = f"forecast/{name}"
        verdict = model.verdict("outlook", goal.fact("forecast", name).get("outlook", ""))
        if verdict and known.is_open(goal, name):
            said, follows = known.said(goal, key), known.said(goal, f"consequence/{name}")
            yield Told(round.title, verdict, str(said.get("comment", "")), str(follows.get("consequence", "")))


def _measured(known: _Known, goal: Snapshot, model: Model) -> Iterator[Measured]:
    names = {level.name for level in model.of_kind("indicator")}
    for case in known.children.get(goal.id, ()):
        if case.level in names and not model.levels[case.level].state[case.state].out:
            said = case.fact("indicator")
            target = target_in(case.facts, case.year).get("value", said.get("target"))
            outcomes = tuple(_outcomes(known, goal, model, case.id))
            yield Measured(case.title, str(said.get("unit", "")), said.get("baseline"), target, outcomes)


def _outcomes(known: _Known, goal: Snapshot, model: Model, indicator: int) -> Iterator[tuple[Title | None, float]]:
    for name, round in model.rounds.items():
        ends = name == model.levels[goal.level].closing_round
        fact = goal.fact("closing") if ends else goal.fact("forecast", name)
        for row in fact.get("measured", ()) if known.is_open(goal, name) else ():
            if row.get("indicator") == indicator and row.get("value") is not None:
                yield round.title, float(row["value"])


def _areas(goal: Snapshot) -> list[int]:
    return [int(area) for area in goal.fact("wording").get("focus_areas", ())]


def _cited(goal: Snapshot) -> list[int]:
    return [
        int(short["decision"])
        for key, short in goal.facts.items()
        if key.startswith("decision/") and short.get("decision")
    ]


def _sealings(goal: Snapshot, level: Level) -> list[str]:
    """The keys of the decisions that sealed the goal - adopted, confirmed, revised -, the last first."""
    steps = {f"decision/{step.name}": step for step in level.steps if step.seals}
    said = {key: goal.facts[key] for key in steps if key in goal.facts}
    settled = [key for key, short in said.items() if short.get("verdict") not in steps[key].again]
    return sorted(settled, key=lambda key: int(said[key]["seq"]), reverse=True)


def _reference(known: _Known, goal: Snapshot, key: str) -> str:
    """The § of a decision, as it is cited."""
    case = known.decisions.get(int(goal.facts.get(key, {}).get("decision") or 0))
    return f"{known.units.get(case.unit, '')} {case.title}".strip() if case else ""


def home_of(session: Session, code: str) -> Organisation | None:
    """The organisation with the code."""
    return session.scalars(select(Organisation).where(Organisation.code == code)).one_or_none()


def homes(session: Session) -> list[Organisation]:
    """Every organisation that has something to show."""
    held = {row[0] for row in run(session, "SELECT DISTINCT organisation FROM cases WHERE secrecy = 'open'")}
    return [home for home in session.scalars(select(Organisation).order_by(Organisation.name)) if home.id in held]
