"""Röda tråden: vision → focus area → goal → indicator, activity, measure – of a goal year, and of one goal both ways."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from web.beads import Bead, bead_of
from web.language import sorting
from web.names import Names
from web.session import levels_of, model_of_year
from web.visible import visible
from workflow.governance.model import Level, Model, Verdict
from workflow.records.case import Snapshot
from workflow.records.queries.cases import cases
from workflow.records.queries.models import model_of
from workflow.states.situation import Situation
from workflow.words import Title

ABOVE = ("vision", "direction")
BELOW = ("indicator", "activity", "measure", "commitment")
"""What a goal is followed by, in this order."""


@dataclass(frozen=True)
class Goal:
    """A goal with what hangs from it, in heaps by level, and the other areas that it supports as well."""

    bead: Bead
    unit: str
    below: tuple[tuple[Title, tuple[Bead, ...]], ...]
    areas: tuple[Bead, ...] = ()


@dataclass(frozen=True)
class Area:
    """A focus area with its goals by committee; `bead` None for the goals that support none."""

    bead: Bead | None
    committees: tuple[tuple[str, tuple[Goal, ...]], ...]

    @property
    def goals(self) -> tuple[Goal, ...]:
        """All its goals."""
        return tuple(goal for _, goals in self.committees for goal in goals)

    @property
    def counts(self) -> tuple[tuple[Verdict | None, int], ...]:
        """How many goals have each verdict, those without any last."""
        found = Counter(goal.bead.verdict for goal in self.goals)
        return tuple(sorted(found.items(), key=lambda pair: (pair[0] is None, -pair[1])))

    @property
    def below(self) -> tuple[tuple[Title, int], ...]:
        """How many of each level hang from its goals."""
        found: Counter[Title] = Counter()
        for goal in self.goals:
            found.update({title: len(beads) for title, beads in goal.below})
        return tuple(found.items())


@dataclass(frozen=True)
class Thread:
    """A goal year's thread: each vision (None: there is none) with its areas; the goals without any area."""

    visions: tuple[tuple[Bead | None, tuple[Area, ...]], ...]
    without: Area
    names_of_areas: Title | None


@dataclass(frozen=True)
class Chain:
    """The single thread of a goal: up to the vision, and down; `first` is the bead that was asked for."""

    goal: Goal
    above: tuple[tuple[Bead | None, Bead], ...]
    visions: tuple[Bead, ...]
    first: int


@dataclass
class Spool:
    """What threads are wound from: everything above, and the goals with what hangs from them."""

    now: Situation
    names: Names
    above: Sequence[Snapshot]
    own: Sequence[Snapshot]
    _beads: dict[int, Bead] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_number = {case.id: case for case in self.own}

    def of(self, *kinds: str) -> list[Snapshot]:
        """The cases of some kinds."""
        return [case for case in (*self.above, *self.own) if self.level(case).kind in kinds]

    def model(self, case: Snapshot) -> Model:
        """The model that a case follows."""
        return model_of(self.now.session, self.now.who.organisation, case.model)

    def level(self, case: Snapshot) -> Level:
        """The level of a case."""
        return self.model(case).levels[case.level]

    def bead(self, case: Snapshot) -> Bead:
        """A case as a bead, made once."""
        if case.id not in self._beads:
            self._beads[case.id] = bead_of(case, self.model(case), self._by_number.get(case.parent or 0))
        return self._beads[case.id]


def spool(now: Situation, names: Names, year: int) -> Spool:
    """What a goal year's threads are wound from: two statements."""
    found = [case for case in _of_kinds(now, names, ("goal", *BELOW), "year = ?", year) if not _is_out(now, case)]
    return Spool(now, names, _of_kinds(now, names, ABOVE), found)


def thread(wound: Spool, year: int, unit: int | None, area: int | None) -> Thread:
    """The thread of the year, of everybody or of one committee; of all focus areas that its model has, or one."""
    own = model_of_year(year)
    goals = [case for case in wound.of("goal") if unit in (None, case.unit)]
    supported = {number for case in goals for number in supports(case)}
    areas = [case for case in wound.of("direction")
             if case.id in supported or (case.level in own.levels and not _is_out(wound.now, case))]  # fmt: skip
    known = {case.id for case in areas}
    shown = [case for case in areas if area in (None, case.id)]
    below = _below(wound)
    drawn = {case.id: _area(wound, case, (g for g in goals if case.id in supports(g)), below, areas) for case in shown}
    stray = [case for case in goals if not known.intersection(supports(case))] if area is None else []
    title = next((level.plural for level in own.of_kind("direction")), None)
    return Thread(tuple(_by_vision(wound, shown, drawn)), _area(wound, None, stray, below, areas), title)


