"""What the figures of a goal say, in words: when a target is met, how much of it there is, and when a value can be known."""

from dataclasses import dataclass
from datetime import date

from web.goal.near import Near
from web.language import language
from workflow.cycle.timetable import round_dates
from workflow.goals.target import Target
from workflow.governance.model import Verdict
from workflow.measuring.attainment import Judged, together
from workflow.measuring.freshness import freshness
from workflow.measuring.values import Value, judged, outcome, terms, values
from workflow.records.case import Snapshot
from workflow.words import Say, Title


@dataclass(frozen=True)
class Gauge:
    """An indicator: its target in words ("" for none), what its last value says of it, how much of the target that is in
    per cent, and for each round the end of the last month of which a fresh value can be known; () when nobody has said
    how often it is measured."""

    aim: str
    verdict: Verdict | None
    share: float | None
    fresh: tuple[tuple[Title, date | None], ...]


def gauge(near: Near, case: Snapshot) -> Gauge:
    """What the figures say of one indicator."""
    found = _values(near, case)
    last = outcome(found, near.case.year)
    said, own = terms(case.facts, found, near.case.year, last), case.fact("indicator")
    words = Target(said, str(own.get("unit", ""))).in_words(Say(language()))
    figures = _judged(near, case)
    return Gauge(words, near.now.model.verdict("attainment", figures.code), figures.share, tuple(_fresh(near, case)))


def computed(near: Near) -> Verdict | None:
    """What the goal's indicators say together; None when they say nothing."""
    codes = [_judged(near, case).code for case in _in_force(near)]
    return near.now.model.verdict("attainment", together(codes))


def _in_force(near: Near) -> list[Snapshot]:
    found = near.under("indicator")
    return [case for case in found if not near.model(case).levels[case.level].state[case.state].out]


def _values(near: Near, case: Snapshot) -> list[Value]:
    return values(case.facts, near.case.facts, case.id, near.case.year)


def _judged(near: Near, case: Snapshot) -> Judged:
    found = _values(near, case)
    last = outcome(found, near.case.year)
    return judged(terms(case.facts, found, near.case.year, last), last)


def _fresh(near: Near, case: Snapshot) -> list[tuple[Title, date | None]]:
    model, goal = near.now.model, near.case
    steps = [step for step in near.level.steps if step.says == "forecast"]
    asked = {name for step in steps for name in step.rounds} | {near.level.closing_round}
    names = [name for name in model.rounds if name in asked]
    year = goal.year or 0
    rounds = [(name, round_dates(model, near.now.calendar, year, name, goal.unit).report) for name in names]
    return [(model.rounds[one.round].title, one.period) for one in freshness(case.fact("indicator"), year, rounds)]
