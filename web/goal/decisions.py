"""What bodies have decided about the goal, and how it was reviewed: round by round, in the words that were used."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.goal.near import Cite, Near, Ref
from web.language import say
from web.offered import round_title
from workflow.governance.model import Verdict
from workflow.records.queries.events import Event
from workflow.words import Sentence, Title, sentence


@dataclass(frozen=True)
class Decision:
    """A § about the goal."""

    step: Title
    round: Title | None
    verdict: Verdict | None
    cite: Cite | None
    on: str
    words: str
    instruction: str
    by: str
    remarks: tuple[Sentence, ...]


@dataclass(frozen=True)
class Judged:
    """A criterion: does the wording hold, and what was said."""

    title: str | Title
    holds: bool
    comment: str


@dataclass(frozen=True)
class Reviewed:
    """A review, and what the committee answered."""

    verdict: Verdict | None
    criteria: tuple[Judged, ...]
    suggested: str
    remarks: str
    by: str
    on: str
    answer: str
    answered_by: str
    why: str


@dataclass(frozen=True)
class Pull:
    """A goal that this one pulls against."""

    goal: Ref
    why: str


def decisions(near: Near) -> list[Decision]:
    """The decisions, the newest first."""
    told = [event for event in near.held() if any(key.startswith("decision/") for key in event.short)]
    return [
        _decision(near, event, key) for event in reversed(told) for key in event.short if key.startswith("decision/")
    ]


def reviews(near: Near) -> list[Reviewed]:
    """The reviews in order, each with what came of it."""
    events = list(near.held())
    places = [place for place, event in enumerate(events) if "review" in event.short]
    return [_reviewed(near, events[place], events[place + 1 :]) for place in places]


def pulls(near: Near) -> list[Pull]:
    """The goals that were named as pulling against this one, and those of which it was said."""
    found = [
        (short["goal"], near.said(near.case, key))
        for key, short in near.case.facts.items()
        if key.startswith("conflict/")
    ]
    here = f"conflict/{near.case.id}"
    found += [(case.id, near.said(case, here)) for case in near.cases.values() if here in case.facts]
    refs = [(near.ref(number), said) for number, said in found]
    return [Pull(ref, str(said.get("why", ""))) for ref, said in refs if ref]


def _decision(near: Near, event: Event, key: str) -> Decision:
    said: dict[str, Any] = event.short[key] | (event.said or {}).get(key, {})
    step = near.level.step.get(key.split("/")[1])
    cite = near.cite(said.get("decision"))
    return Decision(
        step=step.title if step else Title("Beslut", "Decision"), round=round_title(near.now.model, event.round),
        verdict=near.now.model.verdict("decision", said.get("verdict", "")), cite=cite,
        on=cite.on if cite and cite.on else event.effective, words=str(said.get("words", "")),
        instruction=str(said.get("instruction", "")), by=event.name,
        remarks=tuple(sentence(str(one["text"]), **one.get("values", {})) for one in event.remarks),
    )  # fmt: skip


def _reviewed(near: Near, event: Event, after: list[Event]) -> Reviewed:
    said: dict[str, Any] = event.short["review"] | (event.said or {}).get("review", {})
    answer, by, why = next(_answers(near, after), ("", "", ""))
    return Reviewed(
        verdict=near.now.model.verdict("review", said.get("verdict", "")), criteria=tuple(_judged(near, said)),
        suggested=str(said.get("suggested_wording", "")), remarks=str(said.get("remarks", "")), by=event.name,
        on=event.effective, answer=answer, answered_by=by, why=why,
    )  # fmt: skip


def _judged(near: Near, said: dict[str, Any]) -> Iterator[Judged]:
    for row in said.get("criteria", ()):
        title = near.now.model.criteria.get(row["criterion"], row["criterion"])
        yield Judged(title, bool(row["holds"]), str(row.get("comment", "")))


def _answers(near: Near, after: list[Event]) -> Iterator[tuple[str, str, str]]:
    """What was done with the goal after a review and before the next: stood by, or worded anew."""
    for event in after:
        if "review" in event.short:
            return
        step = near.level.step.get(event.step.partition(".")[2])
        if step and ("wording" in event.short or "was_returned" in step.needs):
            yield say(step.title), event.name, str((event.said or {}).get("motive", {}).get("why", ""))
