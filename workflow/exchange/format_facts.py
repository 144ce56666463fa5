"""Facts told as the file tells them: the way back, pure. A fact said later goes before what was kept as written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

from workflow.exchange.periods import SOURCE
from workflow.exchange.shape import order
from workflow.exchange.unknown_fields import Item, whole
from workflow.facts import Fact
from workflow.facts.clerical import Handover
from workflow.facts.closing import Analysis, Closing
from workflow.facts.consequence import Consequence, Measure
from workflow.facts.cost import Activity, Frame
from workflow.facts.decision import Assignment, Decided, Gathering, Ruling
from workflow.facts.forecast import Forecast
from workflow.facts.indicator import Indicator, Measurement
from workflow.facts.wording import Direction, Milestone, Proposal, Wording
from workflow.governance.model import Model
from workflow.measuring.attainment import target_in

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
Said = TypeVar("Said", bound=Fact)
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


def last(facts: Facts, cls: type[Said]) -> Said:
    """The last fact of the sort, typed; one in which nothing is said when there is none."""
    return cls.of(newest(facts, cls.kind).body)


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
    wording, direction, assignment = last(facts, Wording), last(facts, Direction), last(facts, Assignment)
    responsible = last(facts, Handover).responsible or wording.responsible
    told: Item = {
        "body": names.unit.get(unit), "kind": kind, "text": _words(facts),
        "desired_effect": wording.desired_effect or direction.purpose,
        "met_when": wording.met_when, "depends_on": wording.depends_on,
        "focus_areas": [names.area[area] for area in wording.focus_areas if area in names.area],
        "department": names.unit.get(wording.department or 0),
        "responsible": names.person.get(responsible or 0),
        "report_by": assignment.report_by, "milestones": [_stone(row) for row in last(facts, Proposal).milestones],
        "forecasts": forecasts(facts, names), "closing": closing(facts, names), "analysis": analysis(facts),
    }  # fmt: skip
    return given(told)


def forecasts(facts: Facts, names: Names, after: int = -1) -> list[Item]:
    """The forecasts that were said after an event, in order."""
    said = [(told.seq, key.partition("/")[2], told.body) for key, told in facts.items() if key.startswith("forecast/")]
    later = sorted((row for row in said if row[0] > after), key=lambda row: row[:2])
    return [_forecast(facts, round, Forecast.of(body), names) for _, round, body in later]


def closing(facts: Facts, names: Names) -> Item:
    """The closing."""
    said = last(facts, Closing)
    assessment = said.as_written or verdict(names, "attainment", said.attainment)
    return given({"assessment": assessment, "comment": said.result, "differs": said.differs})


def analysis(facts: Facts) -> Item:
    """The analysis."""
    said = last(facts, Analysis)
    return given({"why": said.why, "lessons": said.lessons, "actions": said.measures})


def indicator(facts: Facts, year: int | None = None, after: int = -1) -> Item:
    """An indicator with its target for the year, and what was measured after an event."""
    said = last(facts, Indicator)
    decided = target_in({key: {**told.body, "seq": told.seq} for key, told in facts.items()}, year)
    target, upper = (decided.value if decided else said.target), (decided and decided.to) or said.target_to
    when = said.baseline_date
    known = {"baseline_year": int(when)} if when.isascii() and when.isdigit() else {"baseline_date": when}
    rows = sorted((told.seq, key, told.body) for key, told in facts.items() if key.startswith("measurement"))
    told: Item = {
        **{key: getattr(said, key) for key in ("name", "unit", "target_text", "direction", "source", "definition")}, **known,
        **{key: getattr(said, key) for key in ("comparator", *TERMS)}, "partly_from": number(said.partly_from),
        "target_to": number(upper), "baseline": number(said.baseline), "target": number(target),
        "outcomes": [_outcome(key, Measurement.of(body)) for seq, key, body in rows if seq > after],
    }  # fmt: skip
    return given(told)


def activity(facts: Facts) -> Item:
    """An activity."""
    said = last(facts, Activity)
    return given({"text": said.what, "cost_sek": number(said.cost_sek), "due": said.ends})


def decision(facts: Facts, unit: int, on: date | None, names: Names) -> Item:
    """One §, without the goals that cite it."""
    said = last(facts, Ruling)
    return given({
        "body": names.unit.get(unit), "date": on, "paragraph": said.paragraph, "dnr": said.registry_no,
        "text": said.text, "kind": said.sort,
    })  # fmt: skip


def meeting(facts: Facts, unit: int, names: Names) -> Item:
    """A meeting."""
    said = last(facts, Gathering)
    return given({"body": names.unit.get(unit), "date": said.on, "agenda_closes": said.agenda_closes})


def budget_lines(facts: Facts, unit: int, names: Names) -> list[Item]:
    """The lines of a body's internal budget."""
    return [
        given({"body": names.unit.get(unit), "account": line.account, "text": line.text})
        | {"amount_sek": number(line.amount_sek)}
        for line in last(facts, Frame).lines
    ]


def verdict(names: Names, scale: str, value: str) -> str:
    """A value of a scale in words."""
    found = names.model.verdict(scale, value)
    return found.title.in_(names.language) if found else value


def number(value: Any) -> Any:
    """A whole number without decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def given(told: Mapping[str, Any]) -> Item:
    """Only what says something."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {}, ())}


def _words(facts: Facts) -> str:
    """The goal in words: as it was decided, when a § changed them."""
    changed = {
        key: told for key, told in facts.items()
        if key.partition("/")[0] == Decided.kind and Decided.of(told.body).words
    }  # fmt: skip
    latest = newest(changed, Decided.kind)
    if latest.seq > newest(facts, Wording.kind, Direction.kind, Assignment.kind).seq:
        return Decided.of(latest.body).words
    return last(facts, Wording).goal or last(facts, Direction).words or last(facts, Assignment).task


def _stone(row: Milestone) -> Item:
    return given({"year": row.year, "text": row.text, "target": number(row.target)})


def _forecast(facts: Facts, round: str, said: Forecast, names: Names) -> Item:
    described = Consequence.of(facts.get(f"{Consequence.kind}/{round}", NOTHING).body)
    measure = Measure.of(facts.get(f"{Measure.kind}/{round}", NOTHING).body)
    return given({
        "period": said.period or ("" if round.startswith(SOURCE) else round),
        "assessment": said.as_written or verdict(names, "outlook", said.outlook),
        "comment": said.comment, "consequence": described.consequence, "measure": described.measures or measure.what,
    })  # fmt: skip


def _outcome(key: str, said: Measurement) -> Item:
    round = key.partition("/")[2]
    period = said.period or ("" if round.startswith(SOURCE) else round)
    others = {name: number(getattr(said, name)) for name in ("women", "men", "compared")}
    value = said.text or said.comment if said.value is None else number(said.value)
    return given({"period": period, "value": value, **others})
