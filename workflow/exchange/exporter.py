"""The same data out: a goal year told from its facts, with what was kept as written laid over it.

A file that is brought in and given out again says the same, value by value. What is not given back is what says
nothing: comments, layout, and keys without a value. Known keys come in the order of `shape.ROWS`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from sqlalchemy.orm import Session

from workflow.exchange import format_facts
from workflow.exchange.export_data import ExportData, hold
from workflow.exchange.format_facts import StoredFact, finished, last
from workflow.exchange.municipality import Item, named
from workflow.exchange.parse_facts import frame
from workflow.exchange.shape import number, order
from workflow.exchange.state_inference import GOALS, kind_of
from workflow.exchange.unknown_fields import whole
from workflow.facts.cost import Frame
from workflow.records.case import Case

LISTS = ("meetings", "budget_lines", "goals", "decisions")
BODIES = ("council", "board", "working_committee", "committee", "company")


def export(session: Session, organisation: int, year: int) -> Item:
    """The goal year as a municipality file says it, as plain data. Unknown when there is no such year."""
    held = hold(session, organisation, year)
    goals, refs = _goals(held)
    found = {
        "meetings": _with_kept(held, "meetings", "meeting", _meetings(held)),
        "budget_lines": _lines(held),
        "goals": goals,
        "decisions": _with_kept(held, "decisions", "decision", _decisions(held, refs)),
    }
    lists: dict[str, Any] = {key: told or held.head.get(key) for key, told in found.items()}
    told: Item = {
        "municipality": held.name,
        "code": held.code,
        "year": year,
        **lists,
        "bodies": _bodies(held, found),
    }
    if not held.has_head:
        model = held.members.models[held.members.year.model].name
        told |= format_facts.given({"vision": held.vision, "focus_areas": held.standing, "model": model})
    return whole(told, {key: value for key, value in held.head.items() if key not in {*LISTS, "bodies"}}, order("file"))


def to_yaml(data: Item) -> str:
    """The text of a municipality file."""
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)
    return text


def _goals(held: ExportData) -> tuple[list[Item], dict[int, str]]:
    """The goals in order, and the ref of each by its number; cited goals without one are given a ref."""
    cases = [case for case in held.cases if held.level(case).kind in GOALS]
    goals = {case.id: _goal(held, case) for case in cases}
    refs = {case: str(goal["ref"]) for case, goal in goals.items() if "ref" in goal}
    for place, case in enumerate(cases, 1):
        if case.id not in refs and case.id in held.cited:
            refs[case.id] = _free(f"{held.bodies[case.unit].code}-{place}", refs.values())
            goals[case.id] = whole(goals[case.id], {"ref": refs[case.id]}, order("goal"))
    return _with_kept(held, "goals", "goal", list(goals.values())), refs


def _goal(held: ExportData, case: Case) -> Item:
    facts, names = held.facts[case.id], held.names
    told = format_facts.goal(facts, kind_of(held.level(case)), case.unit, names)
    item = finished(
        told, held.kept(case), facts, "goal", lambda seq: {"forecasts": format_facts.forecasts(facts, names, seq)}
    )
    hanging = {
        "indicators": _hanging(held, case, "indicator"),
        "activities": _hanging(held, case, "activity"),
    }
    return whole(item, {key: [*found, *item.get(key, ())] for key, found in hanging.items() if found}, order("goal"))


def _hanging(held: ExportData, goal: Case, kind: str) -> list[Item]:
    """The indicators or activities of a goal."""
    found = []
    for case in held.cases:
        if case.parent == goal.id and held.level(case).kind == kind:
            facts = held.facts[case.id]
            told = format_facts.indicator(facts, case.year) if kind == "indicator" else format_facts.activity(facts)
            found.append(finished(told, held.kept(case), facts, kind, held.measured(case)))
    return found


def _meetings(held: ExportData) -> list[Item]:
    """The meeting plan; a meeting that only a decision tells of has no date here."""
    found = []
    for case in held.of_kind("meeting"):
        facts = held.facts[case.id]
        found.append(finished(format_facts.meeting(facts, case.unit, held.names), held.kept(case), facts, "meeting"))
    return [item for item in found if "date" in item]


def _decisions(held: ExportData, refs: dict[int, str]) -> list[Item]:
    found = []
    for case in held.of_kind("decision"):
        facts, kept = held.facts[case.id], held.kept(case)
        told = format_facts.decision(facts, case.unit, held.day_of(case.parent), held.names)
        citing = [ref for goal, ref in refs.items() if goal in held.citing(case.id)]
        told |= {"goals": citing} if citing else {}
        item = finished(told, kept, facts, "decision")
        if isinstance(written := kept.body.get("goals"), list):
            known = [*map(str, written)]
            item["goals"] = [*written, *(ref for ref in citing if ref not in known)]
        found.append(item)
    return found


def _lines(held: ExportData) -> list[Item]:
    """The budget lines as written, while each body's own still say the same."""
    told = {
        case.unit: format_facts.budget_lines(held.facts[case.id], case.unit, held.names)
        for case in held.of_kind("committee_year")
    }
    written: list[Item] = held.head.get("budget_lines") or []
    expected: dict[int, list[Item]] = {}
    for unit in told:
        own = [line for line in written if is_line(line) and held.units.get(named(line["body"])) == unit]
        facts = {fact.key(): StoredFact(0, fact.model_dump(mode="json")) for fact, _ in frame({}, own)}
        expected[unit] = format_facts.budget_lines(facts, unit, held.names)
    if written and expected == told:
        return written
    return [line for lines in told.values() for line in lines] or written


