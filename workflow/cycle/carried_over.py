"""What goes on from one goal year to the next: goals whose § covers it too, and goals at risk, which are offered.

Nothing is carried over silently, and nothing is adopted (002: multi-year goals). A year that the § does not cover
starts with nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.working_days import local_day
from workflow.facts import Fact, fact_of
from workflow.facts.clerical import Lineage, Offered
from workflow.facts.decision import Decided
from workflow.facts.indicator import Indicator
from workflow.facts.wording import Proposal, Wording
from workflow.goals.adoption import adopted_words, adopting_steps
from workflow.goals.forecast import last_verdict
from workflow.governance.model import SAME, Level, Model
from workflow.measuring.attainment import target_in
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at, cases_under
from workflow.records.queries.events import in_full, said
from workflow.records.queries.models import model_of
from workflow.states.command import ImportedCase, Note
from workflow.states.context import Who
from workflow.states.perform import bring_in, note


def write_out(session: Session, clock: Who, model: Model, home: Case, at: datetime) -> None:
    """Write out in `home` (a goal year, or a committee's) the goals of the year before whose § covers this one too.
    Those that are there already stay as they are."""
    for goal, level in _goals(session, model, home, back=1):
        adopted, proposal = _adoption(level, goal), goal.said(Proposal)
        if adopted and proposal and (proposal.until_year or 0) >= (home.year or 0):
            _go_on(session, clock, model, goal, level, home, adopted, at)


def offer(session: Session, clock: Who, model: Model, home: Case, at: datetime) -> None:
    """Offer, in a year that is being written, the goals of the running year that look as if they will not be reached;
    anew when their closing says otherwise."""
    if home.year is None or local_day(at).year >= home.year:
        return
    at_risk = [goal.id for goal, _ in _goals(session, model, home, back=2) if _is_at_risk(session, goal)]
    offered = Offered(goals=tuple(at_risk))
    if offered.goals != (home.said(Offered) or Offered()).goals:
        note(session, Note(home.id, clock, offered, at=at))


def _goals(session: Session, model: Model, home: Case, back: int) -> list[tuple[Case, Level]]:
    """The goals in the field, so many years back, that stood where `home` now is, with their levels then."""
    names = [level.name for level in model.of_kind("goal") if level.parent == home.level]
    if home.year is None or not names:
        return []
    unit = None if model.levels[home.level].kind == "year" else home.unit
    there = cases_at(session, home.organisation, names, year=home.year - back, unit=unit)
    levels = ((goal, model_of(session, goal.organisation, goal.model).levels[goal.level]) for goal in there)
    return [(goal, level) for goal, level in levels if not level.state[goal.state].out]


def _is_at_risk(session: Session, goal: Case) -> bool:
    """True when the goal was not reached in full, or looks as if it will not be."""
    verdict = last_verdict(model_of(session, goal.organisation, goal.model), goal)
    return bool(verdict and verdict.at_risk)


def _adoption(level: Level, goal: Case) -> tuple[str, str] | None:
    """(state, name of the step) of the decision that first adopted the goal, None when none has: its next year waits for
    whoever confirms it."""
    for step in adopting_steps(level, goal):
        decided = goal.said(Decided, step.name)
        if decided and (state := step.leads_to(decided.verdict)) != SAME:
            return state, step.name
    return None


def _go_on(
    session: Session, clock: Who, model: Model, goal: Case, level: Level, home: Case, adopted: tuple[str, str],
    at: datetime,
) -> None:  # fmt: skip
    """The goal's case for its next year, in the state that the § gave it, with its indicators."""
    state, step = adopted
    if goal.level not in model.levels or state not in model.levels[goal.level].state:
        return
    once, source = f"continues/{goal.id}/{home.year}", f"case {goal.id}"
    born = bring_in(
        session,
        ImportedCase(
            goal.level,
            state,
            list(_said(session, level, goal, step)),
            clock,
            at=at,
            parent=home.id,
            year=home.year,
            title=goal.title,
            source=source,
            idempotency_key=once,
        ),
    )
    for case, indicator in () if born.again else _indicators(session, model, goal, home.year or 0):
        bring_in(
            session,
            ImportedCase(
                case.level,
                case.state,
                [(indicator, "")],
                clock,
                at=at,
                parent=born.case.id,
                year=home.year,
                source=source,
                idempotency_key=f"{once}/{case.id}",
            ),
        )


def _said(session: Session, level: Level, goal: Case, step: str) -> Iterator[tuple[Fact, str]]:
    """What is said of the goal in its next year too: the words as they were decided last, the proposal, the decision."""
    whole = said(session, goal.organisation, goal.facts)
    if words := adopted_words(level, goal, lambda key: whole.get(key, {})):
        whole[Wording.kind] = whole.get(Wording.kind, {}) | {"goal": words}
    for kind, name in ((Wording.kind, ""), (Proposal.kind, ""), (Decided.kind, step)):
        if given := whole.get(f"{kind}/{name}" if name else kind):
            yield fact_of(kind, given), name
    yield Lineage(continues=goal.id), ""


def _indicators(session: Session, model: Model, goal: Case, year: int) -> Iterator[tuple[Case, Fact]]:
    """Each of the goal's indicators that is in use, with its target; the only one has the year's milestone for it."""
    found = cases_under(session, goal.organisation, [goal.id], [level.name for level in model.of_kind("indicator")])
    levels = ((case, model.levels[case.level]) for case in found)
    own = [case for case, level in levels if case.state in level.state and level.is_open(case.state)]
    told = in_full(session, goal.organisation, own, Indicator)
    proposal = goal.said(Proposal)
    stones = {stone.year: stone.target for stone in proposal.milestones} if proposal else {}
    for case in own:
        said = told.get(case.id, Indicator.of({}))
        stone = stones.get(year) if len(own) == 1 else None
        decided = target_in(case.facts, year) or target_in(case.facts, case.year)
        target, to = (stone, None) if stone is not None else (decided.value, decided.to) if decided else (None, None)
        changed: dict[str, Any] = {"name": said.name or case.title}
        # One end says nothing of an interval.
        if target is not None and (to is not None or said.comparator != "between"):
            changed |= {"target": target, "target_to": said.target_to if to is None else to}
        yield case, said.model_copy(update=changed)
