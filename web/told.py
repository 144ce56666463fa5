"""The timeline: every event of a case as a line - who, when, what, in which words, and what was remarked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.facts import Pair, Reading, named
from web.language import say
from web.offered import round_title
from workflow.facts import KINDS
from workflow.facts.clerical import Notice
from workflow.governance.model import Level, Model, State
from workflow.records.projection import NOTE
from workflow.records.queries.events import IMPORT, TimelineEvent
from workflow.words import Sentence, Title, sentence

RUNGS = {"opened": "Opened", "reminder": "Reminder", "escalation": "Escalated", "late": "Reminder"}
"""How the rungs of a ladder begin, and what is said of them."""


@dataclass(frozen=True)
class Entry:
    """A line of the timeline."""

    seq: int
    who: str
    recorded: datetime
    effective: str
    what: str
    round: Title | None
    state: State | None
    heads: tuple[tuple[str, tuple[Pair, ...]], ...]
    remarks: tuple[Sentence, ...]
    quiet: bool
    unsaid: bool
    erased: bool


def entries(told: list[TimelineEvent], model: Model, level: Level, reading: Reading) -> list[Entry]:
    """The events as lines, the newest first."""
    unsaid = {event.unsays for event in told if event.unsays}
    return [_entry(event, event.seq in unsaid, model, level, reading) for event in reversed(told)]


def _entry(event: TimelineEvent, unsaid: bool, model: Model, level: Level, reading: Reading) -> Entry:
    moved = event.to_state != event.from_state
    return Entry(
        seq=event.seq,
        who=event.name,
        recorded=datetime.fromisoformat(event.recorded),
        effective=event.effective,
        what=what_of(event.step, event.fact, event.short, level),
        round=round_title(model, event.round),
        state=level.state.get(event.to_state) if moved else None,
        heads=tuple(_heads(event, reading)),
        remarks=tuple(_remark(remark) for remark in event.remarks),
        quiet=event.step == NOTE and event.fact in ("notice", "born"),
        unsaid=unsaid,
        erased=event.said is None and bool(event.fact) and event.step != NOTE,
    )


def what_of(step: str, fact: str, short: Mapping[str, Mapping[str, Any]], level: Level) -> str:
    """What was done in an event of a case: the step's title, or what was noted."""
    if step == IMPORT:
        return say("Brought in from another source")
    if step == NOTE:
        return _noted(fact, next(iter(short.values()), {}), level)
    row = level.step.get(step.partition(".")[2])
    return say(row.title) if row else step


def _noted(fact: str, short: Mapping[str, Any], level: Level) -> str:
    if fact != Notice.kind:
        return say(named(fact))
    said = Notice.of(short)
    step = level.step.get(said.step)
    title = step.title if step else said.step
    start = next((text for begins, text in RUNGS.items() if said.rung.startswith(begins)), "Reminder")
    return f"{say(start)}: {say(title)}"


def _heads(event: TimelineEvent, reading: Reading) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    """What was said, by sort of fact; the name of the sort only where one event says several."""
    said = {key: plain for key, plain in (event.said or {}).items() if key.partition("/")[0] in KINDS}
    for key, plain in said.items():
        kind = key.partition("/")[0]
        if isinstance(plain, dict) and kind not in ("notice", "born"):
            yield (named(kind) if len(said) > 1 else "", reading.pairs_of(kind, plain))


def _remark(stored: dict[str, Any]) -> Sentence:
    return sentence(str(stored["text"]), **stored.get("values", {}))
