"""Facts told as the file tells them: the way back, pure. A fact said later goes before what was kept as written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from workflow.exchange.periods import SOURCE
from workflow.exchange.shape import order
from workflow.exchange.unknown_fields import Item, whole
from workflow.governance.model import Model

TERMS = ("reference", "numerator", "denominator", "sort", "data", "by_sex", "frequency", "month", "lag_days")
"""What an indicator says of how it is measured."""
FROM = {
    "met_when": ("wording",), "depends_on": ("wording",),
    "text": ("wording", "direction", "assignment", "decision", "activity", "ruling"), "body": ("transfer",),
    "desired_effect": ("wording", "direction"), "focus_areas": ("wording",), "department": ("wording",),
    "responsible": ("wording", "handover"), "report_by": ("assignment",), "milestones": ("proposal",),
    "forecasts": ("forecast", "consequence", "measure"), "closing": ("closing",), "analysis": ("analysis",),
    "name": ("indicator",), "unit": ("indicator",), "baseline": ("indicator",), "baseline_year": ("indicator",),
    "baseline_date": ("indicator",), "target": ("indicator", "target"), "target_text": ("indicator",),
    **dict.fromkeys(("comparator", "partly_from", *TERMS), ("indicator",)), "target_to": ("indicator", "target"),
    "direction": ("indicator",), "source": ("indicator",), "definition": ("indicator",), "outcomes": ("measurement",),
    "cost_sek": ("activity",), "due": ("activity",), "paragraph": ("ruling",), "dnr": ("ruling",), "kind": ("ruling",),
    "date": ("gathering",), "agenda_closes": ("gathering",), "frame_sek": ("frame",), "budget_lines": ("frame",),
}  # fmt: skip
"""Which facts tell a key: when one of them is newer than what was kept as written, it is the fact that counts."""
ADDED = {"forecasts": "period", "outcomes": "period"}
"""Lists that grow: to what was kept as written comes what was said later."""


class StoredFact(NamedTuple):
    """A fact: the number of the event that said it, and its words."""

    seq: int
    body: Mapping[str, Any]


Facts = Mapping[str, StoredFact]
NOTHING = StoredFact(0, {})


@dataclass(frozen=True)
class Names:
    """What people call what facts point at: units, focus areas, persons; the model, and a language for its words."""

    model: Model
    unit: Mapping[int, str] = field(default_factory=dict)
    area: Mapping[int, str] = field(default_factory=dict)
    person: Mapping[int, str] = field(default_factory=dict)
    language: str = "sv"


def newest(facts: Facts, *kinds: str) -> StoredFact:
    """The last fact of these kinds, in whatever round."""
    found = [told for key, told in facts.items() if key.partition("/")[0] in kinds]
    return max(found, key=lambda told: told.seq, default=NOTHING)


def finished(told: Item, kept: StoredFact, facts: Facts, row: str, later: Callable[[int], Item] | None = None) -> Item:
    """The item as the file has it: what was kept as written, but where a fact was said later. `later` tells again
    what was said after an event."""
    newer = {key for key in kept.body if newest(facts, *FROM.get(key, ())).seq > kept.seq}
    left = {key: value for key, value in kept.body.items() if key not in newer or key in ADDED}
    added = later(kept.seq) if later and newer & ADDED.keys() else {}
    for key in newer & ADDED.keys():
        left[key] = [*(left[key] or ()), *added.get(key, ())]
    return whole(told, left, order(row))


def goal(facts: Facts, kind: str, unit: int, names: Names) -> Item:
    """A goal, without what hangs from it."""
    said = newest(facts, "wording", "direction", "assignment").body
    responsible = newest(facts, "handover").body.get("responsible") or said.get("responsible")
    told: Item = {
        "body": names.unit.get(unit), "kind": kind, "text": _words(facts),
        "desired_effect": said.get("desired_effect") or said.get("purpose"),
        "met_when": said.get("met_when"), "depends_on": said.get("depends_on"),
        "focus_areas": [names.area[area] for area in said.get("focus_areas", ()) if area in names.area],
        "department": names.unit.get(said.get("department") or 0),
        "responsible": names.person.get(responsible or 0),
        "report_by": day(said.get("report_by")), "milestones": [_stone(row) for row in _stones(facts)],
        "forecasts": forecasts(facts, names), "closing": closing(facts, names), "analysis": analysis(facts),
    }  # fmt: skip
    return given(told)


def forecasts(facts: Facts, names: Names, after: int = -1) -> list[Item]:
    """The forecasts that were said after an event, in order."""
    said = [(told.seq, key.partition("/")[2], told.body) for key, told in facts.items() if key.startswith("forecast/")]
    later = sorted((row for row in said if row[0] > after), key=lambda row: row[:2])
    return [_forecast(facts, round, body, names) for _, round, body in later]


def closing(facts: Facts, names: Names) -> Item:
    """The closing."""
    said = newest(facts, "closing").body
    if not said:
        return {}
    assessment = said.get("as_written") or verdict(names, "attainment", said.get("attainment", ""))
    return given({"assessment": assessment, "comment": said.get("result"), "differs": said.get("differs")})


def analysis(facts: Facts) -> Item:
    """The analysis."""
    said = newest(facts, "analysis").body
    return given({"why": said.get("why"), "lessons": said.get("lessons"), "actions": said.get("measures")})


def indicator(facts: Facts, year: int | None = None, after: int = -1) -> Item:
    """An indicator with its target for the year, and what was measured after an event."""
    decided = {key: fact for key, fact in facts.items() if fact.body.get("year") == year}
    said, later = newest(facts, "indicator").body, newest(decided, "target").body
    target, upper = later.get("value", said.get("target")), later.get("to", said.get("target_to"))
    when = said.get("baseline_date") or ""
    known = {"baseline_year": int(when)} if when.isascii() and when.isdigit() else {"baseline_date": when}
    rows = sorted((told.seq, key, told.body) for key, told in facts.items() if key.startswith("measurement"))
    told: Item = {
        **{key: said.get(key) for key in ("name", "unit", "target_text", "direction", "source", "definition")}, **known,
        **{key: said.get(key) for key in ("comparator", *TERMS)}, "partly_from": number(said.get("partly_from")),
        "target_to": number(upper), "baseline": number(said.get("baseline")), "target": number(target),
        "outcomes": [_outcome(key, body) for seq, key, body in rows if seq > after],
    }  # fmt: skip
    return given(told)


def activity(facts: Facts) -> Item:
    """An activity."""
    said = newest(facts, "activity").body
    return given({"text": said.get("what"), "cost_sek": number(said.get("cost_sek")), "due": day(said.get("ends"))})


def decision(facts: Facts, unit: int, on: date | None, names: Names) -> Item:
    """One §, without the goals that cite it."""
    said = newest(facts, "ruling").body
    return given({
        "body": names.unit.get(unit), "date": on, "paragraph": said.get("paragraph"), "dnr": said.get("registry_no"),
        "text": said.get("text"), "kind": said.get("sort"),
    })  # fmt: skip


def meeting(facts: Facts, unit: int, names: Names) -> Item:
    """A meeting."""
    said = newest(facts, "gathering").body
    agenda = day(said.get("agenda_closes"))
    return given({"body": names.unit.get(unit), "date": day(said.get("on")), "agenda_closes": agenda})


def budget_lines(facts: Facts, unit: int, names: Names) -> list[Item]:
    """The lines of a body's internal budget."""
    lines = newest(facts, "frame").body.get("lines", ())
    amounts = [{"amount_sek": number(line.get("amount_sek", 0))} for line in lines]
    return [given({"body": names.unit.get(unit), **line}) | amount for line, amount in zip(lines, amounts, strict=True)]


