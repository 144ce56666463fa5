"""What must be there when a committee's report of a round is handed in and approved (R51, R54)."""

from workflow.cycle.timetable import round_dates
from workflow.facts.consequence import Consequence
from workflow.records.case import Case
from workflow.states.context import CaseContext
from workflow.states.guards.base import guard, sends_back, siblings
from workflow.states.guards.followup import at_risk
from workflow.words import Sentence, quoted, sentence


def left_undone(ctx: CaseContext) -> list[Sentence]:
    """What a report lacks when it is handed in, and what will stop whoever is to approve it: told before, for the step in
    mind. Nothing for any other step."""
    if ctx.step is None or ctx.level.kind != "report" or ctx.step.says or ctx.step.by_clock:
        return []
    goals, kind = _followed(ctx), _said_in(ctx)
    given = sum(bool(goal.fact(*kind)) for goal in goals)
    counted = (
        [sentence("%(count)s of %(all)s goals are reported.", count=given, all=len(goals))]
        if given < len(goals)
        else []
    )
    needed = {name for step in ctx.level.steps if not {*step.from_}.isdisjoint(ctx.step.targets) for name in step.needs}
    return counted + [said for asked in ANSWERED if asked.__name__ in needed and (said := asked(ctx.asking(ctx.step)))]


@guard
def goals_are_reported(ctx: CaseContext) -> Sentence | None:
    """Only if every goal of the committee is forecast (or closed) in the round; what is missing when it has closed
    is reported as missing."""
    kind = _said_in(ctx)
    missing = [goal for goal in _followed(ctx) if not goal.fact(*kind)]
    if not missing or _has_closed(ctx):
        return None
    if len(missing) == 1:
        return sentence("A goal is not reported: %(goals)s.", goals=_Named(missing))
    return sentence("%(count)s goals are not reported: %(goals)s.", count=len(missing), goals=_Named(missing))


@guard
def consequences_are_described(ctx: CaseContext) -> Sentence | None:
    """Only if every goal at risk has its consequence description (R54); whoever sends the report back need not wait."""
    if sends_back(ctx):
        return None
    round = ctx.case.round
    missing = [goal for goal in _followed(ctx)
               if at_risk(ctx, goal, round) and not goal.has_said(Consequence, round)]  # fmt: skip
    if not missing:
        return None
    if len(missing) == 1:
        return sentence("A goal at risk lacks its consequence description: %(goals)s.", goals=_Named(missing))
    return sentence("%(count)s goals at risk lack a consequence description: %(goals)s.",
                    count=len(missing), goals=_Named(missing))  # fmt: skip


@guard
def measures_are_proposed(ctx: CaseContext) -> Sentence | None:
    """Only if every goal at risk has a measure (R54); whoever sends the report back need not wait."""
    if sends_back(ctx):
        return None
    names = {level.name for level in ctx.model.of_kind("measure")}
    helped = {case.parent for case in siblings(ctx) if case.level in names and not _is_out(ctx, case)}
    missing = [goal for goal in _followed(ctx) if at_risk(ctx, goal, ctx.case.round) and goal.id not in helped]
    if not missing:
        return None
    if len(missing) == 1:
        return sentence("A goal at risk lacks a measure: %(goals)s.", goals=_Named(missing))
    return sentence("%(count)s goals at risk lack a measure: %(goals)s.", count=len(missing), goals=_Named(missing))


ANSWERED = (consequences_are_described, measures_are_proposed)
"""What a report must hold before it is approved."""


def _is_out(ctx: CaseContext, case: Case) -> bool:
    return ctx.model.levels[case.level].state[case.state].out


def _has_closed(ctx: CaseContext) -> bool:
    """True when the report's round has closed."""
    report = ctx.case
    assert report.year is not None
    return ctx.today > round_dates(ctx.model, ctx.calendar, report.year, report.round, report.unit).closes


def _said_in(ctx: CaseContext) -> tuple[str, str]:
    """Which fact a goal has said when it is reported in the report's round."""
    round = ctx.case.round
    forecast = {name for level in ctx.model.of_kind("goal") for step in level.steps
                if step.says == "forecast" for name in step.rounds}  # fmt: skip
    return ("forecast", round) if round in forecast else ("closing", "")


def _followed(ctx: CaseContext) -> list[Case]:
    """The goals of the report's committee and year that are to be reported in its round."""
    report, (kind, _) = ctx.case, _said_in(ctx)
    steps = [step for level in ctx.model.of_kind("goal") for step in level.steps if step.says == kind
             and (not step.rounds or report.round in step.rounds)]  # fmt: skip
    asked = {(step.level, state) for step in steps for state in step.from_}
    return [goal for goal in siblings(ctx) if (goal.level, goal.state) in asked]


class _Named(tuple[Case, ...]):
    """The titles of the first three, read as “a”; “b”; “c” …"""

    def in_(self, language: str) -> str:
        """The titles in the quotation marks of `language`."""
        return "; ".join(quoted(goal.title).in_(language) for goal in self[:3]) + (" …" if len(self) > 3 else "")
