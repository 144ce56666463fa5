"""The reports of a goal year, round by round: how far each committee has come, and which of them one may approve."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from web.language import sorting
from web.names import Names, names_in
from web.reports.tally import Tally, Wait, at, tally, wait
from web.session import levels_of, session, who
from web.visible import visible
from workflow.cycle.timetable import Round, round_dates
from workflow.exchange import addresses
from workflow.facts.clerical import Approval
from workflow.governance.model import Model, State, Step
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.records.queries.years import goal_years
from workflow.running.measures import Act, of_the_director
from workflow.states.refusals import refusals
from workflow.states.situation import Situation
from workflow.words import Title

KINDS = ("year", "report", "goal", "measure")
"""The kinds of level that the page is made from."""


@dataclass(frozen=True)
class Row:
    """A committee's report: where it is, how far it has come, and the step by which this person may approve it. `turn`
    is where this person does what it waits for, "" when it waits for somebody else."""

    report: Snapshot
    address: str
    unit: str
    code: str
    state: State
    tally: Tally
    wait: Wait | None
    turn: str
    approve: Step | None
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Lap:
    """A round with its dates and its reports: how many of how many goals are handed in."""

    name: str
    title: Title
    dates: Round
    rows: tuple[Row, ...]
    given: int
    of: int


@dataclass(frozen=True)
class Shelf:
    """All there is of a goal year: the years to choose among, the rounds that have opened with their reports, the
    newest first, and what of it was asked for."""

    year: int
    years: tuple[int, ...]
    laps: tuple[Lap, ...]
    shown: tuple[Lap, ...]
    units: tuple[tuple[str, str], ...]

    @property
    def approvable(self) -> list[Row]:
        """The reports shown that this person may approve."""
        return [row for lap in self.shown for row in lap.rows if row.approve]


def shelf(now: Situation, year: int | None, round: str = "", unit: str = "") -> Shelf:
    """The reports of a goal year. `round` "" is the newest, "alla" all of them; `unit` a code, "" all."""
    names = names_in(session(), who().organisation)
    years = _years(now)
    chosen = year if year in years else now.today.year if now.today.year in years else next(iter(years), now.today.year)
    found = visible(now, _cases(now, chosen), names.units)
    laps = _laps(now, names, found, chosen)
    units = {row.code: row.unit for lap in laps for row in lap.rows}
    return Shelf(chosen, tuple(years), laps, tuple(_shown(laps, round, unit)),
                 tuple(sorted(units.items(), key=lambda pair: sorting(pair[1]))))  # fmt: skip


def approval_of(now: Situation) -> Step | None:
    """The step by which this person approves the report as it stands. What it holds is not looked at: `perform` does."""
    steps = (step for step in now.level.steps if step.says == Approval.kind)
    return next((step for step in steps if may(now, step)), None)


def may(now: Situation, step: Step) -> bool:
    """True when it is this person's to take the step now, whatever its guards say: many are asked about at once."""
    return not refusals(now.asking(replace(step, needs=())))


def by_goal(found: Sequence[Snapshot], model: Model) -> dict[int, list[Snapshot]]:
    """The measures of each goal."""
    heaps: dict[int, list[Snapshot]] = defaultdict(list)
    for case in found:
        if case.level in model.levels and model.levels[case.level].kind == "measure":
            heaps[case.parent or 0].append(case)
    return heaps


def goals_of(found: Sequence[Snapshot], model: Model, unit: int) -> list[Snapshot]:
    """The goals of a body that are in the field."""
    levels = {level.name: level for level in model.of_kind("goal")}
    return [case for case in found
            if case.unit == unit and case.level in levels and not levels[case.level].state[case.state].out]  # fmt: skip


def _years(now: Situation) -> list[int]:
    return [case.year for case in goal_years(session(), who().organisation)[::-1] if case.year]


def _cases(now: Situation, year: int) -> list[Snapshot]:
    """Reports, goals and measures of the year, in one question."""
    levels = levels_of(*KINDS)
    marks = ", ".join("?" for _ in levels)
    return cases(session(), f"organisation = ? AND year = ? AND level IN ({marks}) ORDER BY id",
                 (who().organisation, year, *levels))  # fmt: skip


def _laps(now: Situation, names: Names, found: Sequence[Snapshot], year: int) -> tuple[Lap, ...]:
    reports: dict[str, list[Snapshot]] = defaultdict(list)
    for case in found:
        model = model_of(session(), who().organisation, case.model)
        if model.levels[case.level].kind == "report" and case.round in model.rounds:
            reports[case.round].append(case)
    laps = [_lap(now, names, found, name, own) for name, own in reports.items()]
    return tuple(sorted(laps, key=lambda lap: lap.dates.report, reverse=True))


def _lap(now: Situation, names: Names, found: Sequence[Snapshot], round: str, reports: list[Snapshot]) -> Lap:
    first = reports[0]
    model = model_of(session(), who().organisation, first.model)
    rows = sorted((_row(now, names, found, report) for report in reports), key=lambda row: sorting(row.unit))
    return Lap(round, model.rounds[round].title, round_dates(model, now.calendar, first.year or 0, round, 0),
               tuple(rows), sum(row.tally.given for row in rows), sum(row.tally.of for row in rows))  # fmt: skip


def _row(now: Situation, names: Names, found: Sequence[Snapshot], report: Snapshot) -> Row:
    here = at(now, report, names)
    goals = goals_of(found, here.model, report.unit)
    approve, waits = approval_of(here), wait(here.model, now.calendar, report, now.today)
    return Row(
        report=report, address=addresses.of_case(report, here.model), unit=names.unit(report.unit),
        code=names.units[report.unit].code, state=here.level.state[report.state],
        tally=tally(here.model, now.calendar, goals, report.round, now.today),
        wait=waits, turn=_turn(here, waits), approve=approve,
        acts=tuple(_acts(here, goals, found)) if approve else (),
    )  # fmt: skip


def _turn(here: Situation, waits: Wait | None) -> str:
    return addresses.of_step(here.case, here.model, waits.step) if waits and may(here, waits.step) else ""


def _acts(here: Situation, goals: Sequence[Snapshot], found: Sequence[Snapshot]) -> list[Act]:
    assert here.case
    measures = by_goal(found, here.model)
    return [act for goal in goals for act in of_the_director(here.model, goal, measures[goal.id], here.case.round)]


def _shown(laps: tuple[Lap, ...], round: str, unit: str) -> list[Lap]:
    """The rounds asked for, each with the committees asked for."""
    names = {lap.name for lap in laps}
    wanted = names if round == ALL else {round} & names or {lap.name for lap in laps[:1]}
    cut = [
        replace(lap, rows=tuple(row for row in lap.rows if unit in ("", row.code)))
        for lap in laps
        if lap.name in wanted
    ]
    return [lap for lap in cut if lap.rows]


ALL = "alla"
"""Every round at once, in an address."""