def chain(now: Situation, names: Names) -> Chain | None:
    """The thread of the goal in the situation, or of the goal that the case hangs from; None for any other case."""
    assert now.case
    kind = now.level.kind
    if kind not in ("goal", *BELOW):
        return None
    number = now.case.id if kind == "goal" else now.case.parent
    own = visible(now, cases(now.session, "organisation = ? AND (id = ? OR parent = ?) ORDER BY id",
                             (now.who.organisation, number, number)), names.units)  # fmt: skip
    wound = Spool(now, names, _of_kinds(now, names, ABOVE), own)
    goal = next((case for case in own if case.id == number), None)
    if goal is None:
        return None
    areas = [case for case in wound.of("direction") if case.id in supports(goal)]
    visions = [case for case in wound.of("vision") if not _is_out(now, case)]
    above = tuple((_vision_of(wound, case, visions), wound.bead(case)) for case in areas)
    return Chain(_goal(wound, goal, _below(wound), None, []), above, tuple(map(wound.bead, visions)), now.case.id)


def supports(case: Snapshot) -> tuple[int, ...]:
    """The focus areas that a goal says it supports."""
    return tuple(case.fact("wording").get("focus_areas") or ())


def _of_kinds(
    now: Situation, names: Names, kinds: Iterable[str], where: str = "1 = 1", *values: object
) -> list[Snapshot]:  # fmt: skip
    levels = levels_of(*kinds)
    marks = ", ".join("?" for _ in levels) or "NULL"
    found = cases(now.session, f"organisation = ? AND {where} AND level IN ({marks}) ORDER BY id",
                  (now.who.organisation, *values, *levels))  # fmt: skip
    return visible(now, found, names.units)


def _is_out(now: Situation, case: Snapshot) -> bool:
    return model_of(now.session, now.who.organisation, case.model).levels[case.level].state[case.state].out


def _below(wound: Spool) -> Mapping[int, list[Snapshot]]:
    found: dict[int, list[Snapshot]] = defaultdict(list)
    for case in wound.of(*BELOW):
        if case.parent:
            found[case.parent].append(case)
    return found


def _area(
    wound: Spool, case: Snapshot | None, goals: Iterable[Snapshot], below: Mapping[int, list[Snapshot]],
    areas: Sequence[Snapshot],
) -> Area:  # fmt: skip
    heaps: dict[str, list[Goal]] = defaultdict(list)
    for goal in goals:
        heaps[wound.names.unit(goal.unit)].append(_goal(wound, goal, below, case, areas))
    ordered = sorted(heaps.items(), key=lambda pair: sorting(pair[0]))
    return Area(wound.bead(case) if case else None, tuple((name, tuple(found)) for name, found in ordered))


def _goal(
    wound: Spool, goal: Snapshot, below: Mapping[int, list[Snapshot]], here: Snapshot | None, areas: Sequence[Snapshot]
) -> Goal:  # fmt: skip
    also = [case for case in areas if here and case.id != here.id and case.id in supports(goal)]
    heaps = [(level.plural, tuple(wound.bead(case) for case in below.get(goal.id, ()) if case.level == level.name))
             for kind in BELOW for level in wound.model(goal).of_kind(kind)]  # fmt: skip
    return Goal(wound.bead(goal), wound.names.unit(goal.unit), tuple(heap for heap in heaps if heap[1]),
                tuple(map(wound.bead, also)))  # fmt: skip


def _by_vision(
    wound: Spool, areas: Sequence[Snapshot], drawn: Mapping[int, Area]
) -> Iterator[tuple[Bead | None, tuple[Area, ...]]]:  # fmt: skip
    """The areas under their visions; where a model hangs them from none, under the only vision there is."""
    visions = [case for case in wound.of("vision") if not _is_out(wound.now, case)]
    heaps: dict[Bead | None, list[Area]] = {wound.bead(case): [] for case in visions}
    for case in areas:
        heaps.setdefault(_vision_of(wound, case, visions), []).append(drawn[case.id])
    yield from ((bead, tuple(found)) for bead, found in heaps.items() if found or len(visions) == 1)


def _vision_of(wound: Spool, area: Snapshot, visions: Sequence[Snapshot]) -> Bead | None:
    own = next((case for case in wound.of("vision") if case.id == area.parent), None)
    return wound.bead(own or visions[0]) if own or len(visions) == 1 else None
