"""The interim report on the goals: how they stand, what is missing, and the auditors' question: can it be judged?"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import GoalYear
from workflow.goals.reporting_status import AS_SOURCE
from workflow.governance.model import Model
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.one_round import Asked
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
YES, UNMEASURED, NO, UNKNOWN_THERE, WORDED = "yes", "unmeasured", "no", "unknown_there", "worded"
ANSWERS: dict[str, tuple[str, Sentence, str]] = {
    YES: ("✓", sentence("Yes"), GOOD), UNMEASURED: ("!", sentence("Yes, without a measured value"), RISK),
    NO: ("✕", sentence("No"), BAD), UNKNOWN_THERE: ("–", sentence("Missing in the source"), UNKNOWN),
    WORDED: ("–", sentence("As the source says"), UNKNOWN),
}  # fmt: skip
"""Can it be judged? A sign, a word, a tone."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The interim report. Raises Wrong when the model has no interim round, or the year or the body is not there."""
    year, goals = asked(session, ask)
    name = interim_round(year.model)
    found = one_round.in_round(goals, name)
    progress(1, 2)
    made = document("interim", TITLE, year, ask, _blocks(year, found, name), year.say(year.model.rounds[name].title))
    progress(2, 2)
    return made


def interim_round(model: Model) -> str:
    """The round of forecasts whose data are of half to two thirds of the year, the last of them. Raises Wrong when there
    is none."""
    asked = {name for level in model.of_kind("goal") for step in level.steps if step.says == "forecast"
             for name in step.rounds}  # fmt: skip
    found = [name for name, round in model.rounds.items() if name in asked and FIRST <= round.as_of <= LAST]
    if not found:
        raise Wrong(sentence("The governance model has no round with data of half to two thirds of the year."))
    return found[-1]


def judged(one: Asked) -> str:
    """Can it be judged now how the goal will end? Not without a forecast, nor when that says nothing."""
    if one.is_missing_in_source:
        return UNKNOWN_THERE
    if one.round.cell.status == AS_SOURCE:
        return WORDED
    if not one.round.outlook or one.is_unknown:
        return NO
    return YES if _is_measured(one) or not one.goal.indicators else UNMEASURED


def _is_measured(one: Asked) -> bool:
    """True when some indicator had a value for the goal year by this round."""
    rounds = [round.name for round in one.goal.rounds]
    by_now = {"", *rounds[: rounds.index(one.round.name) + 1]}
    values = (value for indicator in one.goal.indicators for value in indicator.values if value.round in by_now)
    return any(value.is_said and value.year == one.goal.case.year for value in values)


def _blocks(year: GoalYear, found: Sequence[Asked], name: str) -> Iterator[Block]:
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


def _question(year: GoalYear, found: Sequence[Asked]) -> Iterator[Block]:
    """The auditors' question, with an answer for each goal."""
    say, counts = year.say, Counter(judged(one) for one in found)
    yield Heading(say("Can attainment be judged?"), key="judged")
    yield Text(say("Of %(count)s goals %(yes)s can be judged, %(unmeasured)s of them without a measured value, and %(no)s "
                   "cannot.", count=len(found), yes=counts[YES] + counts[UNMEASURED], unmeasured=counts[UNMEASURED],
                   no=counts[NO]), "lead")  # fmt: skip
    if counts[UNKNOWN_THERE]:
        text = "For %(count)s of %(all)s goals the forecast is missing in the source."
        yield Text(say(text, count=counts[UNKNOWN_THERE], all=len(found)), "notice")
    if counts[WORDED]:
        text = "For %(count)s of %(all)s goals the source judges in words that are no value of our scale."
        yield Text(say(text, count=counts[WORDED], all=len(found)), "notice")
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Can it be judged?"), 2),
               Column(say("The outlook"), 2), Column(say("Why not"), 4))  # fmt: skip
    rows = tuple(_answer(year, one) for one in found)
    yield Table(say("Can attainment be judged?"), columns, rows, sheet=say("Can be judged"))


def _answer(year: GoalYear, one: Asked) -> tuple[Cell, ...]:
    say, goal, answer = year.say, one.goal, judged(one)
    sign, word, tone = ANSWERS[answer]
    return goal.unit, goal.title, Status(sign, say(word), tone), outlook(goal, one.round), _why_not(one, answer)


def _why_not(one: Asked, answer: str) -> str:
    say, said = one.goal.year.say, one.round.said
    if answer == YES:
        return ""
    if answer in (UNKNOWN_THERE, WORDED):
        return ""
    if not one.round.is_said:
        return say("Forecast: %(missing)s.", missing=lacking(one.goal, one.round.waits).word.lower())
    if answer == UNMEASURED:
        return "; ".join(f"{gap.what}: {gap.more}" for gap in one_round.gaps(one) if gap.more)
    return ". ".join(str(said[name]) for name in ("reason", "when") if said.get(name))
