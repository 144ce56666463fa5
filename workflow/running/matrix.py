"""The matrix: the goals of a year by committee, for each round the worst verdict and how many are where."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workflow.cycle.timetable import Calendar, round_dates
from workflow.goals.reporting_status import AWAITED, BEFORE, MISSING, NOT_OPEN
from workflow.governance.model import Level, Model
from workflow.running.marks import AT_RISK, UNKNOWN, ranks
from workflow.running.standing import Followed

BETTER, WORSE, SAME = "better", "worse", "same"
"""What became of a verdict since the round before."""


@dataclass(frozen=True)
class Tally:
    """How many goals are where in a round: `given` of those `asked` have been reported, with these verdicts, of which
    `worst` is the worst, "" while there is none; `changes` is what became of their verdicts since the round before."""

    statuses: Counter[str]
    verdicts: Counter[str]
    changes: Counter[str]
    worst: str
    given: int
    asked: int


@dataclass(frozen=True)
class Group:
    """The goals of a committee, or of all of them (`unit` 0). `level` is set for goals that are the whole
    municipality's: they have a row of their own, whichever body they hang from."""

    model: Model
    unit: int
    level: Level | None
    goals: tuple[Followed, ...]

    @property
    def key(self) -> tuple[int, str]:
        """The same for the same row in another year."""
        return self.unit, self.level.name if self.level else ""

    @cached_property
    def lacks(self) -> Counter[str]:
        """What the goals lack, whatever the round."""
        found: Counter[str] = Counter()
        for followed in self.goals:
            found.update(followed.lacks)
        return found

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The goals in each of the model's rounds."""
        return tuple(_tally(self.model, self.goals, place) for place in range(len(self.model.rounds)))

    def only(self, goals: Collection[Followed]) -> "Group":
        """The same with only some of its goals."""
        return Group(self.model, self.unit, self.level, tuple(goals))


@dataclass(frozen=True)
class Matrix:
    """The committees of a goal year, each with its goals; the municipality's own come last."""

    model: Model
    groups: tuple[Group, ...]

    @cached_property
    def whole(self) -> Group:
        """All of them together."""
        return whole(self.model, self.groups)

    def without(self, hidden: Collection[int]) -> "Matrix":
        """The same without some goals."""
        if not hidden:
            return self
        left = [group.only([one for one in group.goals if one.goal.id not in hidden]) for group in self.groups]
        return Matrix(self.model, tuple(group for group in left if group.goals))


def whole(model: Model, groups: Iterable[Group]) -> Group:
    """Several committees together."""
    return Group(model, 0, None, tuple(followed for group in groups for followed in group.goals))


def matrix(model: Model, goals: Iterable[Followed]) -> Matrix:
    """The goals by committee."""
    found: dict[tuple[bool, int, str], list[Followed]] = {}
    for followed in goals:
        level = model.levels[followed.goal.level]
        wide = level.name if level.owner in ("council", "organisation") else ""
        found.setdefault((bool(wide), followed.goal.unit, wide), []).append(followed)
    return Matrix(model, tuple(
        Group(model, unit, model.levels.get(wide), tuple(some)) for (_, unit, wide), some in sorted(found.items())
    ))  # fmt: skip


def change(model: Model, followed: Followed, place: int) -> str:
    """What became of a goal's verdict in the round at `place` since the one before; "" when one cannot tell."""
    if not place:
        return ""
    known, cells = ranks(model), followed.cells
    now, before = known.get(cells[place].verdict, UNKNOWN), known.get(cells[place - 1].verdict, UNKNOWN)
    if UNKNOWN <= now < AT_RISK or UNKNOWN <= before < AT_RISK:
        return ""
    return SAME if now == before else WORSE if now > before else BETTER


def opened(model: Model, calendar: Calendar, year: int, today: date) -> int:
    """The place of the round that opened last, -1 while none has."""
    dates = [round_dates(model, calendar, year, name, 0).opens for name in model.rounds]
    return max((place for place, opens in enumerate(dates) if opens <= today), default=-1)


def _tally(model: Model, goals: Sequence[Followed], place: int) -> Tally:
    cells, known = [followed.cells[place] for followed in goals], ranks(model)
    statuses = Counter([cell.status for cell in cells if cell.status])
    verdicts = Counter([cell.verdict for cell in cells if cell.verdict])
    asked = statuses.total() - statuses[NOT_OPEN] - statuses[BEFORE]
    return Tally(
        statuses=statuses,
        verdicts=verdicts,
        changes=Counter([what for followed in goals if (what := change(model, followed, place))]),
        worst=max(verdicts, key=lambda code: known.get(code, UNKNOWN), default=""),
        given=asked - statuses[AWAITED] - statuses[MISSING],
        asked=asked,
    )
