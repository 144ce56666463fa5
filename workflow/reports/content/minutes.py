"""The officer's memo (tjänsteskrivelse): a proposed decision, the matter in short, and a table that the minutes can hold.

For a committee it is about its report of a round; for council and board about the goals that are to be decided there.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from workflow.reports.ask import Ask, Progress
from workflow.reports.content.parts import one_round
from workflow.reports.content.parts.frame import asked, document, hidden, unit_of
from workflow.reports.content.parts.one_round import Asked
from workflow.reports.content.parts.proposal import proposed
from workflow.reports.content.parts.summary import by_body
from workflow.reports.content.parts.wording import aim_of, capital, lacking, listed, missing, status
from workflow.reports.document import Block, Cell, Column, Document, Heading, Items, Table, Text
from workflow.reports.reading import Goal, Year, goals
from workflow.words import Wrong, sentence

TITLE = sentence("Text for the minutes")
COUNCIL, BOARD = "council", "board"
DECIDES = {COUNCIL: "decided_by_council", BOARD: "decided_by_board"}
"""The guard of the step by which such a body decides on goals."""


def build(session: Session, ask: Ask, progress: Progress) -> Document:
    """The memo for a body's meeting. Raises Wrong when no body is named, or the year, the body or the round is not
    there."""
    year, own = asked(session, ask)
    unit = unit_of(year, ask.unit)
    if not unit:
        raise Wrong(sentence("Say for which body the text is."))
    kind = year.units[unit].kind
    progress(1, 2)
    if ask.round or kind not in DECIDES:
        name = one_round.known_round(year, ask.round or _latest(year))
        blocks = _report(year, unit, one_round.in_round(own, name), name)
        more = year.say(year.model.rounds[name].title)
    else:
        blocks, more = _goals(year, unit, kind, [goal for goal in goals(year) if _waits(goal, kind)]), ""
    made = document("minutes", TITLE, year, ask, [*_meeting(year, ask), *blocks], more)
    progress(2, 2)
    return made


def _latest(year: Year) -> str:
    """The round of forecasts that opened last, else the first."""
    levels = year.model.of_kind("goal")
    names = {name for level in levels for step in level.steps if step.says == "forecast" for name in step.rounds}
    rounds = [name for name in year.model.rounds if name in names]
    opened = [name for name in rounds if year.dates(name).opens <= year.today]
    return (opened or rounds or [""])[-1] if opened else (rounds or [""])[0]


def _meeting(year: Year, ask: Ask) -> Iterator[Block]:
    """For which meeting it is, when that is said."""
    if ask.meeting:
        on = year.calendar.said.get(ask.meeting, {}).get("gathering", {}).get("on")
        if not on:
            raise Wrong(sentence("There is no meeting %(number)s.", number=ask.meeting))
        yield Text(year.say("For the meeting of %(day)s.", day=on))


def _report(year: Year, unit: int, found: Sequence[Asked], name: str) -> Iterator[Block]:
    """The committee's report of a round."""
    say, body, round = year.say, year.unit(unit), year.say(year.model.rounds[name].title)
    risky = [one for one in found if one.round.is_at_risk]
    yield Heading(say("Proposed decision"), key="decision")
    yield Items(
        tuple(one.in_(year.language) for one in proposed(body, round, year.year, "", bool(risky))), ordered=True
    )
    yield Heading(say("The matter in short"), key="short")
    yield Text(say("%(given)s of %(all)s goals have a forecast; %(risk)s are not expected to be met in full.",
                   given=sum(one.round.is_said for one in found), all=len(found), risk=len(risky)))  # fmt: skip
    yield from hidden(year)
    yield from one_round.counted(year, found)
    yield Heading(say("The goals"), key="goals")
    yield _outlooks(year, found)
    if risky:
        yield Heading(say("Consequences and measures"), key="measures")
        yield _measures(year, risky)
    yield from one_round.missing(year, found)
    yield Heading(say("Documents that the decision rests on"), key="documents")
    yield Items((say("Forecast report, %(round)s %(year)s, %(body)s", round=round, year=year.year, body=body),))
    yield Heading(say("Sent to"), key="sent")
    yield Items((say("The executive board"), say("The controller"), say("Those responsible for the goals")))


