"""The decision clock: logged, minutes approved, notice put up, the time to appeal, final - with the law's days as the
model has them. What nobody has noted is reckoned, and told as reckoned."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.cycle.deadlines import agreed_date
from workflow.cycle.working_days import DAY
from workflow.facts.decision import Gathering, Minutes
from workflow.governance.model import Level, Model, Step
from workflow.records.case import Case
from workflow.words import Sentence, sentence

LOGGED, APPROVED, NOTICED, APPEAL, FINAL = (
    sentence("Logged"), sentence("Minutes approved"), sentence("Notice put up"), sentence("The time to appeal ends"),
    sentence("Final"),
)  # fmt: skip
NOT_YET = sentence("Decided, not yet final")
RECKONED = sentence("Final as reckoned: the notice is not noted")
ENDED = sentence("No longer holds")


@dataclass(frozen=True)
class Tick:
    """A place on the clock: its day (None: nobody knows), whether it is only reckoned, whether it is noted that it has
    passed, and whether it is later than the law allows."""

    title: Sentence
    on: date | None
    reckoned: bool
    passed: bool
    late: bool = False


@dataclass(frozen=True)
class Clock:
    """The whole clock, and in one sentence where it stands, with its sign."""

    ticks: tuple[Tick, ...]
    sign: str
    stands: Sentence


def clock(model: Model, decision: Case, meeting: Case | None, today: date) -> Clock:
    """The clock of a decision, whose meeting tells its days."""
    state = model.levels[decision.level].state[decision.state]
    ticks = [Tick(LOGGED, decision.born, False, True)]
    if meeting and meeting.said(Gathering):
        ticks += _of_meeting(model, meeting, today, state.final)
    if state.out:
        return Clock(tuple(ticks), "✕", ENDED)
    if ticks[-1].title is FINAL and ticks[-1].passed:
        return Clock(tuple(ticks), "✓", FINAL)
    return Clock(tuple(ticks), "●", RECKONED if state.final else NOT_YET)


def _of_meeting(model: Model, meeting: Case, today: date, settled: bool) -> list[Tick]:
    """The days of the minutes: noted, or by when at the latest, each reckoned from the one before. What lies so far
    back that it must be `settled` is late no more."""
    facts, said = meeting.facts, dict[str, Any](meeting.fact(Minutes.kind))
    told, ends = _steps(model.levels[meeting.level])
    ticks = []
    for title, name, step in zip((APPROVED, NOTICED), ("approved", "noticed"), told, strict=False):
        limit = agreed_date(model, step, facts | {Minutes.kind: said})
        known = date.fromisoformat(said[name]) if said.get(name) else None
        on = known or limit
        ticks.append(
            Tick(title, on, known is None, known is not None, known is None and not settled and bool(on and on < today))
        )
        if on:
            said[name] = on.isoformat()
    noticed = bool(ticks) and ticks[-1].passed
    if ends and (final := agreed_date(model, ends, facts | {Minutes.kind: said})):
        ticks.append(Tick(APPEAL, final - DAY, not noticed, noticed and final <= today))
        ticks.append(Tick(FINAL, final, not noticed, noticed and final <= today))
    return ticks


def _steps(level: Level) -> tuple[list[Step], Step | None]:
    """The steps that tell of the minutes, and the calendar's own after them."""
    told = [step for step in level.steps if step.says == Minutes.kind and step.due]
    return told[:2], next((step for step in level.steps if step.by_clock and step.due), None)
