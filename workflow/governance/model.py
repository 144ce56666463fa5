"""The model: which levels there are, in which states a case can be, and who may take which step, when.

Frozen, read from TOML by `load`, complained about by `check`. The vocabulary is closed: a model chooses,
orders, names and dates; it never computes. Everything is looked up by name.
"""

from dataclasses import dataclass, field
from functools import cached_property

from workflow.governance.step import AGAIN, BEFORE, CLOCK, SAME, Due, Step
from workflow.words import Title

__all__ = [
    "AGAIN", "BEFORE", "BODIES", "CLOCK", "DATES", "KINDS", "KNOWN_TO", "OWERS", "OWNERS", "SAME", "SEALABLE", "Due", "Level",
    "Model", "Quota", "Rest", "Role", "RoundDefault", "Rung", "State", "Step", "Verdict",
]  # fmt: skip


@dataclass(frozen=True)
class State:
    """A state of a level. A `final` state has no way out that anybody owes; a case in an `out` state has left
    the field (withdrawn, rejected, replaced, cancelled): it is counted nowhere."""

    name: str
    title: Title
    final: bool = False
    out: bool = False
    sign: str = ""


KINDS = (
    "year", "committee_year", "report", "goal", "indicator", "activity", "measure", "contribution",
    "commitment", "target_area", "direction", "vision", "meeting", "decision", "assignment", "control", "letter",
)  # fmt: skip
"""What a level is to the engine, whatever a municipality calls it."""
OWNERS = ("parent", "council", "board", "organisation", "named")
"""Which unit a new case belongs to: its parent's, the council, the board, the whole, or the one that is said."""
KNOWN_TO = ("all", "unit")
"""Who may know of the cases of a level."""
OWERS = ("responsible", "holder", "substitute")
"""Who owes or hears without being named by a role: the case's responsible, the seat's holder, the substitute."""
BODIES = ("committee", "board", "council", "company")
"""The kinds of body that meet, have quotas and get a case each."""
SEALABLE = ("wording", "milestone", "target", "indicator")
"""What the council may have sealed at adoption."""
DATES = ("as_of", "opens", "report", "approve", "papers", "closes")
"""The dates of a round, in order. One before `report` with a later "MM-DD" lies in the year before, one after it
with an earlier "MM-DD" in the year after."""


@dataclass(frozen=True)
class Level:
    """A sort of case: its states and its steps. `parent` is the level it is born under, "" for none; `known_to`
    who may know of a new case: "all", or its own "unit" and those above (R13)."""

    name: str
    kind: str
    title: Title
    plural: Title
    parent: str
    owner: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    yearly: bool = True
    known_to: str = "all"

    @cached_property
    def state(self) -> dict[str, State]:
        """States by name."""
        return {state.name: state for state in self.states}

    @cached_property
    def step(self) -> dict[str, Step]:
        """Steps by name."""
        return {step.name: step for step in self.steps}

    @cached_property
    def births(self) -> tuple[Step, ...]:
        """The steps that make a case of this level."""
        return tuple(step for step in self.steps if step.birth)

    @cached_property
    def sealing(self) -> tuple[Step, ...]:
        """The steps by which a body adopts, changes or confirms a case of this level."""
        return tuple(step for step in self.steps if step.seals)

    @cached_property
    def closing_round(self) -> str:
        """The round in which cases of this level are closed, "" for none."""
        return next((due.of for step in self.steps if step.says == "closing" for due in step.due if due.of), "")

    @cached_property
    def forecast_rounds(self) -> tuple[str, ...]:
        """The rounds in which cases of this level are forecast, in order."""
        return tuple(dict.fromkeys(name for step in self.steps if step.says == "forecast" for name in step.rounds))

    @cached_property
    def adopted_states(self) -> frozenset[str]:
        """The states from the first that a sealing decision leads to: here the case has been adopted and has not left."""
        order = list(self.state)
        reached = [
            order.index(state)
            for step in self.steps
            if step.seals
            for state in step.targets
            if not self.state[state].out
        ]
        first = min(reached, default=len(order))
        return frozenset(name for name in order[first:] if not self.state[name].out)

    def is_open(self, state: str) -> bool:
        """True while somebody may still owe something in `state`."""
        return not self.state[state].final


