"""The fold: a case is what its events made it. One function, used when an event is written and when it is replayed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from workflow.facts import KINDS
from workflow.governance.model import SAME, Level, Step
from workflow.records.case import Case

NOTE = "note"
"""The `step` of an event that changes no state and leaves the version alone."""
BIRTH = "birth"
"""The key in `short` under which the first event of a case says what it is."""
BESIDE = ("comment", "attachment")
"""What is said beside the matter itself."""
NAMED = ("title", "department", "responsible")
"""The short fields that are the case's own columns, whatever fact says them."""


class Event(NamedTuple):
    """What the fold needs to know of an event."""

    seq: int
    who: int
    effective: date
    step: str
    round: str
    from_state: str
    to_state: str
    short: Mapping[str, Mapping[str, Any]]
    unsays: int | None = None
    model: str = ""

    @property
    def name(self) -> str:
        """The step's name at its level; "" for a note and for what was brought in."""
        return self.step.partition(".")[2]


def blank_case(case: int, organisation: int, model: str, happened: Event) -> Case:
    """The case before its first event, which must say `birth`."""
    birth = happened.short[BIRTH]
    return Case(
        id=case, organisation=organisation, level=birth["level"], year=birth.get("year"),
        round=birth.get("round", ""), unit=birth["unit"], department=None, responsible=None,
        parent=birth.get("parent"), title=birth.get("title", ""), state="", facts={},
        secrecy="internal" if birth.get("known_to") == "unit" else "open",
        taken={step: [happened.seq, day] for step, day in birth.get("taken", {}).items()},
        since=happened.effective, born=date.fromisoformat(birth["born"]), version=0, seq=0, model=model,
    )  # fmt: skip


def fold(case: Case, happened: Event, level: Level) -> Case:
    """The case after the event."""
    row = level.step.get(happened.name)
    said = {key: happened.short[key] for key in sorted(happened.short) if key != BIRTH}
    changes: dict[str, Any] = {
        "seq": happened.seq,
        "version": case.version + _counts(happened, row),
        "facts": case.facts | _entries(case, happened, said),
    }
    for short in said.values():
        for name in NAMED:
            if name in short:
                changes[name] = short[name]
    if "transfer" in said:
        changes |= {"unit": said["transfer"]["unit"], "department": None, "responsible": None}
    if happened.name:
        changes |= _taken(case, happened, level, row, changes["facts"])
    if happened.to_state != case.state and _moves(happened, row):
        changes |= {"state": happened.to_state, "since": happened.effective}
    return case._replace(**changes)


def made_of(
    case: int, organisation: int, model: str, events: Sequence[Event], level_of: Callable[[str], Level]
) -> Case:  # fmt: skip
    """A case that follows `model`, made from nothing but its events, the birth first; each is folded under the level
    of its own model, which `level_of` tells by the model's digest."""
    return refold(blank_case(case, organisation, model, events[0]), events, level_of)


def refold(born: Case, events: Iterable[Event], level_of: Callable[[str], Level]) -> Case:
    """The case after all its events, those that were unsaid left out of everything but the counting."""
    events = list(events)
    unsaid = {event.unsays for event in events if event.unsays}
    case = born
    for event in events:
        level = level_of(event.model or born.model)
        if event.seq in unsaid:
            counts = _counts(event, level.step.get(event.name))
            case = case._replace(seq=event.seq, version=case.version + counts)
        elif event.unsays:
            case = fold(case, event._replace(from_state="", to_state=""), level)
        else:
            case = fold(case, event, level)
    return case


def links(facts: Mapping[str, Mapping[str, Any]]) -> set[tuple[str, int]]:
    """What a case points at, (kind, case), by the facts that hold."""
    found = set()
    for key, short in facts.items():
        for field, kind in KINDS[key.partition("/")[0]].links.items():
            if said := short.get(field):
                found |= {(kind, target) for target in (said if isinstance(said, list | tuple) else (said,))}
    return found


def _entries(case: Case, happened: Event, said: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """What is remembered of each fact: its short fields, who said it when, and which time round it is told of."""
    found = {}
    for key, short in said.items():
        entry = {"seq": happened.seq, "by": happened.who, "at": happened.effective.isoformat(), **short}
        entry.pop("title", None)
        if stint := case.facts.get(key, {}).get("stint"):
            entry.setdefault("stint", stint)
        found[key] = entry
    return found


def _counts(happened: Event, row: Step | None) -> bool:
    """True when an open form about the case is stale afterwards: not by a note, a comment or an attachment."""
    return happened.step != NOTE and not (row and row.says in BESIDE and row.to == SAME)


def _moves(happened: Event, row: Step | None) -> bool:
    """True when the event leads to its state: it came from another one, or its row names that state. (When an event
    before it is unsaid, a second forecast is what brings the goal into follow-up.)"""
    return happened.to_state != happened.from_state or bool(row and happened.to_state in row.targets)


def _taken(
    case: Case, happened: Event, level: Level, row: Step | None, facts: dict[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """The steps taken and the facts, less what going back has undone: steps after it, and what was told of them."""
    key = f"{happened.name}/{happened.round}" if happened.round else happened.name
    taken = case.taken
    if not _owed_again(happened, row):
        taken = taken | {key: [happened.seq, happened.effective.isoformat()]}
    if happened.to_state == happened.from_state:
        return {"taken": taken}
    order = {state: place for place, state in enumerate(level.state)}
    if not order.get(happened.to_state, 0) < order.get(happened.from_state, -1):
        return {"taken": taken}
    undone = {step.name for step in level.steps if _after(step, order, happened.to_state)}
    return {
        "taken": {key: taken[key] for key in taken if key.partition("/")[0] not in undone},
        "facts": {key: _told_anew(key, short, undone) for key, short in facts.items()},
    }


def _owed_again(happened: Event, step: Step | None) -> bool:
    """True when what was said leaves the step still to be done (remitted, deferred)."""
    if step is None or not step.again:
        return False
    fields = (
        (KINDS[key.partition("/")[0]].verdict_field, short) for key, short in happened.short.items() if key != BIRTH
    )
    return any(short.get(field) in step.again for field, short in fields if field)


def _after(step: Step, order: Mapping[str, int], state: str) -> bool:
    return not step.birth and min((order[name] for name in step.from_), default=-1) >= order[state]


def _told_anew(key: str, short: dict[str, Any], undone: set[str]) -> dict[str, Any]:
    """A notice of an undone step is kept as a stint that is over: the ladder begins from below again."""
    kind, _, rest = key.partition("/")
    if kind != "notice" or rest.partition("/")[0] not in undone:
        return short
    return short | {"rung": "", "stint": short.get("stint", 1) + 1}
