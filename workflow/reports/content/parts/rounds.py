"""How a goal was forecast, round by round: outlook, consequence, measures, what was decided, and who was reminded."""

from collections.abc import Iterable, Iterator

from workflow.facts.consequence import Consequence
from workflow.goals import Goal
from workflow.goals.decision import Decision
from workflow.goals.forecast import RoundForecast
from workflow.goals.notice import TOLD, Notice
from workflow.goals.reporting_status import BEFORE
from workflow.reports.content.parts.wording import brief, capital, gone, keys, listed, missing, outlook, status, told
from workflow.reports.document import Block, Cell, Column, Facts, Heading, Table, Text, lines

NOTED = ("reason", "when", "consequence_by")
DESCRIBED = tuple(Consequence.model_fields)


def forecasts(goal: Goal, level: int = 3) -> Iterator[Block]:
    """The forecasts of all rounds, under a heading of the level."""
    say, shown = goal.year.say, rounds(goal)
    yield Heading(say("How it was forecast"), level)
    if not shown:
        yield Text(say("Forecasts: %(missing)s.", missing=missing(goal)), "notice")
    else:
        yield table(goal, shown)
        for round in shown:
            yield from described(goal, round, level + 1)
    yield from reminders(goal, goal.notices)


def rounds(goal: Goal) -> tuple[RoundForecast, ...]:
    """The rounds that are shown: of an import only those that its source tells of, and those that are owed here; of a
    goal that has left the field only those in which something was said."""
    owed = [round for round in goal.rounds if not (goal.has_left or (goal.is_imported and round.waits == BEFORE))]
    return tuple(round for round in goal.rounds if round.is_said or round in owed)


def table(goal: Goal, shown: Iterable[RoundForecast]) -> Table:
    """A row for each round."""
    say, shown = goal.year.say, tuple(shown)
    is_written = any(round.as_written for round in shown)
    columns = [Column(say("Round"), 2), Column(say("The outlook"), 2), Column(say("Trend"), 2), Column(say("Comment"), 5),
               Column(say("Minuted"), 3)]  # fmt: skip
    if is_written:
        columns.insert(2, Column(say("The assessment as written"), 3))
    rows = (_row(goal, round, is_written) for round in shown)
    name = say("Forecasts round by round")
    return brief(goal, Table(name, tuple(columns), tuple(rows), sheet=say("Forecasts"), keys=keys(goal)))


def described(goal: Goal, round: RoundForecast, level: int = 4) -> Iterator[Block]:
    """The consequence of a round and what was decided on it; nothing when there is nothing to say."""
    say, said = goal.year.say, lines(_described(goal, round))
    if not (said or round.lacks_consequence):
        return
    yield Heading(say("%(round)s: consequence and measures", round=round.title), level)
    if round.lacks_consequence:
        yield Text(say("The consequence description is missing."), "notice")
    key = (*keys(goal), (say("Round"), round.title))
    if said:
        yield Facts(said, sheet=say("Consequences"), keys=key)
    if goal.is_erased(f"consequence/{round.name}"):
        yield Text(gone(say), "notice")


def decided(goal: Goal, answers: Iterable[Decision]) -> str:
    """What was decided, by which § or by whom, in a line."""
    return listed(goal.year.say, (_decision(goal, answer) for answer in answers))


def reminders(goal: Goal, notices: Iterable[Notice]) -> Iterator[Block]:
    """Who was reminded of what, and when it was done; nothing when nobody had to be."""
    say, found = goal.year.say, dict[tuple[str, str], list[Notice]]()
    for one in notices:
        if one.kind in TOLD and one.step:
            found.setdefault((one.step.name, one.round), []).append(one)
    if not found:
        return
    columns = (Column(say("What"), 3), Column(say("Round"), 2), Column(say("Due"), 2), Column(say("Reminded"), 3),
               Column(say("Escalated"), 3), Column(say("Done on"), 2))  # fmt: skip
    rows = tuple(_reminded(goal, step, round, told) for (step, round), told in found.items())
    yield Table(say("Reminders and what came of them"), columns, rows, sheet=say("Reminders"), keys=keys(goal))


def _row(goal: Goal, round: RoundForecast, is_written: bool) -> tuple[Cell, ...]:
    say = goal.year.say
    trend: Cell = status(say, goal.model, "trend", round.trend)
    if round.is_said and goal.is_imported and trend is None:
        trend = missing(goal)
    cite = round.minuted
    row: list[Cell] = [
        round.title,
        outlook(goal, round, not is_written),
        trend,
        _comment(goal, round),
        str(cite) if cite else "",
    ]
    if is_written:
        row.insert(2, round.as_written)
    return tuple(row)


def _comment(goal: Goal, round: RoundForecast) -> str:
    """All that was said in words: the comment, its basis, why it cannot be assessed, and what a source wrote beside."""
    say = goal.year.say
    if round.is_erased:
        return gone(say)
    parts = [round.comment, say("Judged from: %(basis)s", basis=say(round.basis.title)) if round.basis else ""]
    parts += [f"{label}: {words}" for label, words in told(say, round.said, NOTED)]
    parts += [str(value) for value in round.extra.values()]
    return "\n".join(part for part in parts if part)


def _described(goal: Goal, round: RoundForecast) -> Iterator[tuple[str, Cell]]:
    say = goal.year.say
    yield from told(say, round.consequence, DESCRIBED)
    yield say("Measure"), round.measure
    yield say("Decided"), decided(goal, round.answers)


def _decision(goal: Goal, one: Decision) -> str:
    say = goal.year.say
    who = str(one.cite) if one.cite else " ".join(part for part in (one.by, one.on) if part)
    verdict = say(one.verdict.title) if one.verdict else ""
    return ", ".join(part for part in (verdict, who, one.words, one.instruction) if part)


def _reminded(goal: Goal, step: str, round: str, notices: list[Notice]) -> tuple[Cell, ...]:
    say, model = goal.year.say, goal.model
    days = {kind: ", ".join(one.on for one in notices if one.kind == kind) for kind in TOLD}
    taken = goal.case.taken.get(f"{step}/{round}" if round else step)
    again = listed(say, (days["reminder"], days["chased"]))
    return (
        say(goal.level.step[step].title), say(model.rounds[round].title) if round in model.rounds else round,
        notices[-1].due, again, days["escalation"], str(taken[1]) if taken else capital(missing(goal)),
    )  # fmt: skip