@dataclass(frozen=True)
class Role:
    """Who may do things. `scope` "unit": over the cases of the seat's own unit; "organisation": over all.
    `kind`: "official", "elected" or "clock" - elected roles have a ladder of their own (`ladder`)."""

    name: str
    title: Title
    kind: str = "official"
    scope: str = "organisation"


@dataclass(frozen=True)
class Rung:
    """A step of a ladder: `at` working days from the due date, `kind` reminder or escalation, to whom."""

    name: str
    at: int
    kind: str
    tells: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """A value of a scale: code, name, sign (never colour alone), and how other sources word it."""

    name: str
    title: Title
    sign: str = ""
    at_risk: bool = False
    unknown: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundDefault:
    """A round of follow-up and the default of its dates, "MM-DD" each, `year` added to the goal year."""

    name: str
    title: Title
    year: int
    as_of: str
    opens: str
    report: str
    approve: str
    papers: str
    closes: str


@dataclass(frozen=True)
class Quota:
    """How many cases of `level` a body of kind `body` shall have, or of them those of `departments` (unit codes)."""

    level: str
    body: str
    goals: int
    departments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """A span of rest: ISO weeks from–to, or days "MM-DD" from–to (over a new year when from > to)."""

    weeks: tuple[int, int] | None = None
    days: tuple[str, str] | None = None


@dataclass(frozen=True)
class Model:
    """A municipality's whole governance model."""

    name: str
    title: Title
    text: str
    digest: str
    roles: dict[str, Role]
    levels: dict[str, Level]
    rounds: dict[str, RoundDefault]
    ladders: dict[str, tuple[Rung, ...]]
    scales: dict[str, tuple[Verdict, ...]]
    criteria: dict[str, Title]
    quotas: tuple[Quota, ...] = ()
    rest: tuple[Rest, ...] = ()
    sealed_by_council: tuple[str, ...] = ()
    owed_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    election_years: tuple[int, int] = (2026, 4)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.digest)

    def step(self, key: str) -> Step:
        """The step `level.name`; KeyError when the model has none."""
        level, _, name = key.partition(".")
        return self.levels[level].step[name]

    @cached_property
    def children(self) -> dict[str, tuple[Level, ...]]:
        """Level name (or "" for the organisation) → the levels born under it."""
        parents: dict[str, tuple[Level, ...]] = {}
        for level in self.levels.values():
            parents[level.parent] = (*parents.get(level.parent, ()), level)
        return parents

    def is_election_year(self, goal_year: int) -> bool:
        """True when there is an election the calendar year before `goal_year` (2026 → goal year 2027)."""
        first, every = self.election_years
        return (goal_year - 1 - first) % every == 0

    @cached_property
    def clocked(self) -> frozenset[str]:
        """The levels whose cases the clock takes steps of, or owes a birth to."""
        steps = [step for level in self.levels.values() for step in level.steps if step.by_clock]
        return frozenset(self.levels[step.level].parent if step.birth else step.level for step in steps)

    @cached_property
    def owing(self) -> frozenset[str]:
        """The levels whose cases people can come to owe something, births under them among it."""
        steps = [step for level in self.levels.values() for step in level.steps if step.due and not step.by_clock]
        return frozenset(self.levels[step.level].parent if step.birth else step.level for step in steps) - {""}

    def of_kind(self, kind: str) -> tuple[Level, ...]:
        """The levels that are a `kind`, in the model's order."""
        return tuple(level for level in self.levels.values() if level.kind == kind)

    def title_of(self, kind: str, many: bool = False) -> Title | None:
        """What the model calls its first level of a kind; None where it has none."""
        level = next(iter(self.of_kind(kind)), None)
        return None if level is None else level.plural if many else level.title

    def scale(self, name: str) -> tuple[Verdict, ...]:
        """The values of a scale in order, () when the model has none of that name."""
        return self.scales.get(name, ())

    def verdict(self, scale: str, name: str) -> Verdict | None:
        """The value `name` of `scale`, or None."""
        return self._verdicts.get((scale, name))

    @cached_property
    def forecast_rounds(self) -> tuple[str, ...]:
        """The rounds in which goals are forecast, in order."""
        asked = {name for level in self.of_kind("goal") for name in level.forecast_rounds}
        return tuple(name for name in self.rounds if name in asked)

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], Verdict]:
        return {(scale, verdict.name): verdict for scale, values in self.scales.items() for verdict in values}
