"""Intention beside outcome: what was meant, and what became of it, once the goal has its closing."""

from dataclasses import dataclass

from web.goal.measuring import computed
from web.goal.near import Near
from web.goal.rounds import Measured, measured
from web.goal.series import Series
from web.language import number
from workflow.governance.model import Verdict


@dataclass(frozen=True)
class Pair:
    """An indicator: its target, and its final value or why there is none."""

    title: str
    unit: str
    target: float | None
    target_text: str
    value: str
    missing: Verdict | None


@dataclass(frozen=True)
class Outcome:
    """How the goal ended: by whom it was said and when, the result, why, what was learned."""

    attainment: Verdict | None
    by: str
    on: str
    result: str
    measures: str
    reason: str
    computed: Verdict | None
    differs: str
    pairs: tuple[Pair, ...]
    gathered: str
    focus: str
    why: str
    lessons: str
    goes_on: bool
    actions: str
    analysed_by: str
    analysed_on: str


def outcome(near: Near, found: list[Series]) -> Outcome | None:
    """The outcome of the goal; None before its closing."""
    said, learned = near.said(near.case, "closing"), near.said(near.case, "analysis")
    if not said:
        return None
    final = {value.name: value for value in measured(near, said.get("measured", []))}
    pairs = tuple(_pair(one, final.get(one.title)) for one in found)
    return Outcome(
        attainment=near.now.model.verdict("attainment", said.get("attainment", "")), by=near.names.person(said["by"]),
        on=said["at"], result=said.get("result", ""), measures=said.get("measures", ""), reason=said.get("reason", ""),
        computed=computed(near), differs=said.get("differs", ""), pairs=pairs,
        gathered=learned.get("gathered", ""), focus=learned.get("focus", ""),
        why=learned.get("why", ""), lessons=learned.get("lessons", ""),
        goes_on=bool(learned.get("goes_on")), actions=learned.get("measures", ""),
        analysed_by=near.names.person(learned.get("by")), analysed_on=learned.get("at", ""),
    )  # fmt: skip


def _pair(one: Series, final: Measured | None) -> Pair:
    """The value of the closing, else the last one that was measured for the goal's own year."""
    own = [point.value for point in one.points if point.value is not None and not point.earlier]
    value = final.value if final else f"{number(own[-1])} {one.unit}".strip() if own else ""
    return Pair(one.title, one.unit, one.target, one.target_text, value, final.missing if final else None)
