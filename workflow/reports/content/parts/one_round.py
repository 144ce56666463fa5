"""One round of forecasts: how the goals stand in it, those at risk with what is done, and what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workflow.goals import Goal, GoalYear
from workflow.goals.report import ReportedGoal
from workflow.goals.reporting_status import AS_SOURCE, AWAITED, BEFORE, DESCRIBE, MISSING, NOT_OPEN, SOURCE_SILENT
from workflow.reports.content.parts import summary
from workflow.reports.content.parts.done import measures
from workflow.reports.content.parts.rounds import decided, described
from workflow.reports.content.parts.summary import NONE_THERE, by_body
from workflow.reports.content.parts.wording import (
    MARKS,
    capital,
    keys,
    lacking,
    listed,
    mark,
    outlook,
    sentenced,
    status,
    without_empty,
)
from workflow.reports.document import Block, Cell, Column, Facts, Heading, Table, Text, lines
from workflow.reports.shown import day
from workflow.words import Wrong, sentence


class Gap(NamedTuple):
    """Something that is missing, of which goal, and more about it."""

    goal: Goal
    what: str
    more: str = ""


def known_round(year: GoalYear, name: str) -> str:
    """The name of a round of forecasts as the model has it. Raises Wrong, naming those there are."""
    rounds = year.model.forecast_rounds
    found = next((round for round in rounds if round.casefold() == name.casefold()), "")
    if not found:
        raise Wrong(sentence("There is no round of forecasts called “%(name)s”. There are: %(names)s.", name=name,
                             names=", ".join(rounds)))  # fmt: skip
    return found


def dated(year: GoalYear, asked: Sequence[ReportedGoal], name: str, unit: int = 0) -> Iterator[Text]:
    """Of which day the data are, and what is still to come or has been; nothing of a round that was not held here."""
    if all(one.is_of_source for one in asked):
        return
    say, dates, told = year.say, year.dates(name, unit), []
    days = {"opens": dates.opens, "report": dates.report, "closes": dates.closes, "as_of": dates.as_of}
    written = {key: day(value, year.language) for key, value in days.items()}
    told.append(say("Data as of %(day)s.", day=written["as_of"]))
    if year.today < dates.opens:
        told.append(say("The round opens on %(day)s.", day=written["opens"]))
    if year.today <= dates.report:
        told.append(say("Managers report by %(day)s.", day=written["report"]))
    if year.today <= dates.closes:
        told.append(say("The round closes on %(day)s.", day=written["closes"]))
    else:
        told.append(say("The round closed on %(day)s.", day=written["closes"]))
    yield Text(" ".join(told))


def counted(year: GoalYear, asked: Sequence[ReportedGoal]) -> Iterator[Block]:
    """How many goals stand where, by committee, each way of not knowing apart."""
    say, codes = year.say, [_code(one) for one in asked]
    titles = {verdict.name: say(verdict.title) for verdict in year.model.scale("outlook")}
    unsaid = (AS_SOURCE, SOURCE_SILENT, MISSING, AWAITED, NOT_OPEN, BEFORE)
    titles |= {code: say(MARKS[code].word) for code in unsaid if code in codes}
    titles |= {NONE_THERE: say("Missing in the source")} if NONE_THERE in codes else {}
    units = (one.goal.case.unit for one in asked)
    yield summary.counted(year, say("Goals by committee and outlook"), zip(units, codes, strict=True), titles)
    if undescribed := sum(one.round.lacks_consequence for one in asked):
        text = "Of the %(all)s goals that are not expected to be met in full, %(count)s lack their consequence description."
        yield Text(say(text, count=undescribed, all=sum(one.round.is_at_risk for one in asked)), "notice")


def standing(year: GoalYear, asked: Iterable[ReportedGoal]) -> Table:
    """A row for each goal: outlook, trend, comment."""
    say = year.say
    columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("The outlook"), 2), Column(say("Trend"), 2),
               Column(say("The round before"), 2), Column(say("Comment"), 4))  # fmt: skip
    return Table(say("The goals in the round"), columns, tuple(_standing(one) for one in asked), sheet=say("Forecasts"))


def at_risk(year: GoalYear, asked: Sequence[ReportedGoal], level: int = 1) -> Iterator[Block]:
    """Every goal that is expected to be met in part or not at all, the worst first, with consequence and measures."""
    say = year.say
    scale = [verdict.name for verdict in year.model.scale("outlook")]
    found = [one for one in asked if one.round.is_at_risk]
    yield Heading(say("Goals that are not expected to be met in full"), level)
    if unknown := sum(one.round.outlook is None or one.is_unknown for one in asked):
        text = "Of %(count)s of %(all)s goals it is not known: the forecast is missing, or cannot say."
        if any(one.round.cell.status == AS_SOURCE for one in asked):
            text = (
                "Of %(count)s of %(all)s goals it is not known: the forecast is missing, cannot say, or is in no scale."
            )
        yield Text(say(text, count=unknown, all=len(asked)), "notice")
    elif not found:
        yield Text(say("There are none."))
    for one in sorted(found, key=lambda one: -scale.index(one.round.outlook.name) if one.round.outlook else 0):
        yield Heading(one.goal.title, level + 1, key=f"goal-{one.goal.id}")
        yield Facts(lines(_risk(one)), sheet=say("Goals at risk"), keys=keys(one.goal))
        yield from described(one.goal, one.round, level + 2)
        yield from measures(one.goal)
        if one.lacks_measures:
            yield Text(say("Measures: %(missing)s.", missing=lacking(one.goal).word.lower()), "notice")


def under_way(year: GoalYear, asked: Iterable[ReportedGoal]) -> Iterator[Block]:
    """The measures of goals that are no longer at risk, with what came of them; nothing when there are none."""
    found = [one.goal for one in asked if one.goal.measures and not one.round.is_at_risk]
    if found:
        yield Heading(year.say("Measures for other goals"), 1)
    for goal in found:
        yield Heading(goal.title, 2)
        yield from measures(goal)


def values(year: GoalYear, asked: Iterable[ReportedGoal]) -> Iterator[Block]:
    """What was measured in the round."""
    say = year.say
    rows = tuple(row for one in asked for row in _values(one))
    if rows:
        columns = (Column(say("Goal"), 3), Column(say("Indicator"), 4), Column(say("Value"), 2, figures=True),
                   Column(say("Women"), figures=True), Column(say("Men"), figures=True),
                   Column(say("Expected"), 2, figures=True), Column(say("Target"), 2), Column(say("Note"), 3))  # fmt: skip
        yield Heading(say("What was measured"), 1)
        yield without_empty(Table(say("Values in the round"), columns, rows, sheet=say("All values")))


def unknown(year: GoalYear, asked: Iterable[ReportedGoal]) -> Iterator[Block]:
    """The goals that cannot be assessed, with why and when they can be; nothing when there are none."""
    say = year.say
    found = [one for one in asked if one.is_unknown]
    if found:
        columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Why"), 3), Column(say("When"), 2))
        rows = tuple((one.goal.unit, one.goal.title, one.round.said.reason, one.round.said.when) for one in found)
        yield Heading(say("Goals that cannot be assessed"), 1)
        yield Table(say("Goals that cannot be assessed"), columns, rows, sheet=say("Cannot be assessed"))


def missing(year: GoalYear, asked: Sequence[ReportedGoal]) -> Iterator[Block]:
    """What is missing, named."""
    say = year.say
    rows = tuple((gap.goal.unit, gap.goal.title, gap.what, gap.more) for one in asked for gap in gaps(one))
    yield Heading(say("What is missing"), 1)
    if unknown := sum(one.is_missing_in_source for one in asked):
        text = "For %(count)s of %(all)s goals the forecast is missing in the source."
        yield Text(say(text, count=unknown, all=len(asked)), "notice")
    if not rows and unknown:
        return
    if not rows:
        yield Text(say("Every forecast is given, with what it asks for."))
        return
    columns = (
        Column(say("Committee"), 2),
        Column(say("Goal"), 4),
        Column(say("What is missing"), 3),
        Column(say("Note"), 3),
    )
    yield Table(say("What is missing"), columns, rows, sheet=say("Missing"))


def gaps(one: ReportedGoal) -> Iterator[Gap]:
    """What is missing of a goal in the round: its forecast, its consequence, its measures, its values."""
    goal, round, say = one.goal, one.round, one.goal.year.say
    if one.is_missing_in_source:
        return
    if not round.is_said:
        yield Gap(goal, say("Forecast"), str(lacking(goal, round.waits)))
        return
    if round.lacks_consequence:
        by = round.said.consequence_by
        yield Gap(goal, say("Consequence description"), say("Described by %(day)s", day=by.isoformat()) if by else "")
    if one.lacks_measures:
        yield Gap(goal, say("Measure"))
    for indicator, reading in one.readings:
        if not reading.value.is_said:
            why = listed(say, (say(reading.missing.title) if reading.missing else "", reading.words))
            yield Gap(goal, say("Value of “%(name)s”", name=indicator.name), why)


def reports(year: GoalYear, asked: Sequence[ReportedGoal], name: str) -> Iterator[Block]:
    """How far each committee's report has come, and the § by which it was noted."""
    say = year.say
    rows = []
    for unit in by_body(one.goal for one in asked if not one.is_of_source):
        report = year.report(unit, name)
        cite = year.minuted(unit, name)
        state = say(year.state(report).title) if report else capital(say("no report of its own"))
        rows.append((year.unit(unit), state, str(cite) if cite else ""))
    if rows:
        columns = (Column(say("Committee"), 3), Column(say("Report"), 3), Column(say("Minuted"), 4))
        yield Table(say("The committees' reports"), columns, tuple(rows), sheet=say("Committee reports"))


