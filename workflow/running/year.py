"""The goal year turns: the clock's own steps, and what a new goal year brings with it.

When a committee's year opens, the goals that a council's § already covers are written out, citing it (002:
multi-year goals), and goals of the year before the last that look as if they will not be reached are offered to the
committee. Nothing is carried over silently, and nothing is adopted.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.duties import Duty
from workflow.facts import Fact, fact_of
from workflow.facts.clerical import Born, Lineage, Offered
from workflow.facts.indicator import Indicator
from workflow.facts.timetable import Governed
from workflow.governance.model import SAME, Level, Model
from workflow.records.case import Snapshot
from workflow.records.sql import run
from workflow.states.dates import model_of
from workflow.states.history import said
from workflow.states.perform import bring_in, note, perform
from workflow.states.situation import Who, cases


def take(session: Session, clock: Who, case: Snapshot, duty: Duty, at: datetime) -> None:
    """Take a step that the clock owes `case`, counted from the day it was due. Refused when a guard says no."""
    model = model_of(session, clock.organisation, case.model)
    if not duty.step.birth:
        perform(session, duty.step.key, case.id, clock, at=at, round=duty.round, effective=duty.due)
        return
    born = [_bear(session, clock, case, duty, at, unit) for unit in _units(session, clock.organisation, duty)]
    if duty.step.each:
        note(session, case.id, clock, Born(step=duty.step.key, cases=tuple(child.id for child in born)), at=at, round=duty.round)
    for child in born:
        _begin(session, clock, model, child, at)


def begin_year(session: Session, clock: Who, model: Model, year: int, at: datetime) -> int:
    """Open the first goal year of an organisation by hand; the ones after it open by themselves. Its case."""
    level = model.of_kind("year")[0]
    state = next(step for step in level.births if step.by_clock).to
    opened = bring_in(session, level.name, str(state), [(Governed(model=model.name, digest=model.digest), "")], clock,
                      at=at, year=year, title=f"{level.title.sv} {year}", once=f"year/{year}")  # fmt: skip
    return opened.case.id


def _bear(session: Session, clock: Who, case: Snapshot, duty: Duty, at: datetime, unit: int | None) -> Snapshot:
    once = f"{case.id}/{duty.step.key}/{case.year or ''}-{duty.round}/{unit or ''}"
    done = perform(session, duty.step.key, case.id, clock, at=at, round=duty.round, effective=duty.due, unit=unit, once=once)
    return done.case


def _units(session: Session, organisation: int, duty: Duty) -> list[int | None]:
    """The units that get a child of their own; [None] when there is one child, where the level says."""
    if not duty.step.each:
        return [None]
    marks = ", ".join("?" for _ in duty.step.each)
    sql = f"SELECT id FROM unit WHERE organisation = ? AND kind IN ({marks}) ORDER BY id"
    return [row[0] for row in run(session, sql, (organisation, *duty.step.each))]


def _begin(session: Session, clock: Who, model: Model, child: Snapshot, at: datetime) -> None:
    """What a case brings with it when the calendar has opened it."""
    kind = model.levels[child.level].kind
    if kind == "year":
        note(session, child.id, clock, Governed(model=model.name, digest=model.digest), at=at)
    elif kind == "committee_year" and child.year is not None:
        for goal in _goals(session, model, child, child.year - 1):
            _write_out(session, clock, model, goal, child, at)
        offered = tuple(goal.id for goal in _goals(session, model, child, child.year - 2) if _at_risk(model, goal))
        if offered:
            note(session, child.id, clock, Offered(goals=offered), at=at)


def _goals(session: Session, model: Model, child: Snapshot, year: int) -> list[Snapshot]:
    names = [level.name for level in model.of_kind("goal") if level.parent == child.level]
    marks = ", ".join("?" for _ in names) or "''"
    found = cases(session, f"organisation = ? AND year = ? AND unit = ? AND level IN ({marks}) ORDER BY id",
                  (child.organisation, year, child.unit, *names))  # fmt: skip
    return [goal for goal in found if not model.levels[goal.level].state[goal.state].out]


def _at_risk(model: Model, goal: Snapshot) -> bool:
    """True when the last outlook said that the goal will not be reached in full."""
    outlooks = [short for key, short in goal.facts.items() if key.startswith("forecast/")]
    last: dict[str, Any] = max(outlooks, key=lambda short: short["seq"], default={})
    verdict = model.verdict("outlook", last.get("outlook", ""))
    return bool(verdict and verdict.at_risk)


def _write_out(session: Session, clock: Who, model: Model, goal: Snapshot, child: Snapshot, at: datetime) -> None:
    """The case of a multi-year goal for its next year, in the state that the § gave it."""
    adopted = _adoption(model.levels[goal.level], goal)
    year = child.year or 0
    if adopted is None or int(goal.fact("proposal").get("until_year") or 0) < year:
        return
    state, decision = adopted
    whole = said(session, goal.organisation, goal.facts)
    kept = ("wording", "proposal", decision)
    facts: list[tuple[Fact, str]] = [(fact_of(key.partition("/")[0], whole[key]), "") for key in kept if key in whole]
    facts.append((Lineage(continues=goal.id), ""))
    once = f"continues/{goal.id}/{year}"
    born = bring_in(session, goal.level, state, facts, clock, at=at, parent=child.id, year=year, title=goal.title,
                    source=f"case {goal.id}", once=once)  # fmt: skip
    for number, indicator in enumerate(_indicators(session, model, goal, year)):
        bring_in(session, indicator[0], indicator[1], [(indicator[2], "")], clock, at=at, parent=born.case.id, year=year,
                 source=f"case {goal.id}", once=f"{once}/{number}")  # fmt: skip


def _adoption(level: Level, goal: Snapshot) -> tuple[str, str] | None:
    """(state, key of the decision) of the step that sealed the goal, None when none has."""
    for step in level.steps:
        verdict = goal.fact(f"decision/{step.name}").get("verdict", "")
        if step.seals and step.name in goal.taken and verdict in step.verdicts:
            state = step.leads_to(verdict)
            if state != SAME and not level.state[state].out:
                return state, f"decision/{step.name}"
    return None


def _indicators(session: Session, model: Model, goal: Snapshot, year: int) -> Iterator[tuple[str, str, Indicator]]:
    """(level, state, indicator with the year's milestone as its target) of each of the goal's indicators."""
    stones = {stone["year"]: stone.get("target") for stone in goal.fact("proposal").get("milestones", ())}
    names = [level.name for level in model.of_kind("indicator")]
    marks = ", ".join("?" for _ in names)
    for case in cases(session, f"organisation = ? AND parent = ? AND level IN ({marks}) ORDER BY id",
                      (goal.organisation, goal.id, *names)):  # fmt: skip
        if model.levels[case.level].state[case.state].out:
            continue
        whole: dict[str, Any] = said(session, goal.organisation, case.facts).get("indicator", {"name": case.title})
        target = stones.get(year)
        yield case.level, case.state, Indicator.model_validate(whole | ({"target": target} if target is not None else {}))
