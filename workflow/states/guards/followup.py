"""What must be there when a goal is planned, forecast, reported and closed (seed 002, steps 6-8)."""

from workflow.cycle.duty import Duty
from workflow.cycle.reminders import rungs
from workflow.cycle.timetable import round_dates
from workflow.facts.clerical import Extension, Notice
from workflow.facts.closing import Closing
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.cost import Activity, Frame
from workflow.facts.forecast import Forecast
from workflow.facts.indicator import MeasuredValue
from workflow.governance.model import Step
from workflow.records.case import Case
from workflow.states.context import CaseContext
from workflow.states.guards.base import Listed, children, guard, siblings
from workflow.words import Sentence, quoted, sentence


@guard
def has_activities(ctx: CaseContext) -> Sentence | None:
    """Only if the goal has an activity (R36)."""
    return None if children(ctx, "activity") else sentence("Add at least one activity to the goal.")


@guard
def costs_in_internal_budget(ctx: CaseContext) -> Sentence | None:
    """Only if every activity that costs something stands in the committee's internal budget (R37)."""
    frames = (frame for year in _own_years(ctx) if (frame := year.said(Frame)))
    accounts = {line.account for frame in frames for line in frame.lines}
    planned = ((activity.title, activity.said(Activity)) for activity in children(ctx, "activity"))
    outside = [title for title, said in planned if said and said.cost_sek and said.budget_line not in accounts]
    if not outside:
        return None
    return sentence("What these activities cost is not in the internal budget: %(activities)s.",
                    activities=Listed(map(quoted, outside)))  # fmt: skip


@guard
def has_responsible(ctx: CaseContext) -> Sentence | None:
    """Only if somebody answers for the goal: a person or a department."""
    goal = ctx.case
    return None if goal.responsible or goal.department else sentence("Say who is responsible for the goal.")


@guard
def round_is_open(ctx: CaseContext) -> Sentence | None:
    """Only if the round's sheet has opened and not closed, or the goal was given more time."""
    goal, step = ctx.case, ctx.step
    if step is None or ctx.round not in step.rounds or goal.year is None:
        return None
    dates = round_dates(ctx.model, ctx.calendar, goal.year, ctx.round, goal.unit)
    given = goal.said(Extension, f"{step.name}/{ctx.round}" if ctx.round else step.name)
    if ctx.today < dates.opens:
        return sentence("The round opens on %(day)s.", day=dates.opens)
    if ctx.today > dates.closes and not (given and ctx.today <= given.until):
        return sentence("The round closed on %(day)s. The quality chief can give more time.", day=dates.closes)
    return None


@guard
def not_in_the_minutes(ctx: CaseContext) -> Sentence | None:
    """Only if the committee has not noted the round in its minutes: then a § stands on it."""
    levels = {level.name: {step.name for step in level.steps if step.says == "decision"}
              for level in ctx.model.of_kind("report")}  # fmt: skip
    reports = [case for case in siblings(ctx) if case.round == ctx.round]
    if any(levels.get(report.level, set()) & report.taken.keys() for report in reports):
        return sentence("The committee has noted it in its minutes.")
    return None


@guard
def measured_or_reason(ctx: CaseContext) -> Sentence | None:
    """Only if each indicator has a value, or a reason why not (R25)."""
    return _accounted(ctx, ctx.fact.measured) if isinstance(ctx.fact, Forecast) else None


@guard
def every_indicator_accounted_for(ctx: CaseContext) -> Sentence | None:
    """Only if the closing gives each adopted indicator its final value, or says why there is none."""
    return _accounted(ctx, ctx.fact.measured) if isinstance(ctx.fact, Closing) else None


@guard
def reason_when_not_assessable(ctx: CaseContext) -> Sentence | None:
    """Only if it is said why the goal cannot be assessed, and when it can be."""
    said = ctx.fact
    if isinstance(said, Forecast) and _unknown(ctx, "outlook", said.outlook) and not (said.reason and said.when):
        return sentence("Say why the goal cannot be assessed, and when it can be.")
    if isinstance(said, Closing) and _unknown(ctx, "attainment", said.attainment) and not said.reason:
        return sentence("Say why the goal cannot be assessed.")
    return None


