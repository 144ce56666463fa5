"""What bodies and directors have decided about a goal, or about what hangs from it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from workflow.goals.parts import Part
from workflow.goals.year import Citation, GoalYear, day_of
from workflow.governance.model import Step, Verdict
from workflow.records.case import Case
from workflow.records.queries.events import TimelineEvent
from workflow.words import Sentence, sentence


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


def decisions(year: GoalYear, case: Case) -> tuple[Decision, ...]:
    """What bodies and directors have decided about a goal or what hangs from it, the oldest first."""
    return tuple(
        _decision(year, case, event, key)
        for event in year.held(case)
        for key in event.short
        if key.partition("/")[0] in ("decision", "approval")
    )


def decision_of_fact(year: GoalYear, case: Case, key: str) -> Decision:
    """The decision that holds under the key, as far as the loaded parts tell: without what was remarked."""
    kind, _, rest = key.partition("/")
    name, _, round = rest.partition("/")
    short = case.facts[key]
    said = year.said(case, key) if year.has_words_of(key) else short
    cite = year.cite(said.get("decision")) if Part.CITED in year.parts else None
    return Decision(
        step=year.level(case).step.get(name), round=round, cite=cite, by="", seq=int(short["seq"]),
        verdict=year.model_of(case).verdict(kind, said.get("verdict", "")),
        on=cite.on if cite and cite.on else year.day(case, key),
        words=str(said.get("words") or said.get("comment") or ""),
        instruction=str(said.get("instruction", "")), sealed=False, remarks=(),
    )  # fmt: skip


def _decision(year: GoalYear, case: Case, event: TimelineEvent, key: str) -> Decision:
    kind, _, rest = key.partition("/")
    name, _, round = rest.partition("/")
    said: Mapping[str, Any] = event.short[key] | (event.said or {}).get(key, {})
    cite = year.cite(said.get("decision"))
    return Decision(
        step=year.level(case).step.get(name), round=round, cite=cite, by=event.name or "", seq=event.seq,
        verdict=year.model_of(case).verdict(kind, said.get("verdict", "")),
        on=cite.on if cite and cite.on else day_of(event, said), words=str(said.get("words") or said.get("comment") or ""),
        instruction=str(said.get("instruction", "")), sealed=bool(event.sealed),
        remarks=tuple(sentence(str(one["text"]), **one.get("values", {})) for one in event.remarks),
    )  # fmt: skip
