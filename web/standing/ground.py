"""What Läget is shown from: the goals of a year as they stand, and of the year before when they are compared. At most
eight statements in all, however many goals."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from web.language import say, sorting
from web.names import Names, names_in
from web.session import session, who
from web.standing.choice import Choice
from web.visible import OPEN, seen, visible
from workflow.governance.model import Model
from workflow.records.case import Snapshot
from workflow.running.matrices import matrices
from workflow.running.matrix import Group, Matrix, opened, whole
from workflow.states.dates import model_of
from workflow.states.situation import Situation, Unknown, cases


@dataclass(frozen=True)
class Ground:
    """`years` are the goal years there are, the open ones first, and whether each is open; `current` is the place of
    the round that opened last, -1 while none has; `earlier` is the year before, when it is compared and there is one;
    `is_for_all` when there is no goal that some may not know of."""

    choice: Choice
    years: tuple[tuple[int, bool], ...]
    matrix: Matrix
    current: int
    earlier: Matrix | None
    names: Names
    is_for_all: bool

    @property
    def model(self) -> Model:
        """The model that the year follows."""
        return self.matrix.model

    @cached_property
    def rounds(self) -> tuple[str, ...]:
        """The rounds of the year."""
        return tuple(self.model.rounds)

    @cached_property
    def place(self) -> int:
        """The place of the round that is looked at, else of the one that opened last."""
        return self.rounds.index(self.choice.round) if self.choice.round else self.current

    @cached_property
    def groups(self) -> list[Group]:
        """The committees of the year, as Swedish sorts them, the municipality's own goals last."""
        return sorted(self.matrix.groups, key=lambda group: (group.level is not None, sorting(self.title(group))))

    @cached_property
    def shown(self) -> list[Group]:
        """The committees that are looked at."""
        return [group for group in self.groups if self.choice.unit in ("", self.code(group))]

    @cached_property
    def together(self) -> Group:
        """All that are looked at, as one."""
        return whole(self.model, self.shown) if self.choice.unit else self.matrix.whole

    def code(self, group: Group) -> str:
        """What a committee is called in addresses."""
        unit = self.names.units[group.unit]
        return unit.code or str(unit.id)

    def title(self, group: Group) -> str:
        """What a row is called."""
        return say(group.level.plural) if group.level else self.names.unit(group.unit)


def ground(choice: Choice) -> Ground | None:
    """Everything that the choice needs, None when there is no goal year. Raises Unknown for a year, a committee or a
    round that there is not."""
    now, names = seen(None), names_in(session(), who().organisation)
    years = _years(now)
    if not years:
        return None
    models = {year: model_of(session(), who().organisation, case.model) for year, case in years.items()}
    open_ = {year: models[year].levels[case.level].is_open(case.state) for year, case in years.items()}
    year = choice.year or _running(now, models, open_)
    if year not in models:
        raise Unknown
    wanted = {one: models[one] for one in _wanted(choice, year) if one in models}
    held = matrices(session(), (now.head.organisation, now.head.seal), now.calendar, wanted, now.today)
    found = {one: _visible(now, names, matrix) for one, matrix in held.items()}
    is_for_all = not any(_closed(matrix) for matrix in held.values())
    current = opened(models[year], now.calendar, year, now.today)
    ordered = sorted(open_.items(), key=lambda pair: (not pair[1], pair[0] if pair[1] else -pair[0]))
    choice = choice.with_(year=year, round=_round(models[year], current, choice))
    return _checked(Ground(choice, tuple(ordered), found[year], current, found.get(year - 1), names, is_for_all))


def _years(now: Situation) -> dict[int, Snapshot]:
    levels = [level.name for level in now.model.of_kind("year")]
    marks = ", ".join("?" for _ in levels) or "''"
    found = cases(session(), f"organisation = ? AND level IN ({marks}) ORDER BY year", (who().organisation, *levels))
    return {case.year: case for case in found if case.year}


def _running(now: Situation, models: Mapping[int, Model], open_: Mapping[int, bool]) -> int:
    """The open year in which a round opened last; the first open one while none has, else the last there is."""
    alive = [year for year in models if open_[year]] or [max(models)]
    begun = [year for year in alive if opened(models[year], now.calendar, year, now.today) >= 0]
    return max(begun, default=min(alive))


def _wanted(choice: Choice, year: int) -> tuple[int, ...]:
    return (year, year - 1) if choice.compare else (year,)


def _round(model: Model, current: int, choice: Choice) -> str:
    """What is at risk or missing is so in a round: the one that opened last, when none is said."""
    if choice.show and not choice.round and current >= 0:
        return list(model.rounds)[current]
    return choice.round


def _checked(found: Ground) -> Ground:
    is_round = found.choice.round in ("", *found.rounds)
    if not is_round or (found.choice.unit and not _is_body(found)):
        raise Unknown
    return found


def _is_body(found: Ground) -> bool:
    return any(found.choice.unit in (unit.code, str(unit.id)) for unit in found.names.units.values())


def _visible(now: Situation, names: Names, held: Matrix) -> Matrix:
    """Without the goals that the person may not know of."""
    if not now.seats:
        return Matrix(held.model, ())
    closed = _closed(held)
    return held.without({goal.id for goal in closed} - {goal.id for goal in visible(now, closed, names.units)})


def _closed(held: Matrix) -> list[Snapshot]:
    """The goals that not everybody may know of."""
    return [one.goal for one in held.whole.goals if one.goal.secrecy != OPEN]
