"""The goals of a file, with what hangs from them: each a case in the state that its facts imply."""

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from workflow.exchange import said
from workflow.exchange import told as telling
from workflow.exchange.bringing import Bringing
from workflow.exchange.founding import department_of
from workflow.exchange.likeness import nearest
from workflow.exchange.meetings import covers
from workflow.exchange.municipality import Item, named, rows
from workflow.exchange.periods import Rounds
from workflow.exchange.said import Ids, Said
from workflow.exchange.stands import (
    COMMITTEE,
    GOALS,
    MUNICIPALITY,
    adopted,
    adopting,
    born,
    first,
    implied,
    kind_of,
    level_of,
    taken,
    taken_by,
)
from workflow.exchange.told import Facts, Told
from workflow.exchange.written import leftover
from workflow.exchange.year import begun, body_year, report_day, round_words
from workflow.facts.base import verdict_of
from workflow.facts.decision import Decided
from workflow.governance.model import Level, Step
from workflow.records.case import Snapshot

FOLLOWED = ("forecast", "consequence", "closing", "analysis")
"""What is said of a goal when it is followed up."""
HANGING = ("indicators", "activities")
HOMELESS = ("expected_effect", "report_by", "shared_with")
"""What a file may say of a goal, and only some levels, or none, have a place for."""


class Placed(NamedTuple):
    """A goal of the file, and where it belongs."""

    path: str
    item: Item
    level: Level
    unit: int


def placed(bringing: Bringing) -> list[Placed]:
    """The goals that are not there already, each in its place; of the others what would be lost stays with the year."""
    before, found = _before(bringing), []
    for path, item in bringing.file.items("goals"):
        level, unit = _place(bringing, path, item)
        title = named(item["text"].strip()[:160])
        if level is None:
            bringing.keep("goals", item)
        elif bringing.once(path) not in bringing.known and (unit, title) in before:
            bringing.warn(path, "This goal is there already and was left as it is.")
            if before[unit, title].year is None:
                bringing.keep("goals", item)
        else:
            found.append(Placed(path, item, level, unit))
    return found


def bring_goals(bringing: Bringing, goals: Iterable[Placed]) -> None:
    """Each goal with what hangs from it."""
    for goal in goals:
        _goal(bringing, *goal)


def _before(bringing: Bringing) -> dict[tuple[int, str], Snapshot]:
    """The goals of the year, or of none, that this file has not brought in, by unit and title."""
    levels = [level for kind in GOALS for level in bringing.model.of_kind(kind)]
    held = bringing.held(levels, "AND (year = ? OR year IS NULL)", bringing.file.year)
    return {(case.unit, named(case.title)): case for case in held}


def _place(bringing: Bringing, path: str, item: Item) -> tuple[Level | None, int]:
    """The goal's level and unit."""
    unit = bringing.unit(item)
    if not unit:
        bringing.warn(path, "The goal names no body; it was given to the council.")
        unit = bringing.council
    kind = item.get("kind") or (MUNICIPALITY if bringing.kinds[unit] == "council" else COMMITTEE)
    level, fits = level_of(bringing.model, kind)
    if level is None:
        bringing.warn(path, "The model has no level for this; it was kept as written.")
    elif not fits and "kind" in item:
        text = "The model has no level for “%(kind)s”; it was taken as “%(level)s”."
        bringing.warn(f"{path}.kind", text, kind=kind, level=level.title)
    return level, unit


def _goal(bringing: Bringing, path: str, item: Item, level: Level, unit: int) -> None:
    ids = _ids(bringing, path, item, unit)
    facts = said.FIRST.get(level.kind, said.wording)(item, ids)
    rounds = Rounds(round_words(bringing, level, unit))
    facts += said.followed_up(item, bringing.model, rounds, partial(_warn, bringing, path))
    decided, state = _decided(bringing, item, level, unit)
    kept = _kept(bringing, item, facts, level, unit)
    for key in (key for key in HOMELESS if kept.get(key)):
        bringing.warn(f"{path}.{key}", "This level has no place for it; it was kept as written.")
    state = implied(level, [fact for fact, _ in facts], state)
    closed = any(fact.kind == "closing" for fact, _ in facts)
    effective = None if closed else report_day(bringing, level, unit, facts) or bringing.passed
    followed = [(fact, round) for fact, round in facts if fact.kind in FOLLOWED]
    steps = taken(level, followed, effective or bringing.today) | _ruled(bringing, level, decided)
    case = bringing.case(
        path, level, state, facts + decided, kept=kept, parent=_parent(bringing, level, unit), unit=unit,
        effective=effective, taken=steps,
    )  # fmt: skip
    in_force = state != born(level)
    _indicators(bringing, path, item, level, unit, case, in_force)
    _activities(bringing, path, item, level, unit, case)


def _ids(bringing: Bringing, path: str, item: Item, unit: int) -> Ids:
    """The numbers behind the names; what has none is kept as written."""
    areas = [str(area) for area in item.get("focus_areas", ())]
    known = {named(area) for area in bringing.file.data.get("focus_areas", ())}
    for place, area in enumerate(areas):
        if named(area) not in known:
            text = "“%(area)s” is not among the file's focus areas; it was kept as written."
            bringing.warn(f"{path}.focus_areas[{place}]", text, area=area)
    department = item.get("department")
    responsible = item.get("responsible")
    if responsible is not None and named(responsible) not in bringing.persons:
        text = "There is nobody here called “%(name)s”; the name was kept as written."
        bringing.warn(f"{path}.responsible", text, name=responsible)
    return Ids(
        unit=unit,
        focus_areas=tuple(
            dict.fromkeys(bringing.areas[named(area)] for area in areas if named(area) in bringing.areas)
        ),
        department=_department(bringing, str(department), unit) if department else None,
        responsible=bringing.persons.get(named(responsible)) if responsible is not None else None,
    )


