"""The auditor's view: is the result compatible with the goals that were adopted? With evidence, gaps and changes (KL 12:2).

It answers from what is logged, and no further: the judgement is the auditors' own.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.goals import Goal, GoalYear
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import summary
from workflow.reports.content.parts.evidence import change_log, differences, evidence, unjudged
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.gaps import gaps
from workflow.reports.content.parts.office import Offices
from workflow.reports.document import Block, Document, Heading, Text
from workflow.words import Sentence, sentence

TITLE = sentence("The auditor's view")
YES, PARTLY, NO, UNDECIDED, NOTHING = "yes", "partly", "no", "undecided", "nothing"
ANSWERS: dict[str, tuple[str, Sentence]] = {
    YES: ("✓", sentence("Yes, as far as the accounts show: every adopted goal was met.")),
    PARTLY: ("!", sentence("In part: some of the adopted goals were met; others were not, or it is not known.")),
    NO: ("✕", sentence("No: as far as is known, none of the adopted goals was met in full.")),
    UNDECIDED: (
        "●",
        sentence("It cannot be said: for half of the adopted goals or more there is no judgement in the scale."),
    ),
    NOTHING: ("●", sentence("It cannot be said: no goals are adopted.")),
}
"""What the log answers: a sign, a sentence."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The view of a goal year, or of one body in it. Raises Wrong when the year or the body is not there."""
    year, goals = asked(session, ask)
    adopted = [goal for goal in goals if goal.was_adopted]
    return document("auditor", TITLE, year, ask, _blocks(year, adopted, Offices.read(session, year)))


def answer(goals: Sequence[Goal]) -> str:
    """Is the result compatible with what was adopted? Half without a judgement is no answer; withdrawn goals do not
    count."""
    own = [goal for goal in goals if not goal.state.out]
    known = [goal for goal in own if goal.attainment and not goal.attainment.unknown]
    if not own:
        return NOTHING
    if 2 * len(known) <= len(own):
        return UNDECIDED
    met = sum(goal.is_met for goal in known)
    return YES if met == len(own) else PARTLY if met else NO


def _blocks(year: GoalYear, goals: Sequence[Goal], offices: Offices) -> Iterator[Block]:
    say = year.say
    sign, words = ANSWERS[answer(goals)]
    yield Heading(say("Is the result compatible with the goals that were adopted?"), key="answer")
    yield Text(f"{sign} {say(words)}", "lead")
    yield Text(say("This is what the log says. The judgement is the auditors' own."))
    yield from hidden(year)
    if not goals:
        return
    yield from summary.counts(year, goals)
    yield from summary.outcome(year, goals)
    yield from unjudged(year, goals)
    yield from evidence(year, goals, offices)
    yield from differences(year, goals)
    yield from change_log(year, goals, offices)
    yield from gaps(year, goals)
