"""The goals of a file, with what hangs from them: each a case in the state that its facts imply."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from workflow.exchange import format_facts, parse_facts
from workflow.exchange.format_facts import Facts, StoredFact
from workflow.exchange.founding import department_of
from workflow.exchange.import_run import ImportRun
from workflow.exchange.meetings import covers
from workflow.exchange.municipality import Item, named, rows
from workflow.exchange.parse_facts import Ids, ParsedFacts
from workflow.exchange.periods import Rounds, last_day
from workflow.exchange.shape import day
from workflow.exchange.state_inference import (
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
    may,
    taken,
    taken_by,
    turning_down,
)
from workflow.exchange.unknown_fields import leftover
from workflow.exchange.year import begun, body_year, report_day, round_words
from workflow.facts.decision import Decided, SourceDecided
from workflow.governance.model import Level, Step
from workflow.measuring.judgement import WORDED
from workflow.records.case import Case

YES = "✓"
"""The sign of a verdict by which a matter was carried."""
FIRST = date.min
"""Where a decision without a day stands among the others."""
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


class _DecisionRead(NamedTuple):
    """What a § of the file meant for a goal, and the day of it: by which step, None when it is none of the level's;
    `is_no` when it was no yes."""

    step: Step | None
    fact: Decided
    on: date | None
    path: str
    is_no: bool = False

    @property
    def decides(self) -> bool:
        """True when the verdict is one that the step knows."""
        return bool(self.step and self.fact.verdict in self.step.verdicts)


def placed(importing: ImportRun) -> list[Placed]:
    """The goals that are not there already, each in its place; of the others what would be lost stays with the year."""
    before, found = _before(importing), list[Placed]()
    importing.keep_unusable("goals")
    for path, item in importing.file.items("goals"):
        level, unit = _place(importing, path, item)
        title = named(item["text"].strip()[:160])
        if level is None:
            importing.keep("goals", item)
        elif importing.once(path) not in importing.known and (unit, title) in before:
            importing.warn(path, "This goal is there already and was left as it is.")
            if before[unit, title].year is None:
                importing.keep("goals", item)
        else:
            found.append(Placed(path, item, level, unit))
    return found


def bring_goals(importing: ImportRun, goals: Iterable[Placed]) -> None:
    """Each goal with what hangs from it."""
    for goal in goals:
        _goal(importing, *goal)


def _before(importing: ImportRun) -> dict[tuple[int, str], Case]:
    """The goals of the year, or of none, that this file has not brought in, by unit and title."""
    levels = [level for kind in GOALS for level in importing.model.of_kind(kind)]
    held = importing.held(levels, "AND (year = ? OR year IS NULL)", importing.file.year)
    return {(case.unit, named(case.title)): case for case in held}


def _place(importing: ImportRun, path: str, item: Item) -> tuple[Level | None, int]:
    """The goal's level and unit."""
    unit = importing.unit(item)
    if not unit:
        importing.warn(path, "The goal names no body; it was given to the council.")
        unit = importing.council
    kind = item.get("kind") or (MUNICIPALITY if importing.kinds[unit] == "council" else COMMITTEE)
    level, fits = level_of(importing.model, kind)
    if level is None:
        importing.warn(path, "The model has no level for this; it was kept as written.")
    elif not fits and "kind" in item:
        text = "The model has no level for “%(kind)s”; it was taken as “%(level)s”."
        importing.warn(f"{path}.kind", text, kind=kind, level=level.title)
    return level, unit


