"""The decision clock: logged, minutes approved, notice put up, the time to appeal, final - with the law's days as the
model has them. What has not happened yet is preliminary."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.cycle.calendar import DAY
from workflow.cycle.due import due_date
from workflow.cycle.timetable import Calendar
from workflow.facts.decision import Minutes
from workflow.governance.model import Level, Model, Step
from workflow.records.case import Snapshot
from workflow.words import Sentence, sentence

LOGGED, APPROVED, NOTICED, APPEAL, FINAL = (
    sentence("Logged"), sentence("Minutes approved"), sentence("Notice put up"), sentence("The time to appeal ends"),
    sentence("Final"),
)  # fmt: skip
NOT_YET = sentence("Decided, not yet final")
ENDED = sentence("No longer holds")


@dataclass(frozen=True)
class Tick:
    """A place on the clock: its day (None: nobody knows), whether it is only computed, whether it has passed, and
    whether it is later than the law allows."""

    title: Sentence
    on: date | None
    preliminary: bool
    passed: bool
    late: bool = False


@dataclass(frozen=True)
class Clock:
    """The whole clock, and in one sentence where it stands, with its sign."""

    ticks: tuple[Tick, ...]
    sign: str
    stands: Sentence


def clock(model: Model, calendar: Calendar, decision: Snapshot, meeting: Snapshot | None, today: date) -> Clock:
    """The clock of a decision, whose meeting tells its days."""
    state = model.levels[decision.level].state[decision.state]
    ticks = [Tick(LOGGED, decision.born, False, True)]
    if meeting and meeting.fact("gathering").get("on"):
        ticks += _of_meeting(model, calendar, meeting, today)
    if state.out:
        return Clock(tuple(ticks), "✕", ENDED)
    final = state.final or (ticks[-1].title is FINAL and ticks[-1].passed)
    return Clock(tuple(ticks), "✓" if final else "●", FINAL if final else NOT_YET)


def _of_meeting(model: Model, calendar: Calendar, meeting: Snapshot, today: date) -> list[Tick]:
    """The days of the minutes: said, or by when at the latest; each reckoned from the one before."""
    level, said = model.levels[meeting.level], dict(meeting.fact(Minutes.kind))
    steps = _steps(level)
    ticks = []
    for title, name, step in zip((APPROVED, NOTICED), ("approved", "noticed"), steps[:2], strict=False):
        limit = _due(model, calendar, meeting, step, said)
        known = date.fromisoformat(said[name]) if said.get(name) else None
        on = known or limit
        ticks.append(Tick(title, on, known is None, known is not None, known is None and bool(on and on < today)))
        if on:
            said[name] = on.isoformat()
    noticed = ticks[-1].passed if ticks else False
    if len(steps) > 2 and (final := _due(model, calendar, meeting, steps[2], said)):
        ticks.append(Tick(APPEAL, final - DAY, not noticed, noticed and final <= today))
        ticks.append(Tick(FINAL, final, not noticed, noticed and final <= today))
    return ticks


def _steps(level: Level) -> list[Step]:
    """The steps that tell of the minutes, and the calendar's own after them."""
    told = [step for step in level.steps if step.says == Minutes.kind and step.due]
    return [*told[:2], *[step for step in level.steps if step.by_clock and step.due]]


def _due(model: Model, calendar: Calendar, meeting: Snapshot, step: Step, said: dict[str, Any]) -> date | None:
    """By when, as the model has it, if the minutes are as `said`."""
    facts = {**meeting.facts, Minutes.kind: {**said, "seq": 0, "by": 0, "at": said.get("approved", "")}}
    state = step.from_[0]
    found = due_date(model, calendar, step, meeting._replace(facts=facts, state=state), "")
    return found.on if found else None
