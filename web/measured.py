"""What the figures of an indicator say, in words and the same on every page: when its target is met, by which value it is
judged and how, and in which rounds a fresh value can be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.language import language
from workflow.cycle.timetable import Calendar, round_dates
from workflow.goals.target import Target
from workflow.governance.model import Level, Model, Verdict
from workflow.measuring.attainment import Facts, Judged, Terms, together
from workflow.measuring.freshness import Fresh, freshness
from workflow.measuring.values import Value, judged, outcome, terms, values
from workflow.records.case import Snapshot
from workflow.words import Say


@dataclass(frozen=True)
class Figure:
    """An indicator: the terms of its target, the value by which it is judged (None before any), and what that says."""

    terms: Terms
    said: Value | None
    judged: Judged
    verdict: Verdict | None


def figure(model: Model, indicator: Snapshot, goal: Facts, year: int | None) -> Figure:
    """What is known of the indicator, given what was said of it and of its goal."""
    found = values(indicator.facts, goal, indicator.id, year)
    last = outcome(found, year)
    meant = terms(indicator.facts, found, year, last)
    said = judged(meant, last)
    return Figure(meant, last, said, model.verdict("attainment", said.code))


def jointly(model: Model, figures: Iterable[Figure]) -> Verdict | None:
    """What the indicators of a goal say together; None when they say nothing."""
    return model.verdict("attainment", together(one.judged.code for one in figures))


def aimed(meant: Terms, unit: str = "", reference: str = "") -> str:
    """When the target is met, in words: "at least 85 per cent", "higher than the year before (71.4)"; "" for no target.
    `reference` is the name of what it is compared with."""
    return Target(meant, unit, reference=reference).in_full(Say(language()))


def fresh(model: Model, calendar: Calendar, level: Level, goal: Snapshot, indicator: Mapping[str, Any]) -> list[Fresh]:
    """For each round of the goal and its closing, what can be known of the indicator by then, given how it was set; [] when
    nobody has said how often it is measured."""
    return freshness(indicator, goal.year or 0, rounds_of(model, calendar, level, goal))


def rounds_of(model: Model, calendar: Calendar, level: Level, goal: Snapshot) -> list[tuple[str, date]]:
    """The rounds in which a goal is forecast and closed, each with the day by which that is reported."""
    asked = {name for step in level.steps if step.says == "forecast" for name in step.rounds} | {level.closing_round}
    return [
        (name, round_dates(model, calendar, goal.year or 0, name, goal.unit).report)
        for name in model.rounds if name in asked
    ]  # fmt: skip
