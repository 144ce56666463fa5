"""What Läget is shown from: the goals of a year as they stand, and of the year before when they are compared. At most
eight statements in all, however many goals."""

from dataclasses import dataclass
from functools import cached_property

from web.language import say, sorting
from web.names import Names, names_in
from web.session import session, who
from web.standing.choice import Choice
from web.visible import seen, visible
from workflow.goals.overview import Group, Matrix, matrices, opened, whole
from workflow.governance.model import Model
from workflow.organisation.visibility import is_open
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.states.context import Context, Unknown

Years = dict[int, tuple[Model, bool]]
"""The goal years there are: the model that each follows, and whether it is open."""


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
    ctx, names = seen(None), names_in(session(), who().organisation)
    choice, years = choice.with_(unit=_unit(names, choice.unit)), _years(ctx)
    if not years:
        return None
    choice = _settled(ctx, years, choice)
    held, model = _held(ctx, years, choice), years[choice.year][0]
    found = {year: _visible(ctx, names, matrix) for year, matrix in held.items()}
    return Ground(
        choice=choice,
        years=tuple(sorted(((year, is_open) for year, (_, is_open) in years.items()), key=_open_first)),
        matrix=found[choice.year],
        current=opened(model, ctx.calendar, choice.year, ctx.today),
        earlier=found.get(choice.year - 1),
        names=names,
        is_for_all=not any(_closed(matrix) for matrix in held.values()),
    )


def _years(ctx: Context) -> Years:
    found = goal_years(session(), who().organisation)
    models = [(case, model_of(session(), who().organisation, case.model)) for case in found]
    return {case.year: (model, model.levels[case.level].is_open(case.state)) for case, model in models if case.year}


def _open_first(year: tuple[int, bool]) -> tuple[bool, int]:
    """The open years in order, then the others, the newest first."""
    number, is_open = year
    return not is_open, number if is_open else -number


def _settled(ctx: Context, years: Years, choice: Choice) -> Choice:
    """With a year; and with a round where only some goals are asked for: they are so in the one that opened last, when
    none is said."""
    year = choice.year or _running(ctx, years)
    if year not in years:
        raise Unknown
    rounds, round = list(years[year][0].rounds), choice.round
    if round not in ("", *rounds):
        raise Unknown
    current = opened(years[year][0], ctx.calendar, year, ctx.today)
    return choice.with_(year=year, round=rounds[current] if choice.show and not round and current >= 0 else round)


def _running(ctx: Context, years: Years) -> int:
    """The open year in which a round opened last; the first open one while none has, else the last there is."""
    alive = [year for year, (_, is_open) in years.items() if is_open] or [max(years)]
    begun = [year for year in alive if opened(years[year][0], ctx.calendar, year, ctx.today) >= 0]
    return max(begun, default=min(alive))


def _held(ctx: Context, years: Years, choice: Choice) -> dict[int, Matrix]:
    """The matrix of the year, and of the year before when they are compared."""
    wanted = (choice.year, choice.year - 1) if choice.compare else (choice.year,)
    models = {year: years[year][0] for year in wanted if year in years}
    return matrices(session(), (ctx.head.organisation, ctx.head.seal), ctx.calendar, models, ctx.today)


def _unit(names: Names, code: str) -> str:
    """The code of the unit that is asked for by code or number. Raises Unknown."""
    for unit in names.units.values() if code else ():
        if code in (unit.code, str(unit.id)):
            return unit.code or str(unit.id)
    if code:
        raise Unknown
    return ""


def _visible(ctx: Context, names: Names, held: Matrix) -> Matrix:
    """Without the goals that the person may not know of."""
    if not ctx.seats:
        return Matrix(held.model, ())
    closed = _closed(held)
    return held.without({goal.id for goal in closed} - {goal.id for goal in visible(ctx, closed, names.units)})


def _closed(held: Matrix) -> list[Case]:
    """The goals that not everybody may know of."""
    return [one.goal for one in held.whole.goals if not is_open(one.goal)]
