"""Forecast reliability: how earlier outlooks held against the closing, round by round (idea 9). Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workflow.facts.closing import Closing
from workflow.facts.forecast import Forecast
from workflow.governance.model import Model
from workflow.records.case import Case

BEST, MIDDLE, WORST = 0, 1, 2
"""What an outlook or an attainment says of the goal, whatever the scale calls it."""
RIGHT, TOO_BRIGHT, TOO_DARK, UNKNOWN = "right", "too_bright", "too_dark", "unknown"


class Held(NamedTuple):
    """How the outlooks of a round held: so many were right, saw it brighter or darker than it became, or cannot be
    compared because one of the two says nothing."""

    round: str
    right: int = 0
    too_bright: int = 0
    too_dark: int = 0
    unknown: int = 0

    @property
    def asked(self) -> int:
        """How many goals were to be forecast."""
        return self.right + self.too_bright + self.too_dark + self.unknown

    @property
    def compared(self) -> int:
        """How many outlooks can be held against a closing."""
        return self.asked - self.unknown


def reliability(model: Model, goals: Iterable[Case]) -> tuple[Held, ...]:
    """How the outlooks of the goals held, for each round in which some of them were to be forecast."""
    found: dict[str, dict[str, int]] = {}
    for goal in goals:
        for round in rounds_of(model, goal):
            counts = found.setdefault(round, {RIGHT: 0, TOO_BRIGHT: 0, TOO_DARK: 0, UNKNOWN: 0})
            counts[held(model, goal, round)] += 1
    return tuple(Held(name, **found[name]) for name in model.rounds if name in found)


def by_unit(model: Model, goals: Iterable[Case]) -> Mapping[int, tuple[Held, ...]]:
    """The same for each body."""
    owned: dict[int, list[Case]] = {}
    for goal in goals:
        owned.setdefault(goal.unit, []).append(goal)
    return {unit: reliability(model, some) for unit, some in owned.items()}


def held(model: Model, goal: Case, round: str) -> str:
    """How the outlook of a round held against the goal's closing."""
    said, became = (
        rank(model, "outlook", goal.verdict(Forecast, round)),
        rank(model, "attainment", goal.verdict(Closing)),
    )
    if said is None or became is None:
        return UNKNOWN
    return RIGHT if said == became else TOO_BRIGHT if said < became else TOO_DARK


def rank(model: Model, scale: str, code: str) -> int | None:
    """What a value of the scale says: the first is the best, the last the worst, all between say "partly". None for one
    that says nothing, or is not in the scale."""
    known = [verdict.name for verdict in model.scale(scale) if not verdict.unknown]
    if code not in known:
        return None
    place = known.index(code)
    return BEST if place == 0 else WORST if place == len(known) - 1 else MIDDLE


def rounds_of(model: Model, goal: Case) -> tuple[str, ...]:
    """The rounds in which goals of this level are forecast."""
    steps = model.levels[goal.level].steps
    return tuple(dict.fromkeys(name for step in steps if step.says == "forecast" for name in step.rounds))
