"""What was told of a goal as it went: forecasts round by round, decisions, reviews, and who was reminded of what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.cycle.ladder import ladder_of
from workflow.goals.reporting_status import (
    AWAITED,
    BEFORE,
    DESCRIBE,
    MISSING,
    NOT_OPEN,
    ReportingStatus,
    reporting_status,
)
from workflow.goals.source_extras import Item, more, rows
from workflow.goals.year import Citation, GoalYear, Said
from workflow.governance.model import Step, Verdict
from workflow.records.case import Snapshot
from workflow.records.queries.events import Event
from workflow.words import Sentence, Title, sentence

SOURCE = "source-"
"""Begins the name of a round that a source gave no period."""
CHASED = "chased"


class Notice(NamedTuple):
    """Somebody was told of a duty: of which step, in which round, due when, told when; `kind` is "opened", "reminder",
    "escalation", or "chased" when the quality chief asked."""

    step: Step | None
    round: str
    kind: str
    due: str
    on: str


class Decision(NamedTuple):
    """What a § meant for a case: by which step, in which round; or a director's approval, which has none (`by`)."""

    step: Step | None
    round: str
    verdict: Verdict | None
    cite: Citation | None
    on: str
    by: str
    words: str
    instruction: str
    sealed: bool
    remarks: tuple[Sentence, ...]
    seq: int


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


@dataclass(frozen=True)
class RoundForecast:
    """A round of forecasts. `cell` says where the goal stands in it; `said`, `consequence` and `measure` (of an import
    without a consequence) are what was said, `extra` what a source wrote beside."""

    name: str
    title: str
    cell: ReportingStatus
    said: Said
    outlook: Verdict | None
    trend: Verdict | None
    basis: Verdict | None
    consequence: Said
    measure: str
    answers: tuple[Decision, ...]
    notices: tuple[Notice, ...]
    extra: Item
    is_erased: bool

    @property
    def is_said(self) -> bool:
        """True when a forecast was given."""
        return bool(self.said)

    @property
    def is_at_risk(self) -> bool:
        """True when the goal was expected to be met in part or not at all."""
        return bool(self.outlook and self.outlook.at_risk)

    @property
    def lacks_consequence(self) -> bool:
        """True when the consequence is owed and was not described."""
        return self.cell.status == DESCRIBE

    @property
    def waits(self) -> str:
        """Why nothing is said: "not_open", "awaited", "not_reported", "before_introduction" or ""."""
        return self.cell.status if self.cell.status in (NOT_OPEN, AWAITED, MISSING, BEFORE) else ""


def rounds(year: GoalYear, goal: Snapshot, item: Item) -> tuple[RoundForecast, ...]:
    """The rounds in which the goal is forecast, those of a source among them by time; `item` is what was kept as
    written. Rounds that the goal has not come to are left out."""
    level = year.level(goal)
    own = tuple(dict.fromkeys(name for step in level.steps if step.says == "forecast" for name in step.rounds))
    told = [key.partition("/")[2] for key in goal.facts if key.startswith("forecast/")]
    other = sorted(name for name in told if name not in own)
    first = [name for name in other if name[:4].isdigit() and int(name[:4]) < (goal.year or 0)]
    names = (*first, *own, *(name for name in other if name not in first))
    noticed = list(notices(year, goal))
    decided = decisions(year, goal)
    found = (_round(year, goal, name, item, noticed, decided) for name in names)
    return tuple(round for round in found if round.said or round.cell.status)


def decisions(year: GoalYear, case: Snapshot) -> tuple[Decision, ...]:
    """What bodies and directors have decided about a goal or what hangs from it, the oldest first."""
    return tuple(
        _decision(year, case, event, key)
        for event in year.held(case)
        for key in event.short
        if key.partition("/")[0] in ("decision", "approval")
    )


def reviews(year: GoalYear, goal: Snapshot) -> tuple[Reviewed, ...]:
    """The reviews in order."""
    events = list(year.held(goal))
    places = [place for place, event in enumerate(events) if "review" in event.short]
    return tuple(_reviewed(year, goal, events[place], events[place + 1 :]) for place in places)


