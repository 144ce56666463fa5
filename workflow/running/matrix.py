"""The matrix: the goals of a year by committee, for each round the worst verdict and how many are where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.cycle.timetable import Calendar, round_dates
from workflow.governance.model import Level, Model
from workflow.running.cells import AWAITED, BEFORE, MISSING, NOT_OPEN, Cell
from workflow.running.marks import AT_RISK, UNKNOWN, ranks
from workflow.running.standing import Followed

BETTER, WORSE, SAME = "better", "worse", "same"
"""What became of a verdict since the round before."""


@dataclass(frozen=True)
class Tally:
    """How many goals are where in a round: `given` of those `asked` have been reported, `worst` is the worst verdict
    among them, "" while there is none."""

    statuses: Counter[str]
    worst: str
    given: int
    asked: int


@dataclass(frozen=True)
class Group:
    """The goals of a committee. `level` is set for goals that are the whole municipality's: they have a row of their
    own, whichever body they hang from."""

    unit: int
    level: Level | None
    goals: tuple[Followed, ...]

    @property
    def lacks(self) -> Counter[str]:
        """What the goals lack, whatever the round."""
        return sum((followed.lacks for followed in self.goals), Counter())


def groups(model: Model, goals: Iterable[Followed]) -> list[Group]:
    """The goals by committee; the municipality's own come last."""
    found: dict[tuple[int, str], list[Followed]] = {}
    for followed in goals:
        level = model.levels[followed.goal.level]
        wide = level.name if level.owner in ("council", "organisation") else ""
        found.setdefault((followed.goal.unit, wide), []).append(followed)
    ordered = sorted(found.items(), key=lambda pair: bool(pair[0][1]))
    return [Group(unit, model.levels.get(wide), tuple(some)) for (unit, wide), some in ordered]


def tally(model: Model, goals: Sequence[Followed], place: int) -> Tally:
    """The goals in the round at `place` among the model's rounds."""
    cells: list[Cell] = [followed.cells[place] for followed in goals]
    statuses = Counter([cell.status for cell in cells if cell.status])
    said, known = {cell.verdict for cell in cells if cell.verdict}, ranks(model)
    asked = statuses.total() - statuses[NOT_OPEN] - statuses[BEFORE]
    return Tally(
        statuses=statuses,
        worst=max(said, key=lambda code: known.get(code, UNKNOWN), default=""),
        given=asked - statuses[AWAITED] - statuses[MISSING],
        asked=asked,
    )


def change(model: Model, followed: Followed, place: int) -> str:
    """What became of a goal's verdict in the round at `place` since the one before; "" when one cannot tell."""
    if not place:
        return ""
    known = ranks(model)
    now, before = (known.get(followed.cells[at].verdict, UNKNOWN) for at in (place, place - 1))
    if any(UNKNOWN <= rank < AT_RISK for rank in (now, before)):
        return ""
    return SAME if now == before else WORSE if now > before else BETTER


def opened(model: Model, calendar: Calendar, year: int, today: date) -> int:
    """The place of the round that opened last, -1 while none has."""
    dates = [round_dates(model, calendar, year, name, 0).opens for name in model.rounds]
    return max((place for place, opens in enumerate(dates) if opens <= today), default=-1)
