"""The review report: what the quality control group said of each goal, and when each indicator can be known (R48, R56)."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.goals.indicator import Indicator
from workflow.goals.review import Reviewed
from workflow.measuring.freshness import can_be_judged, freshness
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.summary import by_body, counted
from workflow.reports.content.parts.wording import capital, keys, lacking, missing, status
from workflow.reports.document import (
    BAD,
    GOOD,
    RISK,
    UNKNOWN,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Status,
    Table,
    Text,
    lines,
)
from workflow.words import Sentence, sentence

TITLE = sentence("Review report")


NOT_YET, NONE_THERE, NOT_ASKED = "not_yet", "none_there", "not_asked"
UNREVIEWED: dict[str, Sentence] = {
    NOT_YET: sentence("Not reviewed"), NONE_THERE: sentence("Missing in the source"),
    NOT_ASKED: sentence("No review is asked for"),
}  # fmt: skip
"""Why there is no verdict."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The reviews of the year's goals, of one body when it is asked for. What a member of the group judged alone is not
    in it. Raises Wrong when the year or the body is not there."""
    year, goals = asked(session, ask)
    return document("review", TITLE, year, ask, _blocks(year, goals))


def _blocks(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    say = year.say
    yield Heading(say("Summary"), key="summary")
    yield from hidden(year)
    if not goals:
        yield Text(say("There are no goals for the year."), "notice")
        return
    yield _counted(year, goals)
    late = [goal for goal in goals if not goal.is_over and judged_in_time(goal) is False]
    if late:
        yield Text(say("%(count)s goals cannot be judged by their figures at the closing: no indicator has a value by then.",
                       count=len(late)), "notice")  # fmt: skip
    for unit, own in by_body(goals).items():
        yield Heading(year.unit(unit), key=f"unit-{unit}")
        for goal in own:
            yield from _goal(goal)


def _counted(year: GoalYear, goals: Sequence[Goal]) -> Table:
    say, codes = year.say, [_reviewed(goal) for goal in goals]
    titles = {verdict.name: say(verdict.title) for verdict in year.model.scale("review")}
    titles |= {code: say(title) for code, title in UNREVIEWED.items() if code in codes}
    units = (goal.case.unit for goal in goals)
    return counted(year, say("Goals by committee and verdict"), zip(units, codes, strict=True), titles)


def _reviewed(goal: Goal) -> str:
    """The code of the last verdict, or why there is none."""
    last = goal.reviews[-1].verdict if goal.reviews else None
    if last:
        return last.name
    return NOT_ASKED if not goal.asks_for_review else NONE_THERE if goal.is_imported else NOT_YET


def _goal(goal: Goal) -> Iterator[Block]:
    say = goal.year.say
    yield Heading(goal.title, 2, key=f"goal-{goal.id}")
    last = goal.reviews[-1] if goal.reviews else None
    verdict = status(say, goal.model, "review", last.verdict) if last else (
        Status("–", say(UNREVIEWED[_reviewed(goal)]), UNKNOWN))  # fmt: skip
    facts = (
        (say("Verdict"), verdict),
        (say("State"), say(goal.state.title)),
        (say("When is it met?"), goal.wording.met_when or capital(missing(goal))),
        (say("Parties it depends on"), goal.wording.depends_on),
        (say("How it is measured, or why it cannot be"), goal.proposal.measurability),
        (say("Without an indicator: how it is followed up, and by whom"), goal.proposal.followed_how),
        (say("Can be judged at the closing"), _in_time(goal)),
    )
    yield Facts(lines(facts), sheet=say("Goals"), keys=keys(goal))
    for number, review in enumerate(goal.reviews, 1):
        yield from _review(goal, number, review)
    if goal.indicators:
        yield _freshness(goal)


def _review(goal: Goal, number: int, review: Reviewed) -> Iterator[Block]:
    say = goal.year.say
    title = say("Review %(number)s, %(day)s: %(verdict)s", number=number, day=review.on,
                verdict=say(review.verdict.title) if review.verdict else "–")  # fmt: skip
    yield Heading(title, 3)
    columns = (Column(say("Criterion"), 2), Column(say("Holds"), 1), Column(say("Comment"), 5))
    answers = {True: Status("✓", say("Yes"), GOOD), False: Status("✕", say("No"), BAD)}
    rows = tuple((one.title, answers[one.holds], one.comment) for one in review.criteria)
    if rows:
        yield Table(say("Criterion by criterion"), columns, rows, sheet=say("Criteria"), keys=keys(goal))
    if review.suggested:
        yield Text(say("Suggested wording: %(words)s", words=review.suggested))
    if review.remarks:
        yield Text(say("Remarks that follow the goal: %(words)s", words=review.remarks))
    for done, _, why in review.answers:
        yield Text(say("The committee's answer: %(done)s. %(why)s", done=done, why=why))


def judged_in_time(goal: Goal) -> bool | None:
    """True when some indicator has a value for the year by the closing, False when none has, None when nobody has said
    how often they are measured, or there are none."""
    rounds = _rounds(goal)[-1:]
    told = [can_be_judged(one.said, goal.year.year, rounds) for one in goal.indicators if not one.has_left]
    return True if True in told else False if told and None not in told else None


def _in_time(goal: Goal) -> Status:
    say, known = goal.year.say, judged_in_time(goal)
    if not goal.indicators and goal.is_imported:
        return lacking(goal)
    if known is None:
        return Status(
            "●", say("Not said how often it is measured") if goal.indicators else say("By a judgement"), UNKNOWN
        )
    return Status("✓", say("Yes"), GOOD) if known else Status("!", say("No value is known by then"), RISK)


def _freshness(goal: Goal) -> Table:
    """In which rounds each indicator can have a fresh value."""
    say, rounds = goal.year.say, _rounds(goal)
    titles = (say(goal.model.rounds[name].title) for name, _ in rounds)
    columns = (Column(say("Indicator"), 4), *(Column(title, 2) for title in titles))
    rows = tuple(_fresh(goal, one) for one in goal.indicators if not one.has_left)
    caption = say("When a fresh value can be known")
    return Table(caption, columns, rows, sheet=say("Measurability"), keys=keys(goal))


def _fresh(goal: Goal, one: Indicator) -> tuple[Cell, ...]:
    say, found = goal.year.say, freshness(one.said, goal.year.year, _rounds(goal))
    if not found:
        return one.name, *(say("not said how often") for _ in _rounds(goal))
    return one.name, *(fresh.period.strftime("%Y-%m") if fresh.period else say("nothing new") for fresh in found)


def _rounds(goal: Goal) -> list[tuple[str, date]]:
    """The rounds in which the goal is followed up, the closing last, with the day by which each is reported."""
    steps = [step for step in goal.level.steps if step.says == "forecast"]
    asked_for = {name for step in steps for name in step.rounds} | {goal.level.closing_round}
    names = [name for name in goal.model.rounds if name in asked_for]
    return [(name, goal.year.dates(name, goal.case.unit).report) for name in names]
