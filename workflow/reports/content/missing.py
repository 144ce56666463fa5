"""What is missing: every duty that is not done, by committee, with whose it is by office; and values that nobody has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy.orm import Session

from workflow.cycle.working_days import SWEDEN
from workflow.goals import Goal, GoalYear
from workflow.goals.notice import times_told
from workflow.goals.overdue import LAPSED, LATE, OPEN, Overdue, overdue
from workflow.goals.overview import Group
from workflow.goals.report import reported
from workflow.records.queries.events import events_of
from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import asked, document, hidden, unit_of
from workflow.reports.content.parts.handed_in import groups, handed_in, not_known
from workflow.reports.content.parts.wording import not_in_source, without_empty
from workflow.reports.document import BAD, RISK, UNKNOWN, Block, Cell, Column, Document, Heading, Status, Table, Text
from workflow.words import Sentence, sentence

TITLE = sentence("What is missing")
NOON = time(12, tzinfo=SWEDEN)
STANDS: dict[str, tuple[str, Sentence, str]] = {
    LATE: ("!", sentence("Late"), RISK), LAPSED: ("✕", sentence("The round has closed"), BAD),
    OPEN: ("●", sentence("Soon due"), UNKNOWN),
}  # fmt: skip
"""How a duty stands: a sign, a word, a tone."""
Times = Mapping[tuple[int, str], int]
"""How many times somebody was told of a duty, by the case and the duty's key."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """What is missing in the year, of one body and in one round when they are asked for. It names no person: whose a
    duty is is told by office. Raises Wrong when the year, the body or the round is not there."""
    year, goals = asked(session, ask)
    unit, name = unit_of(year, ask.unit), one_round.known_round(year, ask.round) if ask.round else ""
    at = datetime.combine(ask.today, NOON)
    found = [one for one in overdue(session, ask.organisation, at, [unit] if unit else ())
             if one.case.year == year.year and one.case.id in year.cases and name in ("", _round(one))]  # fmt: skip
    other = sorted({one.case.id for one in found} - year.events.keys())
    events = {**year.events, **events_of(session, year.organisation, other, ())}
    told = {one.key: times_told(one.model, one.duty, events.get(one.case.id, ())) for one in found}
    stands = groups(session, year, goals)
    return document("missing", TITLE, year, ask, _blocks(year, goals, found, told, stands, name))


def _blocks(
    year: GoalYear, goals: Sequence[Goal], found: Sequence[Overdue], told: Times, stands: Sequence[Group], name: str
) -> Iterator[Block]:  # fmt: skip
    say = year.say
    yield Heading(say("Summary"), key="summary")
    if found:
        counts = Counter(one.status for one in found)
        yield Text(say("Missing: %(count)s. Late: %(late)s, round closed: %(lapsed)s, due within a week: %(open)s.",
                       count=len(found), late=counts[LATE], lapsed=counts[LAPSED], open=counts[OPEN]), "lead")  # fmt: skip
        yield _counted(year, found)
    else:
        yield Text(say("Nothing is late, and nothing falls due within a week."), "lead")
    yield from not_in_source(year, goals, say("What was owed, when it was due and when it came"))
    yield from hidden(year)
    yield from handed_in(year, stands, name)
    for unit in sorted({one.case.unit for one in found}, key=year.order):
        yield Heading(year.unit(unit), key=f"unit-{unit}")
        yield _owed(year, [one for one in found if one.case.unit == unit], told)
    yield from not_known(year, stands, name)
    yield from _values(year, goals, name)


def _counted(year: GoalYear, found: Sequence[Overdue]) -> Table:
    say = year.say
    columns = (
        Column(say("Committee"), 4),
        *(Column(say(word), 2, figures=True) for _, word, _ in STANDS.values()),
        Column(say("In all"), figures=True),
    )
    units = sorted({one.case.unit for one in found}, key=year.order)
    rows = tuple(_count(year.unit(unit), [one for one in found if one.case.unit == unit]) for unit in units)
    return Table(
        say("What is missing, by committee"), columns, rows, sheet=say("Summary"), total=_count(say("All"), found)
    )


def _count(name: str, found: Sequence[Overdue]) -> tuple[Cell, ...]:
    counts = Counter(one.status for one in found)
    return name, *(counts[status] for status in STANDS), len(found)


def _owed(year: GoalYear, found: Sequence[Overdue], told: Times) -> Table:
    say = year.say
    columns = (Column(say("What is missing"), 3), Column(say("Round"), 2), Column(say("What it is about"), 4),
               Column(say("Due"), 2), Column(say("State"), 2), Column(say("By office"), 2), Column(say("Last reminded"), 2),
               Column(say("Times reminded"), figures=True))  # fmt: skip
    unit = year.unit(found[0].case.unit)
    table = Table(say("What is missing"), columns, tuple(_line(year, one, told) for one in found), sheet=say("Missing"),
                  keys=((say("Committee"), unit),))  # fmt: skip
    return without_empty(table)


def _round(one: Overdue) -> str:
    """The round that the duty belongs to: its own, or that of the report that owes it."""
    return one.duty.round or one.case.round


def _line(year: GoalYear, one: Overdue, told: Times) -> tuple[Cell, ...]:
    say, step = year.say, one.duty.step
    sign, word, tone = STANDS[one.status]
    round = say(one.model.rounds[_round(one)].title) if _round(one) in one.model.rounds else ""
    role = say(one.model.roles[step.by[0]].title)
    whose = role if one.owing else say("%(role)s (vacant)", role=role)
    reminded = one.reminded.day if one.reminded else say("not reminded")
    return (
        say(step.title),
        round,
        one.case.title,
        one.duty.due,
        Status(sign, say(word), tone),
        whose,
        reminded,
        told[one.key],
    )


def _values(year: GoalYear, goals: Sequence[Goal], name: str) -> Iterator[Block]:
    """What else the forecasts lack in the rounds that have opened: consequences, measures, values."""
    say = year.say
    rows = tuple(
        (gap.goal.unit, gap.goal.title, title, gap.what, gap.more)
        for round, title in _opened(year, name) for one in reported(goals, round) if one.round.is_said
        for gap in one_round.gaps(one)
    )  # fmt: skip
    if rows:
        columns = (Column(say("Committee"), 2), Column(say("Goal"), 4), Column(say("Round"), 2),
                   Column(say("What is missing"), 3), Column(say("Note"), 3))  # fmt: skip
        yield Heading(say("What the forecasts that were given lack"))
        yield without_empty(Table(say("What the forecasts that were given lack"), columns, rows, sheet=say("Gaps")))


def _opened(year: GoalYear, name: str) -> Iterator[tuple[str, str]]:
    """(name, title) of the rounds of forecasts that have opened; of the one that is asked for."""
    for one in year.model.forecast_rounds:
        if name in ("", one) and year.dates(one).opens <= year.today:
            yield one, year.say(year.model.rounds[one].title)