def _code(one: ReportedGoal) -> str:
    """Where the goal stands in the round: an outlook, or why there is none."""
    if one.round.outlook:
        return one.round.outlook.name
    if one.round.cell.status in (AS_SOURCE, SOURCE_SILENT):
        return one.round.cell.status
    return NONE_THERE if one.is_missing_in_source else one.round.waits or MISSING


def _standing(one: ReportedGoal) -> tuple[Cell, ...]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    trend = status(say, goal.model, "trend", round.trend)
    return goal.unit, goal.title, outlook(goal, round), trend, _before(one), round.comment


def _before(one: ReportedGoal) -> Cell:
    """The outlook of the round before, None when there was none."""
    goal = one.goal
    earlier = goal.rounds[: goal.rounds.index(one.round)]
    return outlook(goal, earlier[-1]) if earlier and earlier[-1].is_said else None


def _risk(one: ReportedGoal) -> Iterator[tuple[str, Cell]]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    yield say("Committee"), goal.unit
    yield say("The outlook"), outlook(goal, round)
    if round.lacks_consequence:
        yield say("Consequence description"), mark(say, DESCRIBE)
    yield say("The round before"), _before(one)
    yield say("Trend"), status(say, goal.model, "trend", round.trend)
    yield say("Comment"), round.comment
    yield say("Decided"), "" if round.is_described else decided(goal, round.answers)


def _values(one: ReportedGoal) -> Iterator[tuple[Cell, ...]]:
    say = one.goal.year.say
    for indicator, reading in one.readings:
        value = reading.value
        why = say(reading.missing.title) if reading.missing and not value.is_said else ""
        figures = (value.text or value.value, value.women, value.men, value.expected)
        note = sentenced(listed(say, (why, reading.words)))
        yield one.goal.title, indicator.name, *figures, indicator.target.in_words(say), note
