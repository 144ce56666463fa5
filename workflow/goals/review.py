"""How a goal was reviewed, round by round, and what its committee answered."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from workflow.goals.year import GoalYear, day_of
from workflow.governance.model import Verdict
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent
from workflow.words import Title


class Judged(NamedTuple):
    """A criterion: does the wording hold, and what was said."""

    title: str
    holds: bool
    comment: str


class Reviewed(NamedTuple):
    """A review, and what was done with the goal before the next."""

    verdict: Verdict | None
    criteria: tuple[Judged, ...]
    suggested: str
    remarks: str
    by: str
    on: str
    answers: tuple[tuple[str, str, str], ...]
    """(what was done, by whom, why)"""


def reviews(year: GoalYear, goal: Case) -> tuple[Reviewed, ...]:
    """The reviews in order."""
    events = list(year.held(goal))
    places = [place for place, event in enumerate(events) if "review" in event.short]
    return tuple(_reviewed(year, goal, events[place], events[place + 1 :]) for place in places)


def _reviewed(year: GoalYear, goal: Case, event: TimelineEvent, after: list[TimelineEvent]) -> Reviewed:
    model = year.model_of(goal)
    said: Mapping[str, Any] = event.short["review"] | (event.said or {}).get("review", {})
    criteria = tuple(
        Judged(year.say(_criterion(model.criteria, row["criterion"])), bool(row["holds"]), str(row.get("comment", "")))
        for row in said.get("criteria", ())
    )
    return Reviewed(
        verdict=model.verdict("review", said.get("verdict", "")), criteria=criteria,
        suggested=str(said.get("suggested_wording", "")), remarks=str(said.get("remarks", "")), by=event.name or "",
        on=day_of(event, said), answers=tuple(_answers(year, goal, after)),
    )  # fmt: skip


def _criterion(known: Mapping[str, Title], name: str) -> Title:
    return known.get(name) or Title(name, name)


def _answers(year: GoalYear, goal: Case, after: list[TimelineEvent]) -> Iterator[tuple[str, str, str]]:
    """What was done after a review and before the next: worded anew, or stood by."""
    for event in after:
        if "review" in event.short:
            return
        step = year.level(goal).step.get(event.step.partition(".")[2])
        if step and ("wording" in event.short or "was_returned" in step.needs):
            yield year.say(step.title), event.name or "", str((event.said or {}).get("motive", {}).get("why", ""))
