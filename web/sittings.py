"""A year of meetings as a page shows it: body by body, how far the minutes are, and what hangs on each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from web.language import say, sorting
from web.law import law_of
from web.names import Names
from web.session import model_of_year
from web.visible import visible
from workflow.cycle.deadlines import counts, duties
from workflow.cycle.timetable import round_dates
from workflow.cycle.working_days import working_days
from workflow.exchange import addresses
from workflow.facts.decision import Gathering, Minutes
from workflow.governance.model import Due, Model, State, Step
from workflow.records.case import Case
from workflow.records.organisation import Unit
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of, models_of
from workflow.states.context import Context
from workflow.states.permissions import refusals

BODIES = ("council", "board", "committee", "working_committee")
"""The kinds of units that meet."""
COMMITTEES = ("board", "committee")


@dataclass(frozen=True)
class Hanging:
    """What hangs on a meeting: what is done by it, for which goal year."""

    text: str
    year: int


@dataclass(frozen=True)
class Meeting:
    """A meeting of the plan. `owes` is what comes next of it, by when and by which law; `move` where it is moved."""

    on: date
    agenda: date | None
    address: str
    state: State
    approved: date | None
    owes: tuple[str, date, bool, str] | None
    hangs: tuple[Hanging, ...]
    move: str


@dataclass(frozen=True)
class Plan:
    """A body's year."""

    unit: Unit
    meetings: tuple[Meeting, ...]


def bodies(names: Names) -> list[Unit]:
    """The units that meet, in order of name; council and board first."""
    found = [unit for unit in names.units.values() if unit.kind in BODIES]
    return sorted(
        found, key=lambda unit: (BODIES.index(unit.kind) if unit.kind in BODIES[:2] else 2, sorting(unit.name))
    )


def plans(ctx: Context, names: Names, year: int, only: Unit | None) -> list[Plan]:
    """The year's meetings of every body that has any, or of one."""
    heaps: dict[int, list[Meeting]] = {}
    for case, said in sorted(_held(ctx, names, year), key=lambda held: held[1].on):
        if only is None or case.unit == only.id:
            heaps.setdefault(case.unit, []).append(_meeting(ctx, names, case, said))
    return [Plan(unit, tuple(heaps[unit.id])) for unit in bodies(names) if unit.id in heaps]


def years(ctx: Context) -> list[int]:
    """The calendar years that have meetings, with this year and the next."""
    held = {meeting.on.year for meetings in ctx.calendar.meetings.values() for meeting in meetings}
    return sorted(held | {ctx.today.year, ctx.today.year + 1}, reverse=True)


def may_plan(ctx: Context, names: Names) -> tuple[Step | None, list[Unit]]:
    """The step that enters a meeting, and the bodies for which the person may take it: the engine is asked of each."""
    births = (step for level in ctx.model.of_kind("meeting") for step in level.births if step.says == Gathering.kind)
    step = next(births, None)
    if step is None:
        return None, []
    return step, [unit for unit in bodies(names) if not refusals(ctx.at_unit(unit.path).asking(step))]


def is_free(ctx: Context, day: date) -> bool:
    """True when nobody works that day: it may be meant, and is remarked."""
    return not working_days(ctx.model.rest).is_working(day)


def _held(ctx: Context, names: Names, year: int) -> list[tuple[Case, Gathering]]:
    """The meetings of a year, the cancelled ones too: one statement."""
    numbers = [number for number in ctx.calendar.said if (on := ctx.calendar.held_on(number)) and on.year == year]
    levels = [level for model in models_of(ctx.session, ctx.who.organisation) for level in model.of_kind("meeting")]
    out = sorted({(level.name, state.name) for level in levels for state in level.states if state.out})
    either = ["id IN ({})".format(", ".join("?" for _ in numbers) or "NULL"), *("level = ? AND state = ?" for _ in out)]
    where = f"organisation = ? AND ({' OR '.join(either)}) ORDER BY id"
    found = cases(ctx.session, where, (ctx.who.organisation, *numbers, *(name for pair in out for name in pair)))
    told = ((case, case.said(Gathering)) for case in visible(ctx, found, names.units))
    return [(case, said) for case, said in told if said and said.on.year == year]


def _meeting(ctx: Context, names: Names, case: Case, said: Gathering) -> Meeting:
    model = model_of(ctx.session, ctx.who.organisation, case.model)
    state, minutes = model.levels[case.level].state[case.state], case.said(Minutes)
    return Meeting(
        on=said.on,
        agenda=said.agenda_closes,
        address=addresses.of_case(case, model),
        state=state,
        approved=minutes.approved if minutes else None,
        owes=_owes(ctx, model, case),
        hangs=() if state.out else tuple(dict.fromkeys(_hangs(ctx, names.units[case.unit], said.on))),
        move=_move(ctx, names, model, case),
    )


def _owes(ctx: Context, model: Model, case: Case) -> tuple[str, date, bool, str] | None:
    """What somebody does next with the meeting: what, by when, whether it is late, by which law."""
    found = [
        duty
        for duty in duties(model, ctx.calendar, case)
        if not duty.step.by_clock and duty.status(ctx.today) != "lapsed"
    ]
    if not found or found[0].status(ctx.today) == "coming":
        return None
    first = found[0]
    return say(first.step.title), first.due, first.due < ctx.today, law_of(model, first.step)


def _move(ctx: Context, names: Names, model: Model, case: Case) -> str:
    """Where the meeting is moved, "" when this person may not."""
    unit = names.units[case.unit]
    there = ctx.about(case, model, (unit.path, ""))
    steps = (step for step in model.levels[case.level].steps if step.says == Gathering.kind and not step.birth)
    return next((addresses.of_step(case, model, step) for step in steps if not refusals(there.asking(step))), "")


def _hangs(ctx: Context, unit: Unit, on: date) -> Iterator[Hanging]:
    """The steps whose date goes by this meeting, and the rounds whose papers come to it."""
    last = ctx.calendar.last_meeting(unit.id, on.year, on.month)
    if last and last.on == on:
        for model, step, due in _by_meetings(ctx):
            year = on.year - due.year
            if int(due.month) != on.month or not _meets(ctx, unit, due) or model_of_year(year) is not model:
                continue
            if _counts(model, step, due, year):
                yield Hanging(say(step.title), year)
    if unit.kind in COMMITTEES:
        for year in (on.year - 1, on.year, on.year + 1):
            model = model_of_year(year)
            for round in model.rounds.values():
                dates = round_dates(model, ctx.calendar, year, round.name, unit.id)
                if dates.papers <= on <= dates.closes:
                    yield Hanging(say("Papers: %(round)s", round=round.title), year)


def _by_meetings(ctx: Context) -> Iterable[tuple[Model, Step, Due]]:
    """The dates that go by meetings, in whatever model."""
    models = models_of(ctx.session, ctx.who.organisation)
    levels = [(model, level) for model in models for level in model.levels.values()]
    return [(model, step, due) for model, level in levels for step in level.steps for due in step.due if due.meeting]


def _meets(ctx: Context, unit: Unit, due: Due) -> bool:
    if due.meeting == "committee":
        return unit.kind in COMMITTEES
    return ctx.calendar.bodies.get(due.meeting) == unit.id


def _counts(model: Model, step: Step, due: Due, year: int) -> bool:
    return counts(model, step.only, year) and counts(model, due.only, year)
