"""The interim report on the goals: how they stand, what is missing, and the auditors' question: can it be judged?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import GoalYear
from workflow.goals.report import Judgeable, ReportedGoal, reported
from workflow.governance.model import Model
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.wheel import wheel
from workflow.reports.content.parts.wording import lacking, outlook
from workflow.reports.document import (
    BAD,
    GOOD,
    RISK,
    UNKNOWN,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Status,
    Table,
    Text,
)
from workflow.words import Sentence, Wrong, sentence

TITLE = sentence("Interim report on the goals")
FIRST, LAST = "06-30", "08-31"
"""An interim report is of half to two thirds of the year (LKBR 13:1)."""
ANSWERS: dict[Judgeable, tuple[str, Sentence, str]] = {
    Judgeable.YES: ("✓", sentence("Yes"), GOOD),
    Judgeable.UNMEASURED: ("!", sentence("Yes, without a measured value"), RISK),
    Judgeable.NO: ("✕", sentence("No"), BAD),
    Judgeable.UNKNOWN_THERE: ("–", sentence("Missing in the source"), UNKNOWN),
    Judgeable.WORDED: ("–", sentence("As the source says"), UNKNOWN),
}
"""Can it be judged? A sign, a word, a tone."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The interim report. Raises Wrong when the model has no interim round, or the year or the body is not there."""
    year, goals = asked(session, ask)
    name = interim_round(year.model)
    found = reported(goals, name)
    return document("interim", TITLE, year, ask, _blocks(year, found, name), year.say(year.model.rounds[name].title))


def interim_round(model: Model) -> str:
    """The round of forecasts whose data are of half to two thirds of the year, the last of them. Raises Wrong when there
    is none."""
    ends = ((name, model.rounds[name].as_of) for name in model.forecast_rounds)
    found = [name for name, as_of in ends if FIRST <= as_of <= LAST]
    if not found:
        raise Wrong(sentence("The governance model has no round with data of half to two thirds of the year."))
    return found[-1]


def _blocks(year: GoalYear, found: Sequence[ReportedGoal], name: str) -> Iterator[Block]:
    say = year.say
    yield Heading(say("Summary"), key="summary")
    yield from one_round.dated(year, found, name)
    if not found:
        yield Text(say("No goal is followed up in this round."), "notice")
        yield from hidden(year)
        return
    yield from one_round.counted(year, found)
    yield from hidden(year)
    yield from wheel(year)
    yield from _question(year, found)
    yield from one_round.at_risk(year, found)
    yield from one_round.under_way(year, found)
    yield from one_round.unknown(year, found)
    yield from one_round.missing(year, found)
    yield Heading(say("All goals"), key="all")
    yield one_round.standing(year, found)
    yield from one_round.values(year, found)
    yield from one_round.reports(year, found, name)


def _question(year: GoalYear, found: Sequence[ReportedGoal]) -> Iterator[Block]:
    """The auditors' question, with an answer for each goal."""
    say, counts = year.say, Counter(one.judgeable for one in found)
    unmeasured = counts[Judgeable.UNMEASURED]
    yield Heading(say("Can attainment be judged?"), key="judged")
    if counts[Judgeable.UNKNOWN_THERE] + counts[Judgeable.WORDED] < len(found):
        text = "Of %(count)s goals %(yes)s can be judged, %(unmeasured)s of them without a measured value, and %(no)s cannot."
        yes, no = counts[Judgeable.YES] + unmeasured, counts[Judgeable.NO]
        yield Text(say(text, count=len(found), yes=yes, unmeasured=unmeasured, no=no), "lead")
    if counts[Judgeable.UNKNOWN_THERE]:
        text = "For %(count)s of %(all)s goals the forecast is missing in the source."
        yield Text(say(text, count=counts[Judgeable.UNKNOWN_THERE], all=len(found)), "notice")
    if counts[Judgeable.WORDED]:
        text = "For %(count)s of %(all)s goals the source judges in words that are no value of our scale."
        yield Text(say(text, count=counts[Judgeable.WORDED], all=len(found)), "notice")
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Can it be judged?"), 2),
               Column(say("The outlook"), 2), Column(say("Why not"), 4))  # fmt: skip
    rows = tuple(_answer(year, one) for one in found)
    yield Table(say("Can attainment be judged?"), columns, rows, sheet=say("Can be judged"))


def _answer(year: GoalYear, one: ReportedGoal) -> tuple[Cell, ...]:
    say, goal = year.say, one.goal
    sign, word, tone = ANSWERS[one.judgeable]
    return goal.unit, goal.title, Status(sign, say(word), tone), outlook(goal, one.round), _why_not(one)


def _why_not(one: ReportedGoal) -> str:
    say, round = one.goal.year.say, one.round
    if one.judgeable is Judgeable.UNMEASURED:
        return "; ".join(f"{gap.what}: {gap.more}" for gap in one_round.gaps(one) if gap.more)
    if one.judgeable is not Judgeable.NO:
        return ""
    if not round.is_said:
        return say("Forecast: %(missing)s.", missing=lacking(one.goal, round.waits).word.lower())
    return ". ".join(filter(None, (round.said.reason, round.said.when)))