def _goal(importing: ImportRun, path: str, item: Item, level: Level, unit: int) -> None:
    ids = _ids(importing, path, item, unit)
    facts = parse_facts.FIRST.get(level.kind, parse_facts.wording)(item, ids)
    rounds = Rounds(round_words(importing, level, unit))
    facts += parse_facts.followed_up(item, importing.scales, rounds, partial(_warn, importing, path))
    decided, ruled = _decided(importing, item, level, unit)
    ruling: ParsedFacts = [(read.fact, read.step.name if read.step else read.path) for read in decided]
    kept = _kept(importing, item, facts, level, unit)
    for key in (key for key in HOMELESS if kept.get(key)):
        importing.warn(f"{path}.{key}", "This level has no place for it; it was kept as written.")
    is_councils = importing.kinds[unit] == "council"
    state = implied(level, [fact for fact, _ in facts], ruled, is_councils or importing.is_over)
    closed = any(fact.kind == "closing" for fact, _ in facts)
    effective = None if closed else report_day(importing, level, unit, facts) or importing.passed
    followed = [(fact, round) for fact, round in facts if fact.kind in FOLLOWED]
    steps = taken(level, followed, effective or importing.today) | _ruled(importing, decided)
    case = importing.case(
        path, level, state, facts + ruling, kept=kept, parent=_parent(importing, level, unit), unit=unit,
        effective=effective, taken=steps, days=_days(facts) | _days_decided(ruling, decided),
    )  # fmt: skip
    in_force = state != born(level)
    _indicators(importing, path, item, level, unit, case, in_force)
    _activities(importing, path, item, level, unit, case)


def _days(facts: ParsedFacts) -> dict[str, date]:
    """The facts that the source gives a whole day: what was said in a period that is one."""
    days = {round: day(getattr(fact, "period", "")) for fact, round in facts}
    return {fact.key(round): on for fact, round in facts if fact.kind in FOLLOWED and (on := days.get(round))}


def _days_decided(ruling: ParsedFacts, decided: Iterable[_DecisionRead]) -> dict[str, date]:
    """The days of the §§."""
    pairs = zip(ruling, decided, strict=True)
    return {fact.key(round): read.on for (fact, round), read in pairs if read.on}


def _ids(importing: ImportRun, path: str, item: Item, unit: int) -> Ids:
    """The numbers behind the names; what has none is kept as written."""
    areas = [str(area) for area in item.get("focus_areas", ())]
    known = {named(area) for area in importing.file.data.get("focus_areas", ())}
    for place, area in enumerate(areas):
        if named(area) not in known:
            text = "“%(area)s” is not among the file's focus areas; it was kept as written."
            importing.warn(f"{path}.focus_areas[{place}]", text, area=area)
    department = item.get("department")
    responsible = item.get("responsible")
    if responsible is not None and named(responsible) not in importing.persons:
        text = "There is nobody here called “%(name)s”; the name was kept as written."
        importing.warn(f"{path}.responsible", text, name=responsible)
    return Ids(
        unit=unit,
        focus_areas=tuple(
            dict.fromkeys(importing.areas[named(area)] for area in areas if named(area) in importing.areas)
        ),
        department=_department(importing, str(department), unit) if department else None,
        responsible=importing.persons.get(named(responsible)) if responsible is not None else None,
    )


def _department(importing: ImportRun, name: str, body: int) -> int:
    """The department, whose name is then known for format_facts."""
    unit = department_of(importing.session, importing.who, name, body, importing.at)
    importing.unit_names.setdefault(unit, name)
    return unit


def _decided(importing: ImportRun, item: Item, level: Level, unit: int) -> tuple[list[_DecisionRead], str]:
    """What each decision about the goal meant for it, the earliest first, and the state that they brought it to: ""
    when none of them says."""
    found: dict[str, _DecisionRead] = {}
    state = ""
    for path, decision in sorted(
        importing.file.items("decisions"), key=lambda row: last_day(row[1].get("date")) or FIRST
    ):
        if path not in importing.decisions or not covers(decision, item):
            continue
        body = importing.unit(decision)
        step = taken_by(level, importing.kinds.get(body, ""), body == unit)
        read = _read_decision(importing, path, decision, level, step, own=body == unit)
        key = read.step.name if read.step else path
        found[key] = read
        led = read.step.leads_to(read.fact.verdict) if read.step and read.decides else ""
        if led in level.state and read.step in (adopting(level), *turning_down(level)):
            state = led
        elif read.is_no:
            state = state or born(level)
    return list(found.values()), state


