"""How the goals of a year stand: each with what it lacks, counted by committee and round, as a matrix with the worst
verdict of each. Read from the case rows alone, and remembered as long as nothing happens."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from workflow.cycle.timetable import Calendar, round_dates
from workflow.goals.lacking import lacking_in, unmeasured
from workflow.goals.marks import AT_RISK, UNKNOWN, ranks
from workflow.goals.reporting_status import (
    AWAITED,
    BEFORE,
    MISSING,
    NOT_OPEN,
    ReportingStatus,
    reporting_status,
)
from workflow.governance.model import Level, Model
from workflow.organisation.responsibility import Seats, seats
from workflow.records.case import Case
from workflow.records.queries.goals import goals_of_years
from workflow.records.unchanged import unless_changed

BETTER, WORSE, SAME = "better", "worse", "same"
"""What became of a verdict since the round before."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A goal as it is followed up: a cell for each round of its model, what became of its verdict in it since the one
    before ("" when one cannot tell), and what it lacks whatever the round."""

    goal: Case
    cells: tuple[ReportingStatus, ...]
    changes: tuple[str, ...]
    lacks: Counter[str]


def follow(
    model: Model, calendar: Calendar, held: Seats, goals: Iterable[Case], today: date
) -> list[Followed]:  # fmt: skip
    """Each of the goals as it stands on the day `today`."""
    rounds, known, lacks = tuple(model.rounds), ranks(model), lacking_in(model, calendar, held, today)
    found = []
    for goal in goals:
        cells = tuple([reporting_status(model, calendar, goal, name, today) for name in rounds])
        ranked = [known.get(cell.verdict, UNKNOWN) for cell in cells]
        changes = ("", *map(_change, ranked, ranked[1:])) if ranked else ()
        found.append(Followed(goal, cells, changes, lacks(goal)))
    return found


def _change(before: int, now: int) -> str:
    if UNKNOWN <= now < AT_RISK or UNKNOWN <= before < AT_RISK:
        return ""
    return SAME if now == before else WORSE if now > before else BETTER


def _goals_of(session: Session, organisation: int, models: Mapping[int, Model], unit: int = 0) -> list[Case]:
    """The goals that are in the field in some years, `models` by goal year, by unit; those of one unit when it is given."""
    names = sorted({level.name for model in models.values() for level in model.of_kind("goal")})
    found = goals_of_years(session, organisation, sorted(models), names, unit)
    return [goal for goal in found if goal.year and _is_in_the_field(models[goal.year], goal)]


def _is_in_the_field(model: Model, goal: Case) -> bool:
    level = model.levels.get(goal.level)
    return bool(level and goal.state in level.state and not level.state[goal.state].out)


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

    def unmeasured(self, place: int) -> Counter[str]:
        """Why indicators have no value in the round at `place`, by the model's scale `missing`."""
        return Counter([why for followed in self.goals for why in unmeasured(followed.cells[place].said)])

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

    def of_unit(self, unit: int) -> Group:
        """What hangs from one body, also of the whole municipality's; all of them for none."""
        return whole(self.model, (group for group in self.groups if group.unit == unit)) if unit else self.whole

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
        changes=Counter([what for followed in goals if (what := followed.changes[place])]),
        worst=max(verdicts, key=lambda code: known.get(code, UNKNOWN), default=""),
        given=asked - statuses[AWAITED] - statuses[MISSING],
        asked=asked,
    )


def matrices(
    session: Session, chain: tuple[int, str], calendar: Calendar, models: Mapping[int, Model], today: date
) -> dict[int, Matrix]:
    """The matrix of each goal year of `models`, as it stands on the day `today`; `chain` is the organisation and the
    seal of its last event, read before."""
    key = ("matrices", *sorted((year, model.digest) for year, model in models.items()))
    return unless_changed(session, chain, today, key, lambda: _made(session, chain[0], calendar, models, today))


def matrix_of_unit(
    session: Session, organisation: int, calendar: Calendar, year: int, model: Model, unit: int, today: date
) -> Matrix:  # fmt: skip
    """The same with the goals of one body alone."""
    return _made(session, organisation, calendar, {year: model}, today, unit)[year]


def _made(
    session: Session, organisation: int, calendar: Calendar, models: Mapping[int, Model], today: date, unit: int = 0
) -> dict[int, Matrix]:  # fmt: skip
    goals, held = _goals_of(session, organisation, models, unit), seats(session, organisation, today)
    return {
        year: matrix(model, follow(model, calendar, held, [goal for goal in goals if goal.year == year], today))
        for year, model in models.items()
    }
