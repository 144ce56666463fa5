"""What the annual wheel shows: the goal years with their phases, rounds and own days, as any model has them.

A phase is a state of the goal year: it begins on the day its step is due or was taken, and goes on until the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import render_template
from markupsafe import Markup

from web.language import language, say
from web.law import law_of
from workflow.cycle.deadlines import due_date
from workflow.cycle.phases import COMING, NOW, PAST, Phase, phases
from workflow.cycle.timetable import Round, round_dates
from workflow.cycle.working_days import DAY
from workflow.governance.model import Model, State, Step
from workflow.records.case import Case
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.reports.drawing.circle import Lane, Mark, Span, tone
from workflow.reports.drawing.wheel import Wheel
from workflow.states.context import Context
from workflow.words import Title

OWN = "own"
"""The meetings of the committee that was asked for, among those of council and board."""


@dataclass(frozen=True)
class Day:
    """A day of the year's own that begins no phase: what is done, when, and whether it was."""

    step: Step
    on: date
    preliminary: bool
    done: bool
    law: str = ""


@dataclass(frozen=True)
class Lap:
    """A round of follow-up with its number and dates, and how far it is."""

    number: int
    title: Title
    dates: Round
    stands: str


@dataclass(frozen=True)
class Year:
    """A goal year with everything that is dated in it."""

    case: Case
    model: Model
    phases: tuple[Phase, ...]
    laps: tuple[Lap, ...]
    days: tuple[Day, ...]

    @property
    def number(self) -> int:
        """The goal year."""
        return self.case.year or 0

    @property
    def tone(self) -> int:
        """Its tone on the wheel."""
        return tone(self.number)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.model.levels[self.case.level].state[self.case.state]

    @property
    def open(self) -> bool:
        """True until it has come to its end."""
        return self.model.levels[self.case.level].is_open(self.case.state)


@dataclass(frozen=True)
class AnnualWheel:
    """The wheel of a calendar year: the picture, and the goal years that are drawn in it."""

    picture: Wheel
    years: tuple[Year, ...]

    def drawn(self, is_named: bool) -> Markup:
        """The picture as SVG, with the names of the phases along their arcs or without."""
        return Markup(self.picture.drawn(is_named))


def wheel_of(ctx: Context, found: list[Year] | None = None, unit: int | None = None) -> AnnualWheel:
    """The wheel as it stands today, with the meetings of council and board, and of `unit`; one statement reads the
    goal years, unless they are given."""
    year = ctx.today.year
    years = [known for known in (years_of(ctx) if found is None else found) if _shows(known, year)]
    lanes = [(known.number, _lane(known)) for known in years]
    bodies = ({unit: OWN} if unit else {}) | {number: body for body, number in ctx.calendar.bodies.items()}
    ticks = [(held.on, body) for number, body in bodies.items() for held in ctx.calendar.meetings.get(number, ())]
    return AnnualWheel(Wheel(year, ctx.today, tuple(lanes), tuple(ticks), language()), tuple(years))


def wheel_card(ctx: Context) -> Markup:
    """The small wheel as a card, as the calendar remembers it: drawn once for a day, a language and what the goal years have
    come to; one statement asks whether it still holds."""
    held = goal_years(ctx.session, ctx.who.organisation)
    key = ("wheel", ctx.today, language(), *((case.id, case.seq) for case in held))
    return ctx.calendar.remember(key, lambda: Markup(render_template("wheel_card.html", wheel=wheel_of(ctx))))


def years_of(ctx: Context) -> list[Year]:
    """Every goal year, the earliest first: one statement."""
    held = goal_years(ctx.session, ctx.who.organisation)
    there = {case.year for case in held}
    return [year_of(ctx, case, there) for case in held if case.year]


def year_of(ctx: Context, case: Case, there: set[int | None] | frozenset[int | None] = frozenset()) -> Year:
    """One goal year; `there` are those that need not be opened."""
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    return Year(case, model, tuple(phases(model, ctx.calendar, case, ctx.today)), tuple(laps_of(ctx, model, case)),
                tuple(sorted(_days(ctx, model, case, there), key=lambda day: day.on)))  # fmt: skip


def laps_of(ctx: Context, model: Model, case: Case, unit: int | None = None) -> list[Lap]:
    """The rounds of the year in order of date: everybody's, or a committee's own."""
    assert case.year
    dated = [(round.title, round_dates(model, ctx.calendar, case.year, round.name, unit or case.unit))
             for round in model.rounds.values()]  # fmt: skip
    ordered = sorted(dated, key=lambda pair: pair[1].report)
    return [Lap(number, title, dates, _stands(dates, ctx.today)) for number, (title, dates) in enumerate(ordered, 1)]


def _stands(dates: Round, today: date) -> str:
    if today > dates.closes:
        return PAST
    return NOW if today >= dates.opens else COMING


def _days(ctx: Context, model: Model, case: Case, there: set[int | None] | frozenset[int | None]) -> Iterator[Day]:
    level = model.levels[case.level]
    births = [step for step in level.births if step.by_clock and (case.year or 0) + 1 not in there
              and f"born/{step.key}" not in case.facts]  # fmt: skip
    for step in (*(step for step in level.steps if step.due and not step.targets), *births):
        if case.took(step.name) and not step.birth:
            yield Day(step, date.fromisoformat(case.taken[step.name][1]), False, True, law_of(model, step))
        elif found := due_date(model, ctx.calendar, step, case, ""):
            yield Day(step, found.on, found.preliminary, False, law_of(model, step))


def _shows(year: Year, calendar_year: int) -> bool:
    return any(phase.starts.year <= calendar_year <= (phase.ends - DAY).year for phase in year.phases)


def _lane(year: Year) -> Lane:
    spans = tuple(Span(say(phase.state.title), phase.starts, phase.ends, phase.stands) for phase in year.phases)
    marks = tuple(Mark(str(lap.number), lap.dates.report, lap.stands) for lap in year.laps)
    return Lane(str(year.number), spans, marks)