def _outlooks(year: Year, found: Sequence[Asked]) -> Table:
    say = year.say
    columns = (
        Column(say("Goal"), 5),
        Column(say("The outlook"), 2),
        Column(say("Trend"), 2),
        Column(say("Comment"), 4),
    )
    return Table(say("The goals in the round"), columns, tuple(_outlook(one) for one in found), sheet=say("Forecasts"))


def _outlook(one: Asked) -> tuple[Cell, ...]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    outlook = status(say, goal.model, "outlook", round.outlook) or lacking(goal, round.waits)
    trend = status(say, goal.model, "trend", round.trend)
    return goal.title, outlook, trend, str(round.said.get("comment", ""))


def _measures(year: Year, risky: Sequence[Asked]) -> Table:
    """What it leads to, and what is done, in a row a goal."""
    say = year.say
    columns = (Column(say("Goal"), 3), Column(say("Consequence"), 4), Column(say("Measures"), 5))
    return Table(
        say("Consequences and measures"), columns, tuple(_measure(one) for one in risky), sheet=say("Measures")
    )


def _measure(one: Asked) -> tuple[Cell, ...]:
    goal, round, say = one.goal, one.round, one.goal.year.say
    told = [listed(say, (work.title, work.responsible, work.ends)) for work in goal.measures if not work.state.out]
    consequence = str(round.consequence.get("consequence", "")) or capital(missing(goal))
    return goal.title, consequence, "\n".join(told) or round.measure or capital(missing(goal))


def _waits(goal: Goal, kind: str) -> bool:
    """True when the goal stands where such a body decides about it."""
    steps = [step for step in goal.level.steps if DECIDES[kind] in step.needs]
    first = steps[0] if steps else None
    return first is not None and goal.case.state in first.from_


def _goals(year: Year, unit: int, kind: str, found: Sequence[Goal]) -> Iterator[Block]:
    """The goals that the council is to adopt, or the board to prepare."""
    say, body = year.say, year.unit(unit)
    yield Heading(say("Proposed decision"), key="decision")
    text = "%(body)s adopts the goals of %(year)s with the budget, as below."
    prepared = "%(body)s proposes that the council adopt the goals of %(year)s, as below."
    yield Items((say(text if kind == COUNCIL else prepared, body=body, year=year.year),), ordered=True)
    yield Heading(say("The matter in short"), key="short")
    yield Text(say("%(count)s goals of %(bodies)s bodies wait for the decision.", count=len(found),
                   bodies=len(by_body(found))))  # fmt: skip
    yield from hidden(year)
    for number, own in by_body(found).items():
        yield Heading(year.unit(number), key=f"unit-{number}")
        columns = (
            Column(say("Goal"), 5),
            Column(say("Indicator"), 4),
            Column(say("Target"), 2),
            Column(say("Review"), 2),
        )
        rows = tuple(row for goal in own for row in _proposed(goal))
        yield Table(say("The goals as proposed"), columns, rows, sheet=say("Goals"),
                    keys=((say("Committee"), year.unit(number)),))  # fmt: skip


def _proposed(goal: Goal) -> Iterator[tuple[Cell, ...]]:
    """A row for each indicator of the goal, one for a goal without."""
    say, last = goal.year.say, goal.reviews[-1] if goal.reviews else None
    verdict = status(say, goal.model, "review", last.verdict) if last else None
    rows = [(one.name, aim_of(one)) for one in goal.indicators if not one.has_left]
    for place, (name, aim) in enumerate(rows or [(str(goal.proposal.get("followed_how", "")), "")]):
        yield goal.title if not place else "", name, aim, verdict if not place else None