def _read_decision(
    importing: ImportRun, path: str, decision: Item, level: Level, step: Step | None, own: bool
) -> _DecisionRead:  # fmt: skip
    """What the § decided: by its kind, else by its text where that is a verdict, else a § that lists goals says yes."""
    kind, case, on = decision.get("kind", ""), importing.decisions[path], day(decision.get("date"))
    ruled = importing.scales.read("decision", kind or decision.get("text", ""))
    if ruled is None and kind.strip():
        _misread(importing, path, kind)
        return _DecisionRead(step, SourceDecided(decision=case, unscaled=WORDED), on, path)
    scale = importing.model.scale("decision")
    verdict = ruled or next((one for one in scale if not step or one.name in step.verdicts), None)
    name = verdict.name if verdict else "approved"
    if step and name not in step.verdicts:
        body = importing.kinds.get(importing.unit(decision), "")
        others = (one for one in turning_down(level) if may(one, body, own) and _leads_out(level, one, name))
        step = next(others, step)
    return _DecisionRead(step, Decided(verdict=name, decision=case), on, path, bool(verdict and verdict.sign != YES))


def _leads_out(level: Level, step: Step, verdict: str) -> bool:
    """True when the case leaves the field by the verdict."""
    state = step.leads_to(verdict) if verdict in step.verdicts else ""
    return state in level.state and level.state[state].out


def _misread(importing: ImportRun, path: str, kind: str) -> None:
    """Say once that the kind of a § is no verdict that we know."""
    text = "“%(kind)s” is no verdict in the model (%(known)s); the paragraph was kept without one."
    remark = importing.file.remark(f"{path}.kind", text, kind=kind, known=importing.scales.known("decision"))
    if remark not in importing.warnings:
        importing.warnings.append(remark)


def _ruled(importing: ImportRun, decided: Iterable[_DecisionRead]) -> dict[str, str]:
    """The steps that decisions were, but those that put the matter off."""
    return {
        read.step.name: (read.on or importing.passed).isoformat()
        for read in decided if read.step and read.decides and read.fact.verdict not in read.step.again
    }  # fmt: skip


def _kept(importing: ImportRun, item: Item, facts: ParsedFacts, level: Level, unit: int) -> Item:
    """What of the goal is not told again from its facts, nor from what hangs from it."""
    told = format_facts.goal(as_told(facts), kind_of(level), unit, importing.names)
    kept = leftover(item, told)
    for key in HANGING:
        if item.get(key) and first(importing.model, key_kind(key), level.name) is not None:
            kept.pop(key)
            if unusable := item[key].unusable:
                kept[key] = unusable
    return kept


def _parent(importing: ImportRun, level: Level, unit: int) -> int | None:
    """The case that a goal of the level is born under."""
    above = importing.model.levels.get(level.parent)
    if above is None:
        return None
    if above.kind == "year":
        return importing.year
    return body_year(importing, above, unit) if above.kind == "committee_year" else None


def _indicators(
    importing: ImportRun, path: str, item: Item, level: Level, unit: int, goal: int, in_force: bool
) -> None:  # fmt: skip
    own = first(importing.model, "indicator", level.name)
    for here, row in rows(item, "indicators"):
        if own is None:
            importing.warn(here, "The model has no level for this; it was kept as written.")
            continue
        facts = parse_facts.indicator(row, importing.scales, partial(_warn, importing, here))
        kept = leftover(row, format_facts.indicator(as_told(facts)))
        state, _ = begun(importing, own, unit, adopted(own) if in_force else "")
        importing.case(here, own, state, facts, kept=kept, parent=goal, unit=unit, effective=importing.passed)


def _activities(importing: ImportRun, path: str, item: Item, level: Level, unit: int, goal: int) -> None:
    own = first(importing.model, "activity", level.name)
    for here, row in rows(item, "activities"):
        if own is None:
            importing.warn(here, "The model has no level for this; it was kept as written.")
            continue
        facts = parse_facts.activity(row)
        kept = leftover(row, format_facts.activity(as_told(facts)))
        importing.case(here, own, born(own), facts, kept=kept, parent=goal, unit=unit, effective=importing.passed)


def as_told(facts: ParsedFacts) -> Facts:
    """The facts as they will be read again."""
    return {fact.key(round): StoredFact(0, fact.model_dump(mode="json", exclude_none=True)) for fact, round in facts}


def key_kind(key: str) -> str:
    """The kind of level that a list of the goal's is brought in at."""
    return {"indicators": "indicator", "activities": "activity"}[key]


def _warn(importing: ImportRun, path: str, key: str, text: str, **values: Any) -> None:
    importing.warn(f"{path}.{key}", text, **values)