def notices(year: GoalYear, case: Snapshot) -> Iterator[Notice]:
    """Who was told of a duty of the case, and when."""
    level, model = year.level(case), year.model_of(case)
    for event in year.events.get(case.id, ()):
        if event.fact in ("notice", CHASED):
            said = next(iter(event.short.values()))
            step = level.step.get(str(said["step"]).rpartition(".")[2])
            named = {rung.name: rung.kind for rung in ladder_of(model, step)} if step else {}
            kind = CHASED if event.fact == CHASED else named.get(said.get("rung", ""), "")
            yield Notice(step, event.round, kind, str(said["due"]), event.effective)


def _round(
    year: GoalYear, goal: Snapshot, name: str, item: Item, noticed: list[Notice], decided: tuple[Decision, ...]
) -> RoundForecast:  # fmt: skip
    model, key = year.model_of(goal), f"forecast/{name}"
    said = year.said(goal, key)
    cell = (
        reporting_status(model, year.calendar, goal, name, year.today)
        if name in model.rounds
        else ReportingStatus("", "", said)
    )
    return RoundForecast(
        name=name, title=_title(year, goal, name, said), cell=cell, said=said,
        outlook=model.verdict("outlook", said.get("outlook", "")), trend=model.verdict("trend", said.get("trend", "")),
        basis=model.verdict("basis", said.get("basis", "")), consequence=year.said(goal, f"consequence/{name}"),
        measure=str(year.said(goal, f"measure/{name}").get("what", "")),
        answers=tuple(one for one in decided if one.round == name),
        notices=tuple(one for one in noticed if one.round == name), extra=_extra(item, said),
        is_erased=year.is_erased(goal, key),
    )  # fmt: skip


def _title(year: GoalYear, goal: Snapshot, name: str, said: Said) -> str:
    if name in (known := year.model_of(goal).rounds):
        return year.say(known[name].title)
    return year.say("Without a date") if name.startswith(SOURCE) else str(said.get("period") or name)


def _extra(item: Item, said: Said) -> Item:
    """What the source wrote beside in the row that the forecast is from."""
    own = (said.get("period", ""), said.get("as_written", ""))
    for row in rows(item, "forecasts"):
        if (str(row.get("period", "")), str(row.get("assessment", ""))) == own:
            return more(row, "forecasts")
    return {}


def _decision(year: GoalYear, case: Snapshot, event: Event, key: str) -> Decision:
    kind, _, rest = key.partition("/")
    name, _, round = rest.partition("/")
    said: Mapping[str, Any] = event.short[key] | (event.said or {}).get(key, {})
    cite = year.cite(said.get("decision"))
    return Decision(
        step=year.level(case).step.get(name), round=round, cite=cite, by=event.name or "", seq=event.seq,
        verdict=year.model_of(case).verdict(kind, said.get("verdict", "")),
        on=cite.on if cite and cite.on else event.effective, words=str(said.get("words") or said.get("comment") or ""),
        instruction=str(said.get("instruction", "")), sealed=bool(event.sealed),
        remarks=tuple(sentence(str(one["text"]), **one.get("values", {})) for one in event.remarks),
    )  # fmt: skip


def _reviewed(year: GoalYear, goal: Snapshot, event: Event, after: list[Event]) -> Reviewed:
    model = year.model_of(goal)
    said: Mapping[str, Any] = event.short["review"] | (event.said or {}).get("review", {})
    criteria = tuple(
        Judged(year.say(_criterion(model.criteria, row["criterion"])), bool(row["holds"]), str(row.get("comment", "")))
        for row in said.get("criteria", ())
    )
    return Reviewed(
        verdict=model.verdict("review", said.get("verdict", "")), criteria=criteria,
        suggested=str(said.get("suggested_wording", "")), remarks=str(said.get("remarks", "")), by=event.name or "",
        on=event.effective, answers=tuple(_answers(year, goal, after)),
    )  # fmt: skip


def _criterion(known: Mapping[str, Title], name: str) -> Title:
    return known.get(name) or Title(name, name)


def _answers(year: GoalYear, goal: Snapshot, after: list[Event]) -> Iterator[tuple[str, str, str]]:
    """What was done after a review and before the next: worded anew, or stood by."""
    for event in after:
        if "review" in event.short:
            return
        step = year.level(goal).step.get(event.step.partition(".")[2])
        if step and ("wording" in event.short or "was_returned" in step.needs):
            yield year.say(step.title), event.name or "", str((event.said or {}).get("motive", {}).get("why", ""))
