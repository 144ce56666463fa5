"""What is around a goal under review: its units by name, the group, its indicators, the goals it pulls against. One
question to the database, because there are others to ask."""

from dataclasses import dataclass, field
from typing import Any

from web.language import language, say
from web.review.steps import Steps
from web.session import session, who
from web.visible import reader
from workflow.cycle.timetable import round_dates
from workflow.exchange import addresses
from workflow.facts.indicator import Indicator
from workflow.goals.target import Target, amount
from workflow.measuring.freshness import can_be_judged
from workflow.records.queries.reviews import AroundGoal, around_goal
from workflow.states.context import CaseContext
from workflow.states.guards.review import CHAIR
from workflow.words import Say


@dataclass(frozen=True)
class Measure:
    """An indicator as the goal is judged by: its name, what is aimed at from where, and whether its value comes too
    late for the closing."""

    name: str
    aim: str
    late: bool


@dataclass(frozen=True)
class Against:
    """A goal that it pulls against, and why when that was said here."""

    title: str
    address: str
    why: str


@dataclass
class Room:
    """The units by number, the members and chairs by number, the indicators, the goals it pulls against."""

    units: dict[int, str] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    chairs: dict[int, str] = field(default_factory=dict)
    indicators: list[Measure] = field(default_factory=list)
    against: list[Against] = field(default_factory=list)


def room_of(ctx: CaseContext, steps: Steps, whys: dict[int, str]) -> Room:
    """The room around the goal in the situation; `whys` tells why it pulls against the goals it names."""
    room = Room()
    units = (ctx.case.unit, ctx.case.department or 0)
    for row in around_goal(session(), who().organisation, ctx.case.id, units, steps.roles, ctx.today):
        if row.sort == "unit":
            room.units[row.id] = row.name
        elif row.sort == "seat":
            (room.chairs if row.more == CHAIR else room.members)[row.id] = row.name
        elif reader().may_count(row):
            _case(ctx, room, row, whys)
    return room


def _case(ctx: CaseContext, room: Room, row: AroundGoal, whys: dict[int, str]) -> None:
    level = ctx.model.levels.get(row.more)
    if level is None or level.state[row.state].out:
        return
    if level.kind == "goal":
        room.against.append(Against(row.name, f"/{addresses.prefix('goal')}/{row.id}", whys.get(row.id, "")))
    elif level.kind == "indicator":
        room.indicators.append(_measure(ctx, row.name, row.facts))


def _measure(ctx: CaseContext, name: str, facts: dict[str, Any]) -> Measure:
    known, target = Indicator.of(facts.get(Indicator.kind, {})), Target.of(facts, ctx.case.year)
    aim, baseline = target.in_words(Say(language())), amount(Say(language()), known.baseline)
    parts = [
        say(text, value=value)
        for text, value in (("Target %(value)s.", aim), ("Baseline %(value)s.", baseline))
        if value
    ]
    unit = f" ({known.unit})" if known.unit else ""
    return Measure(f"{name}{unit}", " ".join(parts), _is_late(ctx, known))


def _is_late(ctx: CaseContext, known: Indicator) -> bool:
    """True when no value for the goal year is known by the closing."""
    goal, last = ctx.case, ctx.level.closing_round
    if goal.year is None or not last:
        return False
    by = round_dates(ctx.model, ctx.calendar, goal.year, last, goal.unit).report
    return can_be_judged(known, goal.year, [(last, by)]) is False