@guard
def assessed_now_or_before(ctx: CaseContext) -> Sentence | None:
    """Remark: the goal can be assessed neither now nor in the round before."""
    said, rounds = ctx.fact, ctx.step.rounds if ctx.step else ()
    if not isinstance(said, Forecast) or not _unknown(ctx, "outlook", said.outlook) or ctx.round not in rounds[1:]:
        return None
    if not _unknown(ctx, "outlook", ctx.case.verdict(Forecast, rounds[rounds.index(ctx.round) - 1])):
        return None
    return sentence("It could not be assessed in the round before either.")


@guard
def consequence_or_its_day(ctx: CaseContext) -> Sentence | None:
    """Remark: the goal is at risk, and it is neither told what that leads to nor by which day it will be."""
    said, verdict = ctx.fact, None
    if isinstance(said, Forecast) and not said.consequence_by and not ctx.case.has_said(Consequence, ctx.round):
        verdict = ctx.model.verdict("outlook", said.outlook)
    return sentence("No day was given for the consequence description.") if verdict and verdict.at_risk else None


@guard
def consequence_owed(ctx: CaseContext) -> Sentence | None:
    """Remark: the goal is closed with a consequence description still owed."""
    goal = ctx.case
    rounds = [name for name in ctx.model.rounds if at_risk(ctx, goal, name) and not goal.has_said(Consequence, name)]
    return sentence("The consequence description was never given.") if rounds else None


@guard
def forecast_is_at_risk(ctx: CaseContext) -> Sentence | None:
    """Only if the forecast of the round says that the goal will not be reached in full (R54)."""
    if at_risk(ctx, ctx.case, ctx.round):
        return None
    return sentence("In this round there is no forecast that the goal will not be reached.")


@guard
def fully_met(ctx: CaseContext) -> Sentence | None:
    """Only if the goal was reached in full; the others are analysed."""
    verdict = ctx.model.verdict("attainment", ctx.case.verdict(Closing))
    if verdict and not verdict.at_risk and not verdict.unknown:
        return None
    return sentence("The goal was not reached in full, so it needs an analysis.")


@guard
def last_rung_reached(ctx: CaseContext) -> Sentence | None:
    """Only if everybody on the ladder has been told that the closing is missing."""
    told = {Notice.of(short).rung for key, short in ctx.case.facts.items() if key.startswith(f"{Notice.kind}/")}
    steps = [step for step in ctx.level.steps if step.says == "closing"]
    last = {rungs(ctx.model, _as_duty(ctx, step))[-1].name for step in steps}
    return None if told & last else sentence("The responsible have not been reminded to the end of the ladder yet.")


@guard
def measures_within_powers(ctx: CaseContext) -> Sentence | None:
    """Only if the measure, or each of the goal's, needs no decision of the committee."""
    own = [ctx.case] if ctx.level.kind == "measure" else children(ctx, "measure")
    if any(said.needs_body for measure in own if (said := measure.said(Measure))):
        return sentence("One of the measures needs a decision of the committee.")
    return None


def _own_years(ctx: CaseContext) -> list[Case]:
    """The committee's own case for the goal's year: by the unit, for a goal that was transferred keeps its parent."""
    names = {level.name for level in ctx.model.of_kind("committee_year")}
    return [case for case in siblings(ctx) if case.level in names]


def _accounted(ctx: CaseContext, measured: tuple[MeasuredValue, ...]) -> Sentence | None:
    given = {row.indicator: row for row in measured}
    lacking = [indicator.title for indicator in children(ctx, "indicator") if not _answered(given.get(indicator.id))]
    if not lacking:
        return None
    return sentence(
        "Give a value for %(indicators)s, or say why there is none.", indicators=Listed(map(quoted, lacking))
    )


def _answered(row: MeasuredValue | None) -> bool:
    if row is None:
        return False
    is_measured = row.value is not None or bool(row.text) or None not in (row.women, row.men)
    return is_measured or bool(row.missing and row.reason)


def _unknown(ctx: CaseContext, scale: str, code: str) -> bool:
    verdict = ctx.model.verdict(scale, code)
    return bool(verdict and verdict.unknown)


def at_risk(ctx: CaseContext, goal: Case, round: str) -> bool:
    """True when the goal's outlook in the round says that it will not be reached in full."""
    verdict = ctx.model.verdict("outlook", goal.verdict(Forecast, round))
    return bool(verdict and verdict.at_risk)


def _as_duty(ctx: CaseContext, step: Step) -> Duty:
    return Duty(ctx.case.id, step, "", ctx.today, ctx.today, None, False)
