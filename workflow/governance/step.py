"""A row of a level: who may do what with a case, in which states, saying what, and when it is due."""

from dataclasses import dataclass

from workflow.words import Title

SAME = "="
"""`to`: the case stays in its state."""
AGAIN = "again"
"""`to`, for a verdict: the case stays in its state and the step is still owed (remitted, deferred)."""
BEFORE = "before"
"""`to`: the state before the event that is unsaid."""
CLOCK = "clock"
"""The role of the calendar."""


@dataclass(frozen=True)
class Due:
    """When a step must be done: one of five forms, and how its date moves off a day when nobody works.

    `day` "MM-DD" in goal year + `year`; "02-29" is the last day of February · `round` a date name ("as_of",
    "opens", "report", "approve", "papers", "closes") of the round `of`, else of the duty's own round, else of
    the case's, or `months` after it · `meeting` of "committee" | "board" | "council" in `month` of goal year +
    `year`, `offset` days and `within` working days from it (from its minutes when `minutes`), `day` as the
    preliminary due date until it is entered · `within` working days after the state was entered, or after the fact
    `after` was said ·
    `agreed` days from a date that was said: `of` = "gathering.on" in the case's own facts, "meeting.minutes.noticed"
    in those of its parent. `after` (a fact, "decision/endorse" when it is kept per step; with one of `verdict`,
    if any) is a condition for every form; `round` with
    `within`: the round's date, or said + within when that date had passed. `only` = "election_year" |
    "ordinary_year" limits it to those goal years. Of several that apply the latest counts.

    `law`: the term is the law's, so weekends and holidays move its last day (lag 1930:173) and the model's rest does not;
    what takes effect when it has ended does so `then` days after that last day.
    """

    form: str
    day: str = ""
    year: int = 0
    round: str = ""
    of: str = ""
    meeting: str = ""
    month: str = ""
    offset: int = 0
    minutes: bool = False
    within: int | None = None
    after: str = ""
    verdict: tuple[str, ...] = ()
    agreed: int | None = None
    moves: str = "later"
    only: str = ""
    months: int = 0
    then: int = 0
    law: bool = False


@dataclass(frozen=True)
class Step:
    """One row: what may be done with a case of `level`, by whom, saying what, when.

    After a verdict in `again` the case stays (its target is SAME) and the step is still owed. `instead` is the step
    that does the same: when it was taken (in the same round), this one is not owed."""

    level: str
    name: str
    title: Title
    from_: tuple[str, ...]
    to: str | tuple[tuple[str, str], ...]
    by: tuple[str, ...]
    says: str = ""
    needs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    opens: tuple[Due, ...] = ()
    rounds: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    ladder: str = ""
    only: str = ""
    instead: str = ""
    each: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    birth: bool = False
    seals: bool = False
    second: bool = False
    help: Title | None = None

    def __hash__(self) -> int:
        return hash((self.level, self.name))

    @property
    def key(self) -> str:
        """The step's name in the whole model: `goal.adopt`."""
        return f"{self.level}.{self.name}"

    @property
    def by_clock(self) -> bool:
        """True when the calendar takes the step itself."""
        return CLOCK in self.by

    @property
    def by_law(self) -> bool:
        """True when the law says by when, and no municipality's weeks of rest put it off."""
        return any(due.law for due in self.due)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that the row knows, in order; empty when it leads to one state only."""
        return () if isinstance(self.to, str) else tuple(verdict for verdict, _ in self.to)

    def leads_to(self, verdict: str) -> str:
        """The state (or SAME, BEFORE) that follows `verdict`; KeyError when the row does not know it."""
        return self.to if isinstance(self.to, str) else dict(self.to)[verdict]

    @property
    def targets(self) -> tuple[str, ...]:
        """Every state the step can lead to; SAME and BEFORE left out."""
        ends = (self.to,) if isinstance(self.to, str) else tuple(state for _, state in self.to)
        return tuple(dict.fromkeys(end for end in ends if end not in (SAME, BEFORE)))
