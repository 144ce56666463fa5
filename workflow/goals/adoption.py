"""What was adopted, as it was sealed: read out of the events before the seal, and held against it.

The closing book accounts for every row of it, whatever became of it since.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from workflow.facts.decision import Decided
from workflow.facts.wording import Wording
from workflow.goals.adoption_rows import WORDS, Row, digest_of, row_of
from workflow.governance.model import SAME, Level, Model, Step
from workflow.records.case import Case
from workflow.records.projection import Event, made_of
from workflow.records.queries.cases import cases
from workflow.records.queries.events import TimelineEvent, events_of
from workflow.records.queries.models import models_of
from workflow.records.sql import run


class AdoptedRow(NamedTuple):
    """An indicator as it was adopted; `comparator` is a code of its scale, the numbers are in `unit`."""

    indicator: int
    name: str
    unit: str
    comparator: str
    target: float | None
    to: float | None
    baseline: float | None


class Adopted(NamedTuple):
    """A goal as it was sealed last: by which event, from which day, by which § (a case), in which words, with which
    indicators. `holds` tells whether the digest of all this is the one in the event; None for what was never sealed
    here (brought in, or written out for a later year): then the rows are those that it came with."""

    goal: int
    seq: int
    on: str
    decision: int | None
    words: str
    indicators: tuple[AdoptedRow, ...]
    holds: bool | None


def adopted(session: Session, organisation: int, goals: Sequence[Case]) -> dict[int, Adopted]:
    """Each of the goals as it was adopted, by number. Read in a few statements, however many goals there are."""
    found = _Found.read(session, organisation, goals)
    return {goal.id: _of(found, goal) for goal in goals}


def adopting_steps(level: Level, goal: Case) -> list[Step]:
    """The steps by which a body has adopted, changed or confirmed the goal, the oldest first. A decision is a yes when the
    goal has neither left the field by it, nor waits for another try."""
    found = []
    for step in level.sealing:
        said = goal.said(Decided, step.name)
        if said and _is_yes(level, step, said.verdict):
            found.append((int(goal.facts[f"{Decided.kind}/{step.name}"]["seq"]), step))
    return [step for _, step in sorted(found, key=lambda pair: pair[0])]


def adopted_words(level: Level, goal: Case, whole: Callable[[str], Mapping[str, Any]]) -> str:
    """The goal in the words that a body changed it to last, else as it was written since; "" when they are erased. `whole`
    gives the whole fact under a key."""
    since = int(goal.fact(Wording.kind).get("seq", 0))
    for step in reversed(adopting_steps(level, goal)):
        key = f"{Decided.kind}/{step.name}"
        words = Decided.of(whole(key)).words
        if words and int(goal.facts[key]["seq"]) >= since:  # the same: both came with a file
            return words
    return Wording.of(whole(Wording.kind)).goal


def _is_yes(level: Level, step: Step, verdict: str) -> bool:
    if verdict in step.again or verdict not in step.verdicts:
        return False
    state = step.leads_to(verdict)
    return state == SAME or not level.state[state].out


@dataclass(frozen=True)
class _Found:
    """The goals' indicators, the events of both, and the commitments to their words."""

    models: Mapping[str, Model]
    indicators: Mapping[int, list[Case]]
    told: Mapping[int, list[TimelineEvent]]
    commitments: Mapping[int, str]

    @classmethod
    def read(cls, session: Session, organisation: int, goals: Sequence[Case]) -> "_Found":
        models = {model.digest: model for model in models_of(session, organisation)}
        names = sorted({level.name for model in models.values() for level in model.of_kind("indicator")})
        years = sorted({goal.year for goal in goals if goal.year is not None})
        marks = ", ".join("?" for _ in names) or "NULL", ", ".join("?" for _ in years) or "NULL"
        where = f"organisation = ? AND level IN ({marks[0]}) AND (year IN ({marks[1]}) OR year IS NULL) ORDER BY id"
        wanted = {goal.id for goal in goals}
        indicators: dict[int, list[Case]] = {}
        for case in cases(session, where, (organisation, *names, *years)):
            if case.parent in wanted:
                indicators.setdefault(case.parent, []).append(case)
        own = [*wanted, *(case.id for found in indicators.values() for case in found)]
        told = events_of(session, organisation, own, [])
        return cls(models, indicators, told, _commitments(session, organisation, told, wanted))

    def as_of(self, case: Case, seq: int) -> Case | None:
        """The case as it was before the event, None when it was not there yet."""
        before = [_happened(event) for event in self.told.get(case.id, []) if event.seq < seq]
        if not before:
            return None
        level = self.models[case.model].levels[case.level]
        return made_of(case.id, case.organisation, case.model, before, lambda _: level)

    def is_out(self, case: Case) -> bool:
        """True when the case has left the field."""
        return self.models[case.model].levels[case.level].state[case.state].out


