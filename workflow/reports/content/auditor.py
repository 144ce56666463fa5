"""The auditor's view: is the result compatible with the goals that were adopted? With evidence, gaps and changes (KL 12:2).

It answers from what is logged, and no further: the judgement is the auditors' own.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import summary
from workflow.reports.content.parts.adopted import rows as adopted_rows
from workflow.reports.content.parts.changes import changes
from workflow.reports.content.parts.compared import difference
from workflow.reports.content.parts.ended import attained
from workflow.reports.content.parts.frame import asked, document, hidden
from workflow.reports.content.parts.wording import lacking, mark, missing, status
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
from workflow.reports.reading import Goal, Year
from workflow.running.cells import DESCRIBE, MISSING
from workflow.words import Sentence, sentence

TITLE = sentence("The auditor's view")
YES, PARTLY, NO, UNDECIDED = "yes", "partly", "no", "undecided"
ANSWERS: dict[str, tuple[str, Sentence, str]] = {
    YES: ("✓", sentence("Yes, as far as the accounts show: every adopted goal was met."), GOOD),
    PARTLY: ("!", sentence("In part: some of the adopted goals were met, others were not."), RISK),
    NO: ("✕", sentence("No: none of the adopted goals was met in full."), BAD),
    UNDECIDED: ("●", sentence("It cannot be said: for half of the adopted goals or more there is no judgement."), UNKNOWN),
}  # fmt: skip
"""What the log answers: a sign, a sentence, a tone."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The view of a goal year, or of one body in it. Raises Wrong when the year or the body is not there."""
    year, goals = asked(session, ask)
    adopted = [goal for goal in goals if goal.was_adopted]
    progress(1, 2)
    made = document("auditor", TITLE, year, ask, _blocks(year, adopted))
    progress(2, 2)
    return made


def answer(goals: Sequence[Goal]) -> str:
    """Is the result compatible with what was adopted? Half without a judgement is no answer; withdrawn goals do not
    count."""
    own = [goal for goal in goals if not goal.state.out]
    known = [goal for goal in own if goal.attainment and not goal.attainment.unknown]
    if not own or 2 * len(known) <= len(own):
        return UNDECIDED
    met = sum(goal.is_met for goal in known)
    return YES if met == len(own) else PARTLY if met else NO


def _blocks(year: Year, goals: Sequence[Goal]) -> Iterator[Block]:
    say = year.say
    sign, words, _ = ANSWERS[answer(goals)]
    yield Heading(say("Is the result compatible with the goals that were adopted?"), key="answer")
    yield Text(f"{sign} {say(words)}", "lead")
    yield Text(say("This is what the log says. The judgement is the auditors' own."))
    yield from hidden(year)
    yield from summary.counts(year, goals)
    yield from summary.unmet(year, goals)
    yield from summary.left(year, goals)
    yield from summary.reliability(year, goals)
    yield Heading(say("Evidence"), key="evidence")
    yield Text(say("Each event of the log is sealed onto the one before. The command “malhjulet verify” reads the whole chain "
                   "and names the first event that does not hold."))  # fmt: skip
    yield _evidence(year, goals)
    yield from _differences(year, goals)
    yield from _changes(year, goals)
    yield from _gaps(year, goals)


def _evidence(year: Year, goals: Sequence[Goal]) -> Table:
    """By which § each goal was adopted, in which event, and whether the seal holds."""
    say = year.say
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Adopted by"), 4), Column(say("Event")),
               Column(say("Seal"), 2), Column(say("Attainment"), 2), Column(say("The figures say"), 2))  # fmt: skip
    return Table(say("Every adopted goal and what shows it"), columns, tuple(_shown(goal) for goal in goals),
                 sheet=say("Evidence"))  # fmt: skip


def _shown(goal: Goal) -> tuple[Cell, ...]:
    say, decided = goal.year.say, goal.adoption
    cite = str(decided.cite) if decided and decided.cite else missing(goal)
    computed = status(say, goal.model, "attainment", goal.model.verdict("attainment", goal.computed))
    return goal.unit, goal.title, cite, str(goal.adopted.seq), _seal(goal), attained(goal), computed


def _seal(goal: Goal) -> Status:
    say, holds = goal.year.say, goal.adopted.holds
    if holds is None:
        return Status("–", say("Not sealed here"), UNKNOWN)
    return Status("✓", say("Holds"), GOOD) if holds else Status("✕", say("Does NOT hold"), BAD)


def _differences(year: Year, goals: Sequence[Goal]) -> Iterator[Block]:
    """The adopted rows on which something else was reported, or nothing."""
    say, same = year.say, year.say("No difference.")
    rows = tuple((goal.unit, goal.title, row.adopted.name, told) for goal in goals for row in adopted_rows(goal)
                 if (told := difference(goal, row)) != same)  # fmt: skip
    count = sum(len(adopted_rows(goal)) for goal in goals)
    yield Heading(say("Adopted beside reported"), key="differences")
    yield Text(
        say("Of %(count)s adopted indicators %(differ)s differ from what was reported.", count=count, differ=len(rows))
    )
    if rows:
        columns = (
            Column(say("Committee"), 2),
            Column(say("Goal"), 3),
            Column(say("As adopted"), 3),
            Column(say("Difference"), 5),
        )
        yield Table(say("Adopted rows that differ from what was reported"), columns, rows, sheet=say("Differences"))


def _changes(year: Year, goals: Sequence[Goal]) -> Iterator[Block]:
    """What was changed since the adoption, by decision or without."""
    say = year.say
    rows = tuple(
        (goal.unit, goal.title, one.on, one.what, one.by, str(one.seq)) for goal in goals for one in changes(goal)
    )
    yield Heading(say("Changes since the adoption"), key="changes")
    if not rows:
        yield Text(say("Nothing was changed."))
        return
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 3), Column(say("Day"), 2), Column(say("What"), 4),
               Column(say("By which decision"), 3), Column(say("Event")))  # fmt: skip
    yield Table(say("Changes since the adoption"), columns, rows, sheet=say("Changes"))


def _gaps(year: Year, goals: Sequence[Goal]) -> Iterator[Block]:
    """Forecasts, consequences and closings that were never given; how often somebody was reminded."""
    say = year.say
    rows = tuple((goal.unit, goal.title, title, what) for goal in goals for title, what in _lacks(goal))
    yield Heading(say("Gaps"), key="gaps")
    if rows:
        columns = (
            Column(say("Committee"), 2),
            Column(say("Goal"), 4),
            Column(say("Round"), 2),
            Column(say("What is missing"), 3),
        )
        yield Table(say("What was never given"), columns, rows, sheet=say("Gaps"))
    else:
        yield Text(say("Every forecast, consequence and closing that was owed is there."))
    told = Counter(notice.kind for goal in goals for notice in goal.notices)
    yield Text(say("Reminders %(reminder)s, escalations %(escalation)s, asked for by the quality chief %(chased)s.",
                   reminder=told["reminder"], escalation=told["escalation"], chased=told["chased"]))  # fmt: skip


def _lacks(goal: Goal) -> Iterator[tuple[str, Cell]]:
    say = goal.year.say
    for round in goal.rounds:
        if round.waits == MISSING:
            yield round.title, mark(say, MISSING)
        elif round.lacks_consequence:
            yield round.title, mark(say, DESCRIBE)
    if goal.closing_cell.status == MISSING:
        yield say("Closing"), lacking(goal)
