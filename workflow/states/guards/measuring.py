"""What the figures say beside the judgement, and whether they can say anything in time (R28-R34, idea 7)."""

from collections.abc import Iterator

from workflow.cycle.timetable import round_dates
from workflow.facts.closing import Analysis, Closing
from workflow.facts.consequence import Measure
from workflow.facts.indicator import Indicator
from workflow.facts.wording import Proposal, Wording
from workflow.goals import load_goal
from workflow.measuring.attainment import together
from workflow.measuring.freshness import can_be_judged
from workflow.organisation.visibility import Reader
from workflow.records.queries.events import words
from workflow.records.sql import remembered
from workflow.states.context import CaseContext
from workflow.states.guards.ahead import WORDED
from workflow.states.guards.base import Listed, children, guard
from workflow.words import Sentence, quoted, sentence


@guard
def says_when_met(ctx: CaseContext) -> Sentence | None:
    """Only if the goal says in a sentence when it is met (R33). Read when it is put forward, not while it is shown."""
    goal = ctx.case
    if not isinstance(ctx.fact, Proposal):
        return None
    seq = int(goal.fact(Wording.kind).get("seq", 0))
    told = remembered(
        ctx.session, (WORDED, goal.organisation, seq), lambda: words(ctx.session, goal.organisation, [seq])
    )
    if Wording.of(told.get(seq, {}).get(Wording.kind, {})).met_when:
        return None
    return sentence("Say in one sentence when the goal is met: change the draft first.")


@guard
def can_be_judged_in_time(ctx: CaseContext) -> Sentence | None:
    """Remark: by the closing no value for the goal year is known of some of the indicators."""
    goal = ctx.case
    if goal.year is None or not (name := ctx.level.closing_round):
        return None
    last = round_dates(ctx.model, ctx.calendar, goal.year, name, goal.unit).report
    rounds = [(name, last)]
    told = ((one, one.said(Indicator)) for one in children(ctx, "indicator"))
    late = [one for one, said in told if said and can_be_judged(said, goal.year, rounds) is False]
    if not late:
        return None
    return sentence("No value for the year is known by the closing on %(day)s: %(indicators)s.", day=last,
                    indicators=Listed(quoted(one.title) for one in late))  # fmt: skip


@guard
def reason_when_it_differs(ctx: CaseContext) -> Sentence | None:
    """Only if the judgement is what the figures say, or it is said why it is not."""
    if not isinstance(ctx.fact, Closing) or ctx.fact.differs:
        return None
    verdict = ctx.model.verdict("attainment", ctx.fact.attainment)
    computed = ctx.model.verdict("attainment", together(_codes(ctx, ctx.fact)))
    if verdict is None or verdict.unknown or computed is None or computed.name == verdict.name:
        return None
    return sentence("By the figures the goal is “%(figures)s”. Say why you judge otherwise.", figures=computed.title)


@guard
def measure_is_whole(ctx: CaseContext) -> Sentence | None:
    """Only if it is said who takes the measure, by when, at what cost and to what effect (R54)."""
    measure = ctx.fact
    if not isinstance(measure, Measure):
        return None
    given = (measure.responsible, measure.done_by, measure.cost_sek is not None, measure.effect)
    asked = (sentence("who is responsible"), sentence("by when it is done"), sentence("what it costs (0 for nothing)"),
             sentence("which effect is expected"))  # fmt: skip
    lacking = [text for text, there in zip(asked, given, strict=True) if not there]
    return sentence("Of the measure it is still to be said: %(lacking)s.", lacking=Listed(lacking)) if lacking else None


@guard
def says_why(ctx: CaseContext) -> Sentence | None:
    """Only if the analysis says why it became as it became, and, for a goal that goes on, what is done (R52)."""
    if not isinstance(ctx.fact, Analysis):
        return None
    if not ctx.fact.why:
        return sentence("Say why it became as it became.")
    if ctx.fact.goes_on and not ctx.fact.measures:
        return sentence("The goal goes on: say how it can be reached, as a list of measures.")
    return None


def _codes(ctx: CaseContext, closing: Closing) -> Iterator[str]:
    """What the closing's values say of each indicator, the values of earlier goal years known."""
    goal = load_goal(ctx.session, ctx.who.organisation, ctx.case.id, ctx.today, reader=Reader(ctx.seats))
    measured = [row.model_dump(exclude_none=True) for row in closing.measured]
    for one in goal.indicators if goal else ():
        if not one.has_left:
            yield one.closed_with(measured).judged.code
