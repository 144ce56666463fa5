"""What is done for a goal: activities, measures, and the contributions of other committees."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workflow.goals.decision import Decision, decisions
from workflow.goals.parts import Part
from workflow.goals.source_extras import Item, kept
from workflow.goals.year import CaseOfYear, GoalYear, Said, day_of
from workflow.records.case import Case
from workflow.records.queries.events import IMPORT

PLACED = ("indicator", "activity", "measure", "contribution")
"""The kinds that a goal tells of each by itself."""
SAYS = {"contribution": "assignment"}
"""The fact that a kind of work begins with, when it is called otherwise."""


@dataclass(frozen=True)
class Work(CaseOfYear):
    """An activity, a measure or a contribution; `goal` is what it hangs from."""

    year: GoalYear
    goal: Case
    case: Case

    @property
    def title(self) -> str:
        """What is done, in full."""
        said = self.said
        return str(said.get("what") or said.get("task") or self.case.title)

    @cached_property
    def said(self) -> Said:
        """The work as it was planned."""
        kind = self.year.kind(self.case)
        return self.year.said(self.case, SAYS.get(kind, kind))

    @property
    def promise(self) -> str:
        """What another committee took upon itself."""
        return str(self.year.said(self.case, "commitment").get("promise", ""))

    @property
    def responsible(self) -> str:
        """Who answers for it, "" when nobody is named."""
        return self.year.person(self.case.responsible)

    @property
    def starts(self) -> str:
        """The day on which it starts, as YYYY-MM-DD, or ""."""
        return str(self.said.get("starts", ""))

    @property
    def ends(self) -> str:
        """The day by which it is done."""
        return str(self.said.get("ends") or self.said.get("done_by") or self.said.get("report_by") or "")

    @property
    def cost(self) -> float | None:
        """Its cost in kronor."""
        return self.said.get("cost_sek")

    @property
    def budget_line(self) -> str:
        """The line of the internal budget that it is paid from, "" for none."""
        return str(self.said.get("budget_line", ""))

    @property
    def effect(self) -> str:
        """What is expected to come of it."""
        return str(self.said.get("effect", ""))

    def answer(self, round: str) -> str:
        """What was said of how it goes in a round, or how it went in the end ("")."""
        return str(self.year.said(self.case, f"progress/{round}" if round else "progress").get("comment", ""))

    @property
    def is_imported(self) -> bool:
        """True when it was brought in from a source."""
        self.year.need(Part.EVENTS)
        first = next(iter(self.year.events.get(self.case.id, ())), None)
        return bool(first and first.step == IMPORT)

    @property
    def is_late(self) -> bool:
        """True when its day has passed and it is neither done nor cancelled; what a source had until a day before it was
        brought in may well be done."""
        if self.is_imported and self.ends < self.case.born.isoformat():
            return False
        is_open = self.year.level(self.case).is_open(self.case.state) and not self.state.out
        return bool(self.ends) and is_open and self.ends < self.year.today.isoformat()

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided of it."""
        return decisions(self.year, self.case)

    @property
    def decision(self) -> Decision | None:
        """What was decided of it last."""
        return self.decisions[-1] if self.decisions else None

    @property
    def kept(self) -> Item:
        """What a source said of it beyond the facts."""
        return kept(self.year, self.case)

    def went(self) -> Iterator[tuple[str, str, str]]:
        """(round or "", day, words) of how it went, the first first."""
        for event in self.year.held(self.case):
            for key, said in (event.said or {}).items():
                if key.partition("/")[0] == "progress" and said.get("comment"):
                    yield event.round, day_of(event, said), str(said["comment"])


def work(year: GoalYear, goal: Case, kind: str) -> tuple[Work, ...]:
    """What of a kind hangs from the goal; what was cancelled comes last."""
    found = [Work(year, goal, case) for case in year.under(goal.id, kind)]
    return tuple(sorted(found, key=lambda one: one.state.out))


def other_work(year: GoalYear, goal: Case) -> tuple[Work, ...]:
    """What hangs from the goal and is of no kind that it tells of by itself, level by level in the order in which they
    came; what has left the field comes last in its level."""
    found = [Work(year, goal, case) for case in year.all_under(goal.id) if year.kind(case) not in PLACED]
    places = {name: place for place, name in enumerate(dict.fromkeys(one.case.level for one in found))}
    return tuple(sorted(found, key=lambda one: (places[one.case.level], one.state.out)))