def is_line(row: object) -> bool:
    """True for a budget line that can be used; others are given back as they were written."""
    return isinstance(row, dict) and "body" in row and "account" in row


def _bodies(held: ExportData, found: Mapping[str, list[Any]]) -> list[Item]:
    """The bodies as written with the frames that they have now, and every other body that the year speaks of."""
    bodies = [_framed(held, dict(body)) for body in held.head.get("bodies", ())]
    known = {named(body[key]) for body in bodies for key in ("name", "short") if key in body}
    used = {
        named(item["body"]) for rows in found.values() for item in rows if isinstance(item, dict) and "body" in item
    }
    if not held.has_head:
        used |= {named(held.names.unit[unit]) for unit, body in held.bodies.items() if body.kind in BODIES}
    used |= {named(held.names.unit[case.unit]) for case in held.of_kind("committee_year")}
    others = [unit for unit in held.bodies if named(held.names.unit[unit]) in used - known]
    return bodies + [_framed(held, _body(held, unit)) for unit in others]


def _body(held: ExportData, unit: int) -> Item:
    body = held.bodies[unit]
    return format_facts.given({"name": body.name, "short": body.code, "kind": body.kind, "email": body.email})


def _framed(held: ExportData, body: Item) -> Item:
    """The body with its frame as it is now."""
    unit = held.units.get(named(body["name"]))
    own = next((case for case in held.of_kind("committee_year") if case.unit == unit), None)
    amount = last(held.facts[own.id], Frame).frame_sek if own else None
    if amount is not None and number(body.get("frame_sek")) != amount:
        body["frame_sek"] = format_facts.number(amount)
    return body


def _with_kept(held: ExportData, key: str, row: str, told: list[Item]) -> list[Any]:
    """The rows that are told, and those of the file whose cases belong to another year."""
    rows = held.head.get(key)
    kept = [item for item in rows if item not in told] if isinstance(rows, list) else []
    return told + [whole(item, {}, order(row)) if isinstance(item, dict) else item for item in kept]


def _free(wanted: str, taken: Iterable[str]) -> str:
    """A ref that no goal has."""
    others = set(taken)
    while wanted in others:
        wanted += "-"
    return wanted
