"""A goal year as anybody may read it: no names of people, no draft, nothing that is not open."""

from dataclasses import dataclass

from workflow.governance.model import State, Verdict
from workflow.records.organisation import Organisation
from workflow.words import Title


@dataclass(frozen=True)
class Measured:
    """An indicator with its target and what was measured: (round, value) in order."""

    name: str
    unit: str
    baseline: float | None
    target: float | None
    outcomes: tuple[tuple[Title | None, float], ...]


@dataclass(frozen=True)
class Told:
    """What a round says of a goal."""

    round: Title
    verdict: Verdict
    comment: str
    consequence: str


@dataclass(frozen=True)
class Goal:
    """A goal that a body has adopted, as anybody may read it."""

    number: int
    unit: str
    text: str
    effect: str
    met_when: str
    areas: tuple[str, ...]
    state: State
    decision: str
    measured: tuple[Measured, ...]
    rounds: tuple[Told, ...]
    ended: Verdict | None
    result: str
    why: str
    lessons: str

    @property
    def standing(self) -> Verdict | None:
        """How it ended, else how it was last expected to end."""
        return self.ended or (self.rounds[-1].verdict if self.rounds else None)


@dataclass(frozen=True)
class Open:
    """A goal year as anybody may read it."""

    organisation: Organisation
    year: int
    years: tuple[int, ...]
    units: tuple[str, ...]
    goals: tuple[Goal, ...] = ()
