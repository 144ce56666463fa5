"""The goal's line through the years: what it goes on from, what goes on from it, how each ended and what was learned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from web.goal.near import Near, Ref
from workflow.governance.model import Model, State, Verdict
from workflow.records.case import Snapshot
from workflow.words import Sentence, sentence

WAYS = {"continues": sentence("Continues"), "replaces": sentence("Replaces")}
BACK = {"continues": sentence("Continued by"), "replaces": sentence("Replaced by")}


@dataclass(frozen=True)
class Relative:
    """The goal in another year."""

    year: int | None
    goal: Ref
    how: Sentence | None
    state: State
    verdict: Verdict | None
    lessons: str
    why: str
    result: str


@dataclass(frozen=True)
class Line:
    """Earlier and later years, and where the goal has been offered to be taken on."""

    earlier: tuple[Relative, ...]
    later: tuple[Relative, ...]
    offered: tuple[int, ...]
    lessons: str


def line(near: Near) -> Line:
    """The goal's line."""
    goals = sorted(_goals(near), key=lambda case: (case.year or 0, case.id))
    own = near.case.year or 0
    return Line(
        earlier=tuple(_relative(near, case) for case in goals if (case.year or 0) <= own),
        later=tuple(_relative(near, case) for case in goals if (case.year or 0) > own),
        offered=tuple(sorted(_offered(near))), lessons=str(near.said(near.case, "lineage").get("lessons", "")),
    )  # fmt: skip


def _goals(near: Near) -> Iterator[Snapshot]:
    """The goals of the line: those that are linked with it, however far."""
    found, asked = {near.case.id}, [near.case.id]
    ties = {(case.id, int(case.fact("lineage")[way])) for case in near.cases.values() for way in WAYS
            if case.fact("lineage").get(way)}  # fmt: skip
    while asked:
        here = asked.pop()
        near_by = {two if one == here else one for one, two in ties if here in (one, two)} - found
        found |= near_by
        asked += near_by
    return (near.cases[number] for number in found - {near.case.id} if number in near.cases)


def _relative(near: Near, case: Snapshot) -> Relative:
    model = near.model(case)
    ref = near.ref(case.id)
    assert ref
    learned = near.said(case, "analysis")
    return Relative(
        year=case.year, goal=ref, how=_how(near, case), state=model.levels[case.level].state[case.state],
        verdict=_verdict(model, case), lessons=str(learned.get("lessons", "")), why=str(learned.get("why", "")),
        result=str(near.said(case, "closing").get("result", "")),
    )  # fmt: skip


def _verdict(model: Model, case: Snapshot) -> Verdict | None:
    """How the goal ended, else how it was last expected to end."""
    if ended := case.fact("closing").get("attainment"):
        return model.verdict("attainment", ended)
    said = [short for key, short in case.facts.items() if key.startswith("forecast/")]
    last: dict[str, Any] = max(said, key=lambda short: int(short["seq"]), default={})
    return model.verdict("outlook", last.get("outlook", ""))


def _how(near: Near, case: Snapshot) -> Sentence | None:
    """How it is tied to this goal, None for one that is further away."""
    for way, text in WAYS.items():
        if near.case.fact("lineage").get(way) == case.id:
            return text
        if case.fact("lineage").get(way) == near.case.id:
            return BACK[way]
    return None


def _offered(near: Near) -> set[int]:
    """The years for which a body has been offered the goal."""
    return {case.year for case in near.cases.values()
            if case.year and near.case.id in case.fact("offered").get("goals", ())}  # fmt: skip
