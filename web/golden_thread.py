"""Röda tråden: vision → focus area → goal → indicator, activity, measure – of a goal year, and of one goal both ways."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from web.language import day, say, sorting
from web.names import titled
from web.tally import Tally, tally
from workflow.exchange import addresses
from workflow.goals import Goal, GoalYear, Indicator, Part, goals
from workflow.goals.goal import Judgement
from workflow.goals.work import Work, work
from workflow.governance.model import State
from workflow.measuring.values import latest
from workflow.records.case import Case
from workflow.words import Title

BELOW = ("indicator", "activity", "measure", "commitment")
"""What a goal is followed by, in this order."""
PARTS = Part.ABOVE | Part.INDICATORS | Part.WORK
"""What it takes to tell how many there are; the words too where goals are told."""


@dataclass(frozen=True)
class Node:
    """A case on the thread: what it is, where it has its page, how it stands, and the figures or dates it has."""

    number: int
    title: str
    address: str
    level: Title
    state: State
    judgement: Judgement | None = None
    more: str = ""


Heap = tuple[Title, tuple[Node, ...]]
"""What hangs from a goal of one level, with the name of many such."""


@dataclass(frozen=True)
class GoalOnThread:
    """A goal with what hangs from it, in heaps by level, and the other areas that it supports as well."""

    node: Node
    unit: str
    below: tuple[Heap, ...]
    areas: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Area:
    """A focus area with its goals by committee; `node` None for the goals that support none. The goals themselves are told
    one by one when `is_told`."""

    node: Node | None
    goals: tuple[Goal, ...]
    others: Sequence[Case]
    is_told: bool

    @cached_property
    def committees(self) -> tuple[tuple[str, str, tuple[Goal, ...]], ...]:
        """(code, name, goals) of each committee, in the alphabet."""
        heaps: dict[int, list[Goal]] = {}
        for goal in self.goals:
            heaps.setdefault(goal.case.unit, []).append(goal)
        found = ((goal[0].year.units[unit].code, goal[0].unit, tuple(goal)) for unit, goal in heaps.items())
        return tuple(sorted(found, key=lambda row: sorting(row[1])))

    def told(self, goal: Goal) -> GoalOnThread:
        """One of its goals with what hangs from it."""
        also = (
            case for case in self.others if self.node and case.id != self.node.number and case.id in goal.area_numbers
        )
        return goal_on_thread(goal, tuple(node_of(goal.year, case) for case in also))

    @property
    def counts(self) -> Tally:
        """How many goals have each verdict, those without any last."""
        return tally(goal.judgement for goal in self.goals)

    @property
    def below(self) -> tuple[tuple[Title, int], ...]:
        """How many of each level hang from its goals."""
        found: Counter[Title] = Counter()
        for goal in self.goals:
            for kind in BELOW:
                found.update(goal.year.level(case).plural for case in hanging(goal, kind))
        return tuple(found.items())


@dataclass(frozen=True)
class GoldenThread:
    """A goal year's thread: each vision (None: there is none) with its areas; the goals without any area."""

    visions: tuple[tuple[Node | None, tuple[Area, ...]], ...]
    without: Area
    name_of_area: Title | None
    names_of_areas: Title | None
    areas: tuple[Node, ...]


@dataclass(frozen=True)
class Chain:
    """The single thread of a goal: up to the vision, and down; `first` is the node that was asked for."""

    goal: GoalOnThread
    above: tuple[tuple[Node | None, Node], ...]
    visions: tuple[Node, ...]
    first: int


def thread(year: GoalYear, area: int | None, is_told: bool) -> GoldenThread:
    """The thread of the year as it was loaded: of all focus areas that its model has, or of one."""
    own = [goal for goal in goals(year) if not goal.has_left]
    supported = {number for goal in own for number in goal.area_numbers}
    areas = [case for case in _lasting(year, "direction") if case.id in supported or _stands(year, case)]
    known = {case.id for case in areas}
    chosen = area if area in known else None
    drawn = [
        (case, Area(node_of(year, case), tuple(goal for goal in own if case.id in goal.area_numbers), areas, is_told))
        for case in areas if chosen in (None, case.id)
    ]  # fmt: skip
    stray = (goal for goal in own if not known.intersection(goal.area_numbers)) if chosen is None else ()
    return GoldenThread(
        visions=tuple(_by_vision(year, drawn)),
        without=Area(None, tuple(stray), areas, is_told),
        name_of_area=year.model.title_of("direction"),
        names_of_areas=year.model.title_of("direction", many=True),
        areas=tuple(node_of(year, case) for case in areas),
    )