def _department(bringing: Bringing, name: str, body: int) -> int:
    """The department, whose name is then known for telling."""
    unit = department_of(bringing.session, bringing.who, name, body, bringing.at)
    bringing.unit_names.setdefault(unit, name)
    return unit


def _decided(bringing: Bringing, item: Item, level: Level, unit: int) -> tuple[Said, str]:
    """What each decision about the goal meant for it, and the state that they brought it to."""
    facts: dict[str, tuple[Decided, str]] = {}
    state = adopted(level) if bringing.kinds[unit] == "council" else ""
    for path, decision in bringing.file.items("decisions"):
        if path not in bringing.decisions or not covers(decision, item):
            continue
        body = bringing.unit(decision)
        step = taken_by(level, bringing.kinds.get(body, ""), body == unit)
        known = step.verdicts if step else ()
        scale = bringing.model.scales.get("decision", ())
        ruled = nearest(decision.get("kind", ""), [verdict for verdict in scale if not known or verdict.name in known])
        verdict = ruled.name if ruled else next(iter(known), scale[0].name if scale else "approved")
        if decision.get("kind") and not ruled:
            _misread(bringing, path, decision["kind"], step)
        facts[step.name if step else path] = (Decided(verdict=verdict, decision=bringing.decisions[path]),
                                              step.name if step else path)  # fmt: skip
        if step and step == adopting(level):
            led = step.leads_to(verdict)
            state = led if led in level.state else state
    return list(facts.values()), state


def _misread(bringing: Bringing, path: str, kind: str, step: Step | None) -> None:
    """Say once what a § was taken as, when its kind is no verdict that we know."""
    text, taken_as = "“%(kind)s” is no verdict in the model; it was kept as written.", {}
    if step:
        text, taken_as = (
            "“%(kind)s” is no verdict in the model: the paragraph was taken as “%(step)s”.",
            {"step": step.title},
        )
    remark = bringing.file.remark(f"{path}.kind", text, kind=kind, **taken_as)
    if remark not in bringing.warnings:
        bringing.warnings.append(remark)


def _ruled(bringing: Bringing, level: Level, decided: Said) -> dict[str, str]:
    """The steps that decisions were, but those that put the matter off."""
    steps = [(level.step[name], verdict_of(fact)) for fact, name in decided if name in level.step]
    return {step.name: bringing.passed.isoformat() for step, verdict in steps if verdict not in step.again}


def _kept(bringing: Bringing, item: Item, facts: Said, level: Level, unit: int) -> Item:
    """What of the goal is not told again from its facts."""
    told = telling.goal(as_told(facts), kind_of(level), unit, bringing.names)
    unplaced = {key for key in HANGING if not item.get(key) or first(bringing.model, key_kind(key), level.name) is None}
    return leftover({key: value for key, value in item.items() if key not in HANGING or key in unplaced}, told)


def _parent(bringing: Bringing, level: Level, unit: int) -> int | None:
    """The case that a goal of the level is born under."""
    above = bringing.model.levels.get(level.parent)
    if above is None:
        return None
    if above.kind == "year":
        return bringing.year
    return body_year(bringing, above, unit) if above.kind == "committee_year" else None


def _indicators(
    bringing: Bringing, path: str, item: Item, level: Level, unit: int, goal: int, in_force: bool
) -> None:  # fmt: skip
    own = first(bringing.model, "indicator", level.name)
    for here, row in rows(item, "indicators", path):
        if own is None:
            bringing.warn(here, "The model has no level for this; it was kept as written.")
            continue
        facts = said.indicator(row, bringing.model, partial(_warn, bringing, here))
        kept = leftover(row, telling.indicator(as_told(facts)))
        state, _ = begun(bringing, own, unit, adopted(own) if in_force else "")
        bringing.case(here, own, state, facts, kept=kept, parent=goal, unit=unit, effective=bringing.passed)


def _activities(bringing: Bringing, path: str, item: Item, level: Level, unit: int, goal: int) -> None:
    own = first(bringing.model, "activity", level.name)
    for here, row in rows(item, "activities", path):
        if own is None:
            bringing.warn(here, "The model has no level for this; it was kept as written.")
            continue
        facts = said.activity(row)
        kept = leftover(row, telling.activity(as_told(facts)))
        bringing.case(here, own, born(own), facts, kept=kept, parent=goal, unit=unit, effective=bringing.passed)


def as_told(facts: Said) -> Facts:
    """The facts as they will be read again."""
    return {fact.key(round): Told(0, fact.model_dump(mode="json", exclude_none=True)) for fact, round in facts}


def key_kind(key: str) -> str:
    """The kind of level that a list of the goal's is brought in at."""
    return {"indicators": "indicator", "activities": "activity"}[key]


def _warn(bringing: Bringing, path: str, key: str, text: str, **values: Any) -> None:
    bringing.warn(f"{path}.{key}", text, **values)
