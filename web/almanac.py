"""The annual wheel as a list by date: what goes on now, what comes next, what has been; for all or for one committee."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from web.annual import Lap, Year, laps_of
from web.language import day, say
from web.law import law_of
from web.names import Names
from web.session import levels_of
from web.visible import visible
from workflow.cycle.deadlines import due_date
from workflow.cycle.phases import NOW, Phase
from workflow.cycle.working_days import DAY
from workflow.exchange import addresses
from workflow.facts.decision import Gathering
from workflow.records.case import Case
from workflow.records.queries.cases import cases_at
from workflow.records.queries.models import model_of
from workflow.reports.drawing.circle import tone
from workflow.states.context import Context

SOON = timedelta(days=90)
"""What comes later than this is folded away."""
FAR = timedelta(days=366)
TITLES = {
    "phase": "Phase", "round": "Round", "meeting": "Meeting", "day": "Date", "own": "The committee's own",
}  # fmt: skip
"""Sort of line → what it is called."""
DAYS = (("report", "Managers report"), ("papers", "Papers to the committee"), ("closes", "Closes"))
"""The days of a round that have a line each."""


@dataclass(frozen=True)
class Line:
    """A line: when (and until when), what, for which goal year, where it leads, of which sort."""

    on: date
    text: str
    sort: str
    address: str
    year: int | None = None
    until: date | None = None
    law: str = ""
    preliminary: bool = False

    @property
    def kind(self) -> str:
        """What its sort is called."""
        return TITLES[self.sort]

    @property
    def tone(self) -> int:
        """The tone of its goal year."""
        return tone(self.year or 0)


@dataclass(frozen=True)
class Almanac:
    """The lines in order: going on, coming within three months, coming later, been (the latest first)."""

    now: tuple[Line, ...]
    soon: tuple[Line, ...]
    later: tuple[Line, ...]
    past: tuple[Line, ...]


def almanac(now: Context, years: Iterable[Year], names: Names, unit: int | None, only: int | None) -> Almanac:
    """Every line of the goal years that are shown; `unit` is the committee, `only` the goal year that is asked for."""
    shown = [year for year in years if only in (None, year.number)]
    found = [line for year in shown for line in _of_year(now, year, unit)]
    if only is None:
        found += _meetings(now, names, unit)
    if unit:
        found += _own(now, names, unit, only)
    first, last = date(now.today.year, 1, 1), now.today + FAR
    kept = sorted((line for line in found if first <= (line.until or line.on) and line.on <= last), key=_place)
    return _parted(now.today, kept)


def _parted(today: date, lines: list[Line]) -> Almanac:
    return Almanac(
        tuple(line for line in lines if line.on <= today <= (line.until or line.on)),
        tuple(line for line in lines if today < line.on <= today + SOON),
        tuple(line for line in lines if line.on > today + SOON),
        tuple(reversed([line for line in lines if (line.until or line.on) < today])),
    )


def _of_year(now: Context, year: Year, unit: int | None) -> Iterator[Line]:
    address = f"/{addresses.prefix('year')}/{year.number}"
    for phase in year.phases:
        yield _of_phase(now, phase, year, address)
    for lap in laps_of(now, year.model, year.case, unit):
        yield from _of_lap(lap, year.number, f"{address}/tidplan")
    for one in year.days:
        where = address if one.step.by_clock else addresses.of_step(year.case, year.model, one.step)
        yield Line(one.on, say(one.step.title), "day", where, year.number, law=one.law, preliminary=one.preliminary)


def _of_phase(now: Context, phase: Phase, year: Year, address: str) -> Line:
    until = max(phase.ends - DAY, now.today) if phase.stands == NOW else phase.ends - DAY
    law = law_of(year.model, phase.step)
    return Line(phase.starts, say(phase.state.title), "phase", address, year.number, until, law, phase.preliminary)


def _of_lap(lap: Lap, year: int, address: str) -> Iterator[Line]:
    title = say(lap.title)
    if lap.stands == NOW:
        text = say("%(round)s is open", round=title)
        yield Line(lap.dates.opens, text, "round", address, year, lap.dates.closes)
    for name, label in DAYS:
        text = say("%(round)s: %(what)s", round=title, what=say(label).lower())
        yield Line(getattr(lap.dates, name), text, "round", address, year)


def _meetings(now: Context, names: Names, unit: int | None) -> Iterator[Line]:
    """The meetings of council and board; with a committee its own and the council's."""
    bodies = now.calendar.bodies
    wanted = {bodies.get("council"), unit} if unit else {bodies.get("council"), bodies.get("board")}
    for number, said in now.calendar.said.items():
        held = Gathering.of(said[Gathering.kind])
        if held.unit in wanted:
            text = say("%(body)s meets", body=names.unit(held.unit))
            yield Line(held.on, text, "meeting", f"/{addresses.prefix('meeting')}/{number}")


def _own(now: Context, names: Names, unit: int, only: int | None) -> Iterator[Line]:
    """What the committee's own years owe, and when it was done."""
    held = cases_at(now.session, now.who.organisation, levels_of("committee_year"), unit=unit)
    for case in visible(now, sorted(held, key=lambda case: case.year or 0), names.units):
        if only in (None, case.year):
            yield from _of_committee(now, case)


def _of_committee(now: Context, case: Case) -> Iterator[Line]:
    model = model_of(now.session, now.who.organisation, case.model)
    for step in model.levels[case.level].steps:
        if step.birth or not step.due:
            continue
        text, law = say(step.title), law_of(model, step)
        if case.took(step.name):
            on = date.fromisoformat(case.taken[step.name][1])
            yield Line(on, text, "own", addresses.of_case(case, model), case.year, law=law)
        elif found := due_date(model, now.calendar, step, case, ""):
            address = addresses.of_case(case, model) if step.by_clock else addresses.of_step(case, model, step)
            yield Line(found.on, text, "own", address, case.year, law=law, preliminary=found.preliminary)


def _place(line: Line) -> tuple[date, int, str]:
    return line.on, line.year or 0, line.text


def when(line: Line) -> str:
    """The line's day, or from when until when."""
    if line.until in (None, line.on):
        return day(line.on)
    first = day(line.on)
    return f"{first.removesuffix(f' {line.until.year}')} – {day(line.until)}"
