"""What would move, as pages show it: before a timetable is set, before a meeting is moved."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from web.names import Names
from web.offered import round_title
from web.session import moment
from workflow.cycle.schedule_impact import Moving, moving, with_meeting
from workflow.facts import Fact
from workflow.facts.decision import Gathering
from workflow.governance.model import Step
from workflow.states.context import CaseContext, Context
from workflow.words import Title


@dataclass(frozen=True)
class Moved:
    """A line of what moves: the step, its round, which day, from when to when, and for how many of each body."""

    title: Title
    round: Title | None
    what: str
    old: date | None
    new: date | None
    units: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Foreseen:
    """What would move: line by line, how many days for each body, and the names of those who are asked for it."""

    lines: list[Moved]
    bodies: dict[str, int]
    people: list[str]


def foreseen(ctx: Context, found: Moving, names: Names) -> Foreseen:
    """What moves, in the reader's words."""
    names.add_people(found.people)
    counts: dict[str, int] = defaultdict(int)
    for move in found.moves:
        counts[names.unit(move.unit)] += move.count
    return Foreseen(_lines(ctx, found, names), dict(sorted(counts.items())), sorted(map(names.person, found.people)))


def of_meeting(ctx: Context, fact: Fact | None, names: Names) -> Foreseen | None:
    """What would move with the meeting, None when the step in mind moves none."""
    if not isinstance(ctx, CaseContext) or not isinstance(fact, Gathering):
        return None
    after, altered = with_meeting(ctx.calendar, ctx.case, fact.short())
    return foreseen(ctx, moving(ctx.session, ctx.who.organisation, after, moment(), [altered]), names)


def moves_meeting(ctx: Context) -> bool:
    """True when the step in mind gives a meeting that is there another day."""
    return ctx.case is not None and ctx.step is not None and not ctx.step.birth and ctx.step.says == Gathering.kind


def _lines(ctx: Context, found: Moving, names: Names) -> list[Moved]:
    """The bodies of each line together."""
    heaps: dict[tuple[Step, str, str, date | None, date | None], list[tuple[str, int]]] = defaultdict(list)
    for move in found.moves:
        heaps[move.step, move.round, move.what, move.old, move.new].append((names.unit(move.unit), move.count))
    return [Moved(step.title, round_title(ctx.model, round), what, old, new, tuple(units))
            for (step, round, what, old, new), units in heaps.items()]  # fmt: skip
