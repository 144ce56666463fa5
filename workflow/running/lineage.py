"""What goes on from one goal year to the next: goals whose § covers it too, and goals at risk, which are offered.

Nothing is carried over silently, and nothing is adopted (002: multi-year goals). A year that the § does not cover
starts with nothing.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.cycle.calendar import local_day
from workflow.facts import Fact, fact_of
from workflow.facts.clerical import Lineage, Offered
from workflow.goals.decision import adopting_steps
from workflow.goals.forecast import last_verdict
from workflow.governance.model import SAME, Level, Model
from workflow.measuring.attainment import target_in
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.events import said
from workflow.records.queries.models import model_of
from workflow.states.perform import bring_in, note
from workflow.states.situation import Who


def write_out(session: Session, clock: Who, model: Model, home: Snapshot, at: datetime) -> None:
    """Write out in `home` (a goal year, or a committee's) the goals of the year before whose § covers this one too.
    Those that are there already stay as they are."""
    for goal, level in _goals(session, model, home, back=1):
        adopted = _adoption(level, goal)
        if adopted and int(goal.fact("proposal").get("until_year") or 0) >= (home.year or 0):
            _go_on(session, clock, model, goal, home, adopted, at)


def offer(session: Session, clock: Who, model: Model, home: Snapshot, at: datetime) -> None:
    """Offer, in a year that is being written, the goals of the running year that look as if they will not be reached;
    anew when their closing says otherwise."""
    if home.year is None or local_day(at).year >= home.year:
        return
    at_risk = [goal.id for goal, _ in _goals(session, model, home, back=2) if _is_at_risk(session, goal)]
    if at_risk != list(home.fact("offered").get("goals", ())):
        note(session, home.id, clock, Offered(goals=tuple(at_risk)), at=at)


def _goals(session: Session, model: Model, home: Snapshot, back: int) -> list[tuple[Snapshot, Level]]:
    """The goals in the field, so many years back, that stood where `home` now is, with their levels then."""
    names = [level.name for level in model.of_kind("goal") if level.parent == home.level]
    if home.year is None or not names:
        return []
    marks, values = ", ".join("?" for _ in names), (home.organisation, home.year - back, *names)
    where, own = f"organisation = ? AND year = ? AND level IN ({marks})", model.levels[home.level].kind != "year"
    there = cases(session, f"{where} AND unit = ? ORDER BY id" if own else f"{where} ORDER BY id",
                  (*values, home.unit) if own else values)  # fmt: skip
    levels = ((goal, model_of(session, goal.organisation, goal.model).levels[goal.level]) for goal in there)
    return [(goal, level) for goal, level in levels if not level.state[goal.state].out]


def _is_at_risk(session: Session, goal: Snapshot) -> bool:
    """True when the goal was not reached in full, or looks as if it will not be."""
    verdict = last_verdict(model_of(session, goal.organisation, goal.model), goal)
    return bool(verdict and verdict.at_risk)


def _adoption(level: Level, goal: Snapshot) -> tuple[str, str] | None:
    """(state, name of the step) of the decision by which the goal was adopted, None when none has."""
    for step in adopting_steps(level, goal):
        state = step.leads_to(str(goal.fact("decision", step.name)["verdict"]))
        if state != SAME:
            return state, step.name
    return None


def _go_on(
    session: Session, clock: Who, model: Model, goal: Snapshot, home: Snapshot, adopted: tuple[str, str], at: datetime
) -> None:  # fmt: skip
    """The goal's case for its next year, in the state that the § gave it, with its indicators."""
    state, step = adopted
    if goal.level not in model.levels or state not in model.levels[goal.level].state:
        return
    once, source = f"continues/{goal.id}/{home.year}", f"case {goal.id}"
    born = bring_in(session, goal.level, state, list(_said(session, goal, step)), clock, at=at, parent=home.id,
                    year=home.year, title=goal.title, source=source, once=once)  # fmt: skip
    for case, indicator in () if born.again else _indicators(session, model, goal, home.year or 0):
        bring_in(session, case.level, case.state, [(indicator, "")], clock, at=at, parent=born.case.id, year=home.year,
                 source=source, once=f"{once}/{case.id}")  # fmt: skip


def _said(session: Session, goal: Snapshot, step: str) -> Iterator[tuple[Fact, str]]:
    """What is said of the goal in its next year too: the words as decided, the proposal, the decision."""
    whole = said(session, goal.organisation, goal.facts)
    decision = whole.get(f"decision/{step}", {})
    if words := decision.get("words"):
        whole["wording"] = whole.get("wording", {}) | {"goal": words}
    for kind, given, name in (("wording", whole.get("wording"), ""), ("proposal", whole.get("proposal"), ""),
                              ("decision", decision, step)):  # fmt: skip
        if given:
            yield fact_of(kind, given), name
    yield Lineage(continues=goal.id), ""


def _indicators(session: Session, model: Model, goal: Snapshot, year: int) -> Iterator[tuple[Snapshot, Fact]]:
    """Each of the goal's indicators that is in use, with its target; the only one has the year's milestone for it."""
    names = {level.name for level in model.of_kind("indicator")}
    own = [
        case for case in cases(session, "organisation = ? AND parent = ? ORDER BY id", (goal.organisation, goal.id))
        if case.level in names and case.state in model.levels[case.level].state
        and model.levels[case.level].is_open(case.state)
    ]  # fmt: skip
    stones = {stone["year"]: stone.get("target") for stone in goal.fact("proposal").get("milestones", ())}
    for case in own:
        whole = said(session, goal.organisation, case.facts).get("indicator", {"name": case.title})
        stone = stones.get(year) if len(own) == 1 else None
        decided = target_in(case.facts, year) or target_in(case.facts, case.year)
        given = {"target": decided.get("value"), "target_to": decided.get("to")} if stone is None else {"target": stone}
        if whole.get("comparator") == "between" and given.get("target_to") is None:
            given = {}  # one end says nothing of an interval
        yield case, fact_of("indicator", whole | {name: value for name, value in given.items() if value is not None})
