"""The reports of a goal year, round by round: how far each committee has come, and which of them one may approve."""

from collections import defaultdict
from dataclasses import dataclass, replace

from web.language import sorting
from web.names import Names, names_in
from web.reports.entries import director_acts
from web.reports.waiting import Wait, at, wait
from web.session import session, who
from web.visible import year_of_goals
from workflow.cycle.timetable import Round
from workflow.exchange import addresses
from workflow.facts.clerical import Approval
from workflow.goals import GoalYear, Part
from workflow.goals.measures import Act
from workflow.goals.report import CommitteeReport
from workflow.governance.model import State, Step
from workflow.records.case import Case
from workflow.records.queries.years import goal_years
from workflow.states.context import CaseContext, Context
from workflow.states.permissions import refusals
from workflow.words import Title


@dataclass(frozen=True)
class Row:
    """A committee's report: where it is, how far it has come, and the step by which this person may approve it. `turn`
    is where this person does what it waits for, "" when it waits for somebody else."""

    report: Case
    address: str
    unit: str
    code: str
    state: State
    tally: CommitteeReport
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


def shelf(ctx: Context, year: int | None, round: str = "", unit: str = "") -> Shelf:
    """The reports of a goal year. `round` "" is the newest, "alla" all of them; `unit` a code, "" all."""
    names = names_in(session(), who().organisation)
    years = _years(ctx)
    chosen = year if year in years else ctx.today.year if ctx.today.year in years else next(iter(years), ctx.today.year)
    laps = _laps(ctx, names, year_of_goals(chosen, Part.REPORTS | Part.WORK)) if chosen in years else ()
    units = {row.code: row.unit for lap in laps for row in lap.rows}
    return Shelf(chosen, tuple(years), laps, tuple(_shown(laps, round, unit)),
                 tuple(sorted(units.items(), key=lambda pair: sorting(pair[1]))))  # fmt: skip


def approval_of(ctx: CaseContext) -> Step | None:
    """The step by which this person approves the report as it stands. What it holds is not looked at: `perform` does."""
    steps = (step for step in ctx.level.steps if step.says == Approval.kind)
    return next((step for step in steps if may(ctx, step)), None)


def may(ctx: Context, step: Step) -> bool:
    """True when it is this person's to take the step now, whatever its guards say: many are asked about at once."""
    return not refusals(ctx.asking(replace(step, needs=())))


def _years(ctx: Context) -> list[int]:
    return [case.year for case in goal_years(session(), who().organisation)[::-1] if case.year]


def _laps(ctx: Context, names: Names, year: GoalYear) -> tuple[Lap, ...]:
    reports: dict[str, list[Case]] = defaultdict(list)
    for case in year.of_kind("report"):
        if case.round in year.model_of(case).rounds:
            reports[case.round].append(case)
    laps = [_lap(ctx, names, year, name, own) for name, own in reports.items()]
    return tuple(sorted(laps, key=lambda lap: lap.dates.report, reverse=True))


def _lap(ctx: Context, names: Names, year: GoalYear, round: str, reports: list[Case]) -> Lap:
    rows = sorted((_row(ctx, names, CommitteeReport(year, one)) for one in reports), key=lambda row: sorting(row.unit))
    return Lap(
        name=round,
        title=year.model_of(reports[0]).rounds[round].title,
        dates=year.dates(round),
        rows=tuple(rows),
        given=sum(row.tally.given for row in rows),
        of=sum(len(row.tally.goals) for row in rows),
    )


def _row(ctx: Context, names: Names, report: CommitteeReport) -> Row:
    case = report.case
    here = at(ctx, case, names)
    approve, waits = approval_of(here), wait(here.model, ctx.calendar, case, ctx.today)
    return Row(
        report=case,
        address=addresses.of_case(case, here.model),
        unit=names.unit(case.unit),
        code=names.units[case.unit].code,
        state=here.level.state[case.state],
        tally=report,
        wait=waits,
        turn=_turn(here, waits),
        approve=approve,
        acts=tuple(act for one in report.goals for act in director_acts(one)) if approve else (),
    )


def _turn(here: Context, waits: Wait | None) -> str:
    return addresses.of_step(here.case, here.model, waits.step) if waits and may(here, waits.step) else ""


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
