"""What was done for a goal, and at what cost: activities, measures, contributions of other committees."""

from collections.abc import Iterator
from datetime import date

from workflow.goals import Goal
from workflow.goals.target import amount
from workflow.goals.work import Work
from workflow.reports.content.parts.rounds import decided
from workflow.reports.content.parts.wording import keys, missing
from workflow.reports.document import BAD, GOOD, PLAIN, RISK, Block, Cell, Column, Heading, Money, Status, Table, Text
from workflow.words import Sentence, sentence

COUNTS: dict[str, Sentence] = {
    "done": sentence("done"), "total": sentence("in all"), "positive": sentence("positive"),
    "negative": sentence("negative"), "unchanged": sentence("unchanged"),
}  # fmt: skip
"""How sources count: so many done, of so many in all."""


def done(goal: Goal, level: int = 3) -> Iterator[Block]:
    """Activities, measures and contributions, under a heading of the level."""
    yield Heading(goal.year.say("What was done"), level)
    yield activities(goal)
    yield from measures(goal)
    yield from contributions(goal)


def activities(goal: Goal) -> Block:
    """The activities with their cost, which is summed up; how a source counts them, or that they are missing."""
    say = goal.year.say
    if not goal.activities:
        if written := goal.kept.get("activity_status"):
            return Text(say("Activities as the source counts them: %(counts)s.", counts=counted(goal, written)))
        return Text(say("Activities: %(missing)s.", missing=missing(goal)), "notice")
    columns = (Column(say("Activity"), 4), Column(say("State"), 2), Column(say("Responsible"), 2),
               Column(say("Done by"), 2), Column(say("Cost"), 2, figures=True), Column(say("Budget line"), 2),
               Column(say("How it went"), 3))  # fmt: skip
    rows = tuple(_activity(goal, one) for one in goal.activities)
    costs = [one.cost for one in goal.activities if one.cost is not None and not one.state.out]
    total = (say("Total"), "", "", "", Money(sum(costs)), "", "") if len(costs) > 1 else None
    return Table(say("Activities"), columns, rows, sheet=say("Activities"), keys=keys(goal), total=total)


def measures(goal: Goal) -> Iterator[Table]:
    """The measures; nothing when there are none."""
    say = goal.year.say
    if goal.measures:
        columns = (Column(say("Measure"), 4), Column(say("State"), 2), Column(say("Responsible"), 2),
                   Column(say("Done by"), 2), Column(say("Cost"), 2, figures=True), Column(say("Expected effect"), 3),
                   Column(say("Decision"), 3), Column(say("Had it an effect?"), 3))  # fmt: skip
        rows = tuple(_measure(goal, one) for one in goal.measures)
        yield Table(say("Measures"), columns, rows, sheet=say("Measures"), keys=keys(goal))


def contributions(goal: Goal) -> Iterator[Table]:
    """What other committees do for the goal; nothing when nobody was asked."""
    say = goal.year.say
    if goal.contributions:
        columns = (Column(say("Committee that contributes"), 2), Column(say("What was asked for"), 4),
                   Column(say("State"), 2), Column(say("What was promised"), 3), Column(say("How it went"), 4))  # fmt: skip
        rows = tuple(
            (one.unit, one.title, state(goal, one), one.promise, went(goal, one)) for one in goal.contributions
        )
        yield Table(
            say("Contributions from other committees"), columns, rows, sheet=say("Contributions"), keys=keys(goal)
        )


def state(goal: Goal, one: Work) -> Status:
    """How far it has come; that it is late."""
    say, known = goal.year.say, one.state
    if one.is_late:
        return Status("!", say("%(state)s, late", state=known.title), RISK)
    tone = BAD if known.out else GOOD if known.final else PLAIN
    sign = known.sign or ("✕" if known.out else "✓" if known.final else "")
    return Status(sign, say(known.title), tone)


def went(goal: Goal, one: Work) -> str:
    """How it went, round by round."""
    say, rounds = goal.year.say, goal.model.rounds
    told = ((say(rounds[round].title) if round in rounds else on, words) for round, on, words in one.went())
    return "\n".join(f"{when}: {words}" if when else words for when, words in told)


def counted(goal: Goal, written: object) -> str:
    """What a source counts, in its own figures: "done 25, in all 36"."""
    say = goal.year.say
    if not isinstance(written, dict):
        return str(written)
    labels = {key: say(COUNTS[key]) if key in COUNTS else str(key) for key in written}
    return ", ".join(
        f"{labels[key]} {amount(say, value) if isinstance(value, int | float) else value}"
        for key, value in written.items()
    )


def _ends(one: Work) -> date | str:
    """The day by which it is done, as a day: a workbook sorts by it."""
    return date.fromisoformat(one.ends) if one.ends else ""


def _activity(goal: Goal, one: Work) -> tuple[Cell, ...]:
    cost = None if one.cost is None else Money(one.cost)
    return (one.title, state(goal, one), one.responsible, _ends(one), cost, one.budget_line,
            went(goal, one))  # fmt: skip


def _measure(goal: Goal, one: Work) -> tuple[Cell, ...]:
    cost = None if one.cost is None else Money(one.cost)
    return (one.title, state(goal, one), one.responsible, _ends(one), cost, one.effect,
            decided(goal, one.decisions), went(goal, one))  # fmt: skip