def verdict(names: Names, scale: str, value: str) -> str:
    """A value of a scale in words."""
    found = names.model.verdict(scale, value)
    return found.title.in_(names.language) if found else value


def number(value: Any) -> Any:
    """A whole number without decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def day(value: Any) -> date | None:
    """A stored date."""
    return date.fromisoformat(value) if value else None


def given(told: Mapping[str, Any]) -> Item:
    """Only what says something."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {}, ())}


def _words(facts: Facts) -> str | None:
    """The goal in words: as it was decided, when a § changed them."""
    said = newest(facts, "wording", "direction", "assignment")
    changed = {key: told for key, told in facts.items() if key.startswith("decision") and told.body.get("words")}
    latest = newest(changed, "decision")
    if latest.seq > said.seq:
        return str(latest.body["words"])
    return said.body.get("goal") or said.body.get("words") or said.body.get("task")


def _stones(facts: Facts) -> tuple[Item, ...]:
    return tuple(newest(facts, "proposal").body.get("milestones", ()))


def _stone(row: Item) -> Item:
    return given({"year": row["year"], "text": row.get("text"), "target": number(row.get("target"))})


def _forecast(facts: Facts, round: str, body: Mapping[str, Any], names: Names) -> Item:
    described = facts.get(f"consequence/{round}", NOTHING).body
    measure = described.get("measures") or facts.get(f"measure/{round}", NOTHING).body.get("what")
    return given({
        "period": body.get("period") or ("" if round.startswith(SOURCE) else round),
        "assessment": body.get("as_written") or verdict(names, "outlook", body.get("outlook", "")),
        "comment": body.get("comment"), "consequence": described.get("consequence"), "measure": measure,
    })  # fmt: skip


def _outcome(key: str, body: Mapping[str, Any]) -> Item:
    round = key.partition("/")[2]
    period = body.get("period") or ("" if round.startswith(SOURCE) else round)
    others = {name: number(body.get(name)) for name in ("women", "men", "compared")}
    return given(
        {"period": period, "value": number(body.get("value", body.get("text") or body.get("comment"))), **others}
    )