def _of(found: _Found, goal: Case) -> Adopted:
    events = found.told.get(goal.id, [])
    unsaid = {event.unsays for event in events if event.unsays}
    sealing = [event for event in events if event.sealed and event.seq not in unsaid]
    return _sealed(found, goal, sealing[-1]) if sealing else _as_it_came(found, goal)


def _sealed(found: _Found, goal: Case, event: TimelineEvent) -> Adopted:
    before = found.as_of(goal, event.seq)
    short, said = _decided(event.short), _decided(event.said or {})
    targets = short.get("targets", ())
    then = (found.as_of(one, event.seq) for one in found.indicators.get(goal.id, ()))
    rows = [row_of(one, targets) for one in then if one and not found.is_out(one)]
    words = str(said.get("words") or (before.title if before else goal.title))
    own = [found.commitments.get(before.fact(kind).get("seq", 0), "") if before else "" for kind in WORDS]
    whole = words if said.get("words") or not before else _worded(found, before)
    return Adopted(goal.id, event.seq, event.effective, short.get("decision"), whole, tuple(map(_row, rows)),
                   digest_of(words, own, rows) == event.sealed)  # fmt: skip


def _decided(facts: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """What was decided, among what an event says."""
    return next((said for key, said in facts.items() if key.partition("/")[0] == "decision"), {})


def _as_it_came(found: _Found, goal: Case) -> Adopted:
    """A goal that was never sealed here, with the indicators that it has."""
    decided = [said for key, said in goal.facts.items() if key.partition("/")[0] == "decision" and "decision" in said]
    rows = (row_of(one, ()) for one in found.indicators.get(goal.id, ()) if not found.is_out(one))
    first: Mapping[str, Any] = decided[0] if decided else {}
    return Adopted(goal.id, int(goal.fact("wording").get("seq", goal.seq)), str(first.get("at", "")),
                   first.get("decision"), _worded(found, goal), tuple(map(_row, rows)), None)  # fmt: skip


def _worded(found: _Found, goal: Case) -> str:
    """The goal in its whole words; its title when they are erased."""
    told = {event.seq: event.said or {} for event in found.told.get(goal.id, [])}
    level = found.models[goal.model].levels[goal.level]

    def whole(key: str) -> Mapping[str, Any]:
        return told.get(goal.facts[key]["seq"], {}).get(key, {}) if key in goal.facts else {}

    return adopted_words(level, goal, whole) or goal.title


def _row(said: Row) -> AdoptedRow:
    return AdoptedRow(said["case"], said["name"], said["unit"], str(said.get("comparator", "")), said["target"],
                      said.get("target_to"), said["baseline"])  # fmt: skip


def _happened(event: TimelineEvent) -> Event:
    return Event(event.seq, event.who, date.fromisoformat(event.effective), event.step, event.round,
                    event.from_state, event.to_state, event.short, event.unsays)  # fmt: skip


def _commitments(
    session: Session, organisation: int, told: Mapping[int, Iterable[TimelineEvent]], goals: Iterable[int]
) -> dict[int, str]:  # fmt: skip
    """The commitments to the words of the goals, by event."""
    seqs = sorted(set(_worded_in(told, goals)))
    found: dict[int, str] = {}
    for start in range(0, len(seqs), 500):
        some = seqs[start : start + 500]
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT seq, commitment FROM event WHERE organisation = ? AND seq IN ({marks})"
        found |= {row.seq: row.commitment for row in run(session, sql, (organisation, *some))}
    return found


def _worded_in(told: Mapping[int, Iterable[TimelineEvent]], goals: Iterable[int]) -> Iterator[int]:
    for goal in goals:
        for event in told.get(goal, ()):
            if any(kind in event.short for kind in WORDS):
                yield event.seq