def chain(year: GoalYear, number: int, asked: int) -> Chain | None:
    """The thread of the goal with that number, for the case `asked` which hangs from it or is it."""
    goal = next((goal for goal in goals(year) if goal.id == number), None)
    if goal is None:
        return None
    areas = [case for case in _lasting(year, "direction") if case.id in goal.area_numbers]
    visions = _visions(year)
    above = tuple((_vision_of(year, case, visions), node_of(year, case)) for case in areas)
    return Chain(goal_on_thread(goal), above, tuple(node_of(year, case) for case in visions), asked)


def goal_on_thread(goal: Goal, areas: tuple[Node, ...] = ()) -> GoalOnThread:
    """A goal with what hangs from it, for which its words were loaded."""
    node = node_of(goal.year, goal.case, goal.words, goal.judgement)
    heaps = ((level.plural, tuple(_below(goal, kind, level.name)))
             for kind in BELOW for level in goal.model.of_kind(kind))  # fmt: skip
    return GoalOnThread(node, goal.unit, tuple(heap for heap in heaps if heap[1]), areas)


def hanging(goal: Goal, kind: str) -> list[Case]:
    """What of a kind hangs from the goal and has not left."""
    return [case for case in goal.year.under(goal.id, kind) if not goal.year.state(case).out]


def node_of(
    year: GoalYear, case: Case, title: str = "", judgement: Judgement | None = None, more: str = ""
) -> Node:  # fmt: skip
    """A case on the thread."""
    address = addresses.of_case(case, year.model_of(case))
    return Node(case.id, title or titled(case), address, year.level(case).title, year.state(case), judgement, more)


def figures(one: Indicator) -> str:
    """The target of an indicator in words, and what was measured last, of when."""
    target, last = one.target.in_words(one.year.say), latest(one.values) or one.outcome
    told = [say("Target %(value)s.", value=target)] if target else []
    if last and last.is_said:
        title, value = one.told_title(last), one.in_words(last)
        text = "Last value %(value)s (%(period)s)." if title else "Last value %(value)s."
        told.append(say(text, value=value, period=title) if title else say(text, value=value))
    return " ".join(told)


def _below(goal: Goal, kind: str, level: str) -> Iterator[Node]:
    year = goal.year
    some = goal.indicators if kind == "indicator" else work(year, goal.case, kind)
    for one in some:
        if one.case.level == level and not year.state(one.case).out:
            more = figures(one) if isinstance(one, Indicator) else _ends(one)
            yield node_of(year, one.case, "", None, more)


def _ends(one: Work) -> str:
    return say("done by %(day)s", day=day(one.ends)) if one.ends else ""


def _lasting(year: GoalYear, kind: str) -> list[Case]:
    return sorted((case for case in year.cases.values() if year.kind(case) == kind), key=lambda case: case.id)


def _stands(year: GoalYear, case: Case) -> bool:
    """True for an area of the year's own model that has not left."""
    return case.level in year.model.levels and not year.state(case).out


def _visions(year: GoalYear) -> list[Case]:
    return [case for case in _lasting(year, "vision") if not year.state(case).out]


def _by_vision(
    year: GoalYear, drawn: Iterable[tuple[Case, Area]]
) -> Iterator[tuple[Node | None, tuple[Area, ...]]]:  # fmt: skip
    """The areas under their visions; where a model hangs them from none, under the only vision there is."""
    visions = _visions(year)
    heaps: dict[Node | None, list[Area]] = {node_of(year, case): [] for case in visions}
    for case, area in drawn:
        heaps.setdefault(_vision_of(year, case, visions), []).append(area)
    yield from ((node, tuple(found)) for node, found in heaps.items() if found or len(visions) == 1)


def _vision_of(year: GoalYear, area: Case, visions: Sequence[Case]) -> Node | None:
    own = next((case for case in _lasting(year, "vision") if case.id == area.parent), None)
    if own is None and len(visions) == 1:
        own = visions[0]
    return node_of(year, own) if own else None
