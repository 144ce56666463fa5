"""What is told of a simulated year: month by month what happened, and in the end how each goal fared."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.cycle.reminders import OPENED
from workflow.records.case import Case
from workflow.records.projection import NOTE
from workflow.records.sql import run
from workflow.simulation.players import Players
from workflow.states.replay import verify

COUNTED = {"opened": "opened", "reminder": "reminded", "escalation": "escalated"}
"""Under which word a notice is counted, by the kind of its rung."""
_HAPPENED = (
    'SELECT e.fact, e.step, e.short FROM event e JOIN cases k ON k.id = e."case" WHERE e.organisation = ? '
    "AND e.effective LIKE ? AND (k.year = ? OR k.year IS NULL) ORDER BY e.seq"
)


def month_of(session: Session, players: Players, last: date) -> dict[str, Any]:
    """The month that ends with `last`: what fell due, was opened, reminded, escalated, decided and otherwise done for
    the goal year's own cases and those of no year; the state of every goal."""
    players.memory.refresh(session)
    month = f"{last:%Y-%m}"
    counts = Counter(_happened(session, players, month))
    due = sum(f"{day:%Y-%m}" == month for day in players.asked.values())
    return {
        "month": month, "due": due, **{word: counts[word] for word in (*COUNTED.values(), "decided", "taken")},
        "goals": {_label(goal): goal.state for goal in _goals(players)},
    }  # fmt: skip


def told(session: Session, players: Players, months: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole answer: the months, how each goal ended, what people were refused, which
    levels have a case, which steps somebody took, and whether the chain holds."""
    held = verify(session, players.stage.clock.organisation)
    goals = [{"goal": _label(goal), "level": goal.level, "unit": goal.unit, "state": goal.state}
             for goal in _goals(players)]  # fmt: skip
    return {
        "model": players.model.name, "year": players.year, "seed": players.seed, "months": months, "goals": goals,
        "refused": dict(sorted(players.refused.items())), "levels": sorted({case.level for case in players.memory.there.values()}),
        "reached": sorted(players.reached), "events": held.events, "holds": not held.faults,
    }  # fmt: skip


def _happened(session: Session, players: Players, month: str) -> Iterator[str]:
    """Each event of the month as the word under which it is counted."""
    rungs = (OPENED, *(rung for ladder in players.model.ladders.values() for rung in ladder))
    kinds = {rung.name: rung.kind for rung in rungs}
    for fact, step, short in run(session, _HAPPENED, (players.stage.clock.organisation, f"{month}%", players.year)):
        if fact == "notice":
            [notice] = json.loads(short).values()
            yield COUNTED[kinds[notice["rung"]]]
        elif step != NOTE:
            yield "decided" if fact == "decision" else "taken"


def _goals(players: Players) -> list[Case]:
    """The goals of the year, those that have left the field too."""
    names = {level.name for level in players.model.of_kind("goal")}
    return [case for case in players.memory.there.values() if case.level in names and case.year == players.year]


def _label(goal: Case) -> str:
    return f"{goal.level} {goal.id}"
