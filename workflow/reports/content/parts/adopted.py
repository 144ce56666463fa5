"""What was adopted: the goal in the words that were sealed, its indicators with their targets, its milestones, the §."""

from collections.abc import Iterator

from workflow.goals import Goal
from workflow.goals.goal import MilestoneYear
from workflow.goals.indicator import AdoptedIndicator, Indicator
from workflow.reports.content.parts.wording import brief, gone, keys, listed, missing, told, without_empty
from workflow.reports.document import Block, Cell, Column, Facts, Heading, Items, Table, Text, lines

WORDED = ("desired_effect", "background", "met_when", "depends_on", "plan_part")
PROPOSED = ("measurability", "followed_how", "realism", "took_part", "until_year")


def adopted(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The blocks, under a heading of the level."""
    say = goal.year.say
    yield Heading(say("What was adopted"), level)
    yield Facts(lines(_facts(goal)), sheet=say("Goals"), keys=keys(goal)[:1])
    if goal.is_erased("wording"):
        yield Text(gone(say), "notice")
    yield from _indicators(goal)
    yield from milestones(goal)


def milestones(goal: Goal) -> Iterator[Block]:
    """What is to be reached year by year, and what a source says came of it."""
    say = goal.year.say
    if not goal.milestones:
        return
    columns = (Column(say("Year")), Column(say("What is reached"), 4), Column(say("Target"), figures=True),
               Column(say("Outcome"), figures=True), Column(say("Reached")))  # fmt: skip
    made = Table(say("Milestones"), columns, tuple(_stone(goal, stone) for stone in goal.milestones),
                 sheet=say("Milestones"), keys=keys(goal))  # fmt: skip
    yield made if goal.is_imported else without_empty(made)


def _facts(goal: Goal) -> Iterator[tuple[str, Cell]]:
    year, say = goal.year, goal.year.say
    yield say("Goal"), goal.title
    if goal.wording.goal and goal.wording.goal != goal.words:
        yield say("As it was put forward"), goal.wording.goal
    yield say("Kind of goal"), say(goal.level.title)
    if goal.is_companys:
        owner = next(unit.name for unit in goal.owners if unit.kind == "company")
        yield say("Owner"), say("%(company)s (municipal company)", company=owner)
    yield from told(say, goal.wording, WORDED)
    if areas := goal.model.title_of("direction", many=True):
        yield say(areas), listed(say, goal.focus_areas)
    yield say("Department"), year.unit(goal.case.department)
    yield say("Responsible"), year.person(goal.case.responsible)
    yield from told(say, goal.proposal, PROPOSED)
    yield say("Adopted by"), _adoption(goal)
    yield say("Seal"), _seal(goal)


def _adoption(goal: Goal) -> str:
    """The § that adopted it, with its verdict."""
    say, decided = goal.year.say, goal.adoption
    if decided is None:
        return say("The decision is %(missing)s.", missing=missing(goal)) if goal.is_imported else missing(goal)
    words = say(decided.verdict.title) if decided.verdict else ""
    return listed(say, (str(decided.cite) if decided.cite else decided.on, words))


def _seal(goal: Goal) -> str:
    say, kept = goal.year.say, goal.adopted
    if kept.holds is None:
        return say("Not sealed here: brought in from a source.") if goal.is_imported else say("Not sealed.")
    if kept.holds:
        return say("Sealed on %(day)s. Words, indicators and targets are those that were sealed.", day=kept.on)
    return say("Sealed on %(day)s. What is told here is NOT what was sealed.", day=kept.on)


def _indicators(goal: Goal) -> Iterator[Block]:
    say, own = goal.year.say, goal.as_adopted
    if not own:
        if goal.proposal.followed_how or goal.proposal.measurability:
            yield Text(say("The goal is followed up without an indicator."))
        else:
            yield Text(say("Indicators: %(missing)s.", missing=missing(goal)), "notice")
        return
    columns = (Column(say("Indicator"), 5), Column(say("Unit"), 2), Column(say("The target is met at"), 3),
               Column(say("Target"), 2, figures=True), Column(say("Baseline"), 2, figures=True),
               Column(say("Baseline measured"), 2))  # fmt: skip
    yield brief(goal, Table(say("Indicators as adopted"), columns, tuple(_indicator(goal, row) for row in own),
                            sheet=say("Indicators"), keys=keys(goal)))  # fmt: skip
    if more := tuple(text for row in own if row.now and (text := _described(goal, row.now))):
        yield Items(more)


def _indicator(goal: Goal, row: AdoptedIndicator) -> tuple[Cell, ...]:
    kept, now = row.adopted, row.now
    lacks = missing(goal)
    known = goal.model.verdict("comparator", kept.comparator)
    if kept.target is None and now:
        known = now.direction or known
    target: Cell = kept.target if kept.to is None else None
    if target is None:
        target = row.target.in_words(goal.year.say) or lacks
    return (
        kept.name, kept.unit or lacks, goal.year.say(known.title) if known else lacks,
        target,
        kept.baseline if kept.baseline is not None else lacks, now.said.baseline_date if now else "",
    )  # fmt: skip


def _described(goal: Goal, indicator: Indicator) -> str:
    """Definition, source and what else was said of how it is measured, in one line."""
    say, said, model = goal.year.say, indicator.said, goal.model
    scales = (("indicator_sort", "sort"), ("frequency", "frequency"), ("data", "data"))
    known = (model.verdict(scale, getattr(said, field)) for scale, field in scales)
    parts = [
        said.definition,
        *(say("%(label)s: %(value)s", label=say(label), value=getattr(said, field))
          for field, label in (("numerator", "Numerator"), ("denominator", "Denominator"), ("reference", "Compared with"),
                               ("source", "Source")) if getattr(said, field)),
        *(say(verdict.title) for verdict in known if verdict),
    ]  # fmt: skip
    whole = listed(say, parts)
    return f"{indicator.name}. {whole}" if whole else ""


def _stone(goal: Goal, stone: MilestoneYear) -> tuple[Cell, ...]:
    say = goal.year.say
    words = "" if stone.reached is None else say("yes") if stone.reached else say("no")
    return str(stone.year), stone.text, stone.target, stone.outcome, words
