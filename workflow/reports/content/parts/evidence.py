"""What shows that a goal was adopted, how it ended, and which adopted rows cannot be judged or were changed."""

from collections.abc import Iterator, Sequence

from workflow.goals import Goal, GoalYear
from workflow.goals.changes import changes
from workflow.goals.indicator import AdoptedIndicator
from workflow.records.queries.events import TimelineEvent
from workflow.reports.content.parts.compared import changed, unmeasured
from workflow.reports.content.parts.ended import attained
from workflow.reports.content.parts.office import Offices
from workflow.reports.content.parts.wording import missing, not_in_source, status
from workflow.reports.document import BAD, GOOD, UNKNOWN, Block, Cell, Column, Heading, Status, Table, Text

DIGITS = 16
"""How many of a seal's hexadecimal digits are shown, as on the first page."""


def evidence(year: GoalYear, goals: Sequence[Goal], offices: Offices) -> Iterator[Block]:
    """By which § each goal was adopted, in which event, logged by whom when, whether its seal holds; how to verify it."""
    say = year.say
    yield Heading(say("Evidence"), key="evidence")
    yield Text(say("Each event of the log is sealed onto the one before. The command “malhjulet verify” reads the whole chain "
                   "and names the first event that does not hold."))  # fmt: skip
    broken = sum(goal.adopted.holds is False for goal in goals)
    sealed = sum(goal.is_sealed for goal in goals)
    yield Text(say("%(sealed)s of %(count)s adopted goals are sealed here; %(broken)s of the seals do not hold.",
                   sealed=sealed, count=len(goals), broken=broken), "notice" if broken else "")  # fmt: skip
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Adopted by"), 3), Column(say("Event")),
               Column(say("Logged by"), 3), Column(say("Logged on"), 2), Column(say("Seal"), 2), Column(say("Digest"), 2),
               Column(say("Attainment"), 2), Column(say("The figures say"), 2))  # fmt: skip
    yield Table(say("Every adopted goal and what shows it"), columns, tuple(_shown(goal, offices) for goal in goals),
                sheet=say("Evidence"))  # fmt: skip


def unjudged(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """The adopted rows whose figures say nothing, and why: no target, no value, no longer there."""
    say = year.say
    rows = tuple((goal.unit, goal.title, row.adopted.name, why) for goal in goals if not goal.state.out
                 for row in goal.as_adopted if (why := _why_not(goal, row)))  # fmt: skip
    owed = [goal for goal in goals if not goal.state.out]
    if not owed:
        return
    yield Heading(say("What cannot be judged by its figures"), key="unjudged")
    bare = sum(not goal.as_adopted for goal in owed)
    if bare:
        yield Text(say("Adopted goals without an indicator: %(count)s.", count=bare))
    if not rows:
        if bare < len(owed):
            yield Text(say("Every adopted indicator has a target and a value."))
        return
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Indicator"), 3), Column(say("Why"), 4))
    yield Table(say("Adopted indicators that cannot be judged"), columns, rows, sheet=say("Cannot be judged"))


def differences(year: GoalYear, goals: Sequence[Goal]) -> Iterator[Block]:
    """The adopted rows that were changed, of goals that are still in the field; of how many nothing was reported. How a
    goal was adopted that was brought in is not known, so nothing is said of how many of them are as they were."""
    say = year.say
    every = [(goal, row) for goal in goals if not goal.state.out for row in goal.as_adopted]
    rows = tuple((goal.unit, goal.title, row.adopted.name, told) for goal, row in every if (told := changed(goal, row)))
    here = [(goal, row) for goal, row in every if not goal.is_imported]
    if not (here or rows):
        return
    yield Heading(say("Adopted beside reported"), key="differences")
    if here:
        text = (
            "Adopted indicators: %(count)s. No longer as adopted: %(differ)s. Without a reported value for %(year)s: "
            "%(unsaid)s."
        )
        differ = sum(bool(changed(goal, row)) for goal, row in here)
        unsaid = sum(not (row.now and row.now.is_measured) for _, row in here)
        yield Text(say(text, count=len(here), differ=differ, unsaid=unsaid, year=year.year))
    if rows:
        columns = (Column(say("Committee"), 2), Column(say("Goal"), 3), Column(say("As adopted"), 3),
                   Column(say("Difference"), 5))  # fmt: skip
        yield Table(say("Adopted rows that were changed"), columns, rows, sheet=say("Differences"))


def change_log(year: GoalYear, goals: Sequence[Goal], offices: Offices) -> Iterator[Block]:
    """What was changed since the adoption, by whom, by decision or without."""
    say = year.say
    found = [(goal, one) for goal in goals for one in changes(goal)]
    undecided = sum(one.is_undecided for _, one in found)
    yield Heading(say("Changes since the adoption"), key="changes")
    yield from not_in_source(year, goals, say("What was changed before they were brought in"))
    if not found:
        if any(goal.is_sealed for goal in goals):
            yield Text(say("Nothing was changed in what was sealed here."))
        return
    yield Text(say("Changes: %(count)s. Without a decision: %(undecided)s.", count=len(found), undecided=undecided),
               "notice" if undecided else "")  # fmt: skip
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 3), Column(say("Day"), 2), Column(say("What"), 4),
               Column(say("By which decision"), 3), Column(say("Logged by"), 3), Column(say("Event")))  # fmt: skip
    rows = tuple(
        (goal.unit, goal.title, one.on, one.what, one.cite or ("" if one.is_free else say("without a decision")),
         offices.named(one.who, goal.case), str(one.seq))
        for goal, one in found
    )  # fmt: skip
    yield Table(say("Changes since the adoption"), columns, rows, sheet=say("Changes"))


def _shown(goal: Goal, offices: Offices) -> tuple[Cell, ...]:
    say, decided, event = goal.year.say, goal.adoption, _event(goal)
    cite = str(decided.cite) if decided and decided.cite else missing(goal)
    verdict = goal.model.verdict("attainment", goal.computed) if goal.is_closed else None
    computed = status(say, goal.model, "attainment", verdict)
    logged = (offices.named(event.who, goal.case), event.effective) if event and event.sealed else ("", "")
    digest = event.sealed[:DIGITS] if event else ""
    return (goal.unit, goal.title, cite, str(goal.adopted.seq), *logged, _seal(goal), digest, attained(goal), computed)


def _event(goal: Goal) -> TimelineEvent | None:
    """The event in which it was adopted last."""
    return next((event for event in goal.year.events.get(goal.id, ()) if event.seq == goal.adopted.seq), None)


def _seal(goal: Goal) -> Status:
    say, holds = goal.year.say, goal.adopted.holds
    if holds is None:
        return Status("–", say("Not sealed here"), UNKNOWN)
    return Status("✓", say("Holds"), GOOD) if holds else Status("✕", say("Does NOT hold"), BAD)


def _why_not(goal: Goal, row: AdoptedIndicator) -> str:
    """Why the figures say nothing of an adopted row; "" when they do."""
    say, now = goal.year.say, row.now
    if now is None:
        return say("The indicator is no longer there.")
    if now.judged.code:
        return ""
    reasons = ["" if now.target_is_said else say("Target: %(missing)s.", missing=missing(goal)),
               "" if now.outcome is None or now.outcome.is_readable else say("The period of its value cannot be read."),
               "" if now.is_measured else unmeasured(goal, now)]  # fmt: skip
    return " ".join(reason for reason in reasons if reason) or say("The value cannot be held against the target.")
