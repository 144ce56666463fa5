"""Where what is brought in belongs in the model: which level an item is, and which state its facts imply.

No state is known by name here: a state is where the step leads that says what the item says.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from workflow.cycle.deadlines import due_date
from workflow.cycle.timetable import Calendar
from workflow.facts import Fact
from workflow.facts.base import verdict_of
from workflow.governance.model import CLOCK, SAME, Level, Model, Step
from workflow.records.case import Case, imagined

GOALS = ("goal", "direction", "assignment")
"""The kinds of level that a goal of the file can be at."""
COMMITTEE, MUNICIPALITY, DIRECTION, ASSIGNMENT = "committee", "municipality_wide", "direction", "assignment"
GUARDED = {"decided_by_council": "council", "decided_by_board": "board", "decided_by_own_committee": "own"}
"""Which body a guard asks for."""


def level_of(model: Model, kind: str) -> tuple[Level | None, bool]:
    """The level for a goal of that `kind`, else the nearest goal level and False; None when there is none at all."""
    goals = model.of_kind("goal")
    wide = next((level for level in goals if level.owner == "council"), None)
    own = next((level for level in goals if level.owner != "council"), wide)
    found = {
        COMMITTEE: own, MUNICIPALITY: wide, DIRECTION: first(model, "direction"),
        ASSIGNMENT: first(model, "assignment"),
    }.get(kind)  # fmt: skip
    return (found, True) if found else (own, False)


def kind_of(level: Level) -> str:
    """What the file calls a goal at `level`."""
    if level.kind == "goal":
        return MUNICIPALITY if level.owner == "council" else COMMITTEE
    return level.kind


def first(model: Model, kind: str, parent: str = "") -> Level | None:
    """The first level of `kind` that people make cases of; the one under `parent` when there is one."""
    levels = model.of_kind(kind)
    made = [level for level in levels if any(CLOCK not in step.by for step in level.births)] or list(levels)
    return next((level for level in made if level.parent == parent), made[0] if made else None)


def born(level: Level) -> str:
    """The state in which a case of the level begins."""
    states = [state for step in level.births for state in step.targets]
    return states[0] if states else level.states[0].name


def adopting(level: Level) -> Step | None:
    """The step that puts a case of the level in force: the first that seals, else the first that decides from birth."""
    steps = [step for step in level.steps if step.says == "decision" and not step.birth and standing(level, step)]
    begun = [step for step in steps if born(level) in step.from_]
    return next((step for step in steps if step.seals), begun[0] if begun else None)


def adopted(level: Level) -> str:
    """The state of a case that has been decided on."""
    step = adopting(level)
    return standing(level, step) if step else born(level)


def standing(level: Level, step: Step) -> str:
    """The first state that the step leads to and that is not out of the field, "" when there is none."""
    return next((state for state in step.targets if not level.state[state].out), "")


def told(level: Level, says: str, verdict: str = "") -> str:
    """The state that the steps saying `says` lead to (with `verdict`, when it matters)."""
    steps = [step for step in level.steps if step.says == says and not step.birth]
    for step in sorted(steps, key=lambda step: verdict not in step.verdicts):
        if state := standing(level, step):
            return state
    return adopted(level)


def implied(level: Level, facts: Collection[Fact], decided: str, is_adopted: bool) -> str:
    """The state that the facts of a goal imply; `decided` is the one that decisions have brought it to, if any, and
    `is_adopted` tells that the source shows it as adopted where no decision says otherwise."""
    said = {fact.kind: fact for fact in facts}
    if decided and level.state[decided].out:
        return decided
    if "closing" in said and "analysis" in said:
        return told(level, "analysis")
    if "closing" in said:
        return told(level, "closing", verdict_of(said["closing"]))
    if "forecast" in said:
        return told(level, "forecast")
    return decided or (adopted(level) if is_adopted else born(level))


def turning_down(level: Level) -> list[Step]:
    """The steps by whose decision a case can leave the field."""
    return [
        step for step in level.steps if step.says == "decision" and any(level.state[name].out for name in step.targets)
    ]


def taken(level: Level, said: Iterable[tuple[Fact, str]], day: date) -> dict[str, str]:
    """The steps that the facts tell of, as taken by the day: each row that says such a fact, in its round."""
    found: dict[str, str] = {}
    for fact, round in said:
        for step in level.steps:
            if step.says == fact.kind and not step.birth and (not step.rounds or round in step.rounds):
                found.setdefault(f"{step.name}/{round}" if step.rounds else step.name, day.isoformat())
                break
    return found


def taken_by(level: Level, body: str, own: bool) -> Step | None:
    """The step that a § of a body of kind `body` is: adopting when it may, else the first that such a body takes."""
    adopts = adopting(level)
    if adopts and may(adopts, body, own):
        return adopts
    others = [
        step for step in level.steps if step.says == "decision" and not step.seals and GUARDED.keys() & asked(step)
    ]
    return next((step for step in others if may(step, body, own)), None)


def may(step: Step, body: str, own: bool) -> bool:
    """True when the step's guards ask for no body, or for this one."""
    bodies = {GUARDED[guard] for guard in asked(step) if guard in GUARDED}
    return not bodies or body in bodies or (own and "own" in bodies)


def asked(step: Step) -> set[str]:
    """The guards of a step."""
    return {*step.needs, *step.marks}


def walked(model: Model, calendar: Calendar, case: Case, today: date) -> Case:
    """The case where the calendar has brought it by `today`, had everything been done on its day."""
    level = model.levels[case.level]
    for _ in level.states:
        ways = _ways(model, calendar, level, case)
        due = [(on, state) for on, state in ways if on <= today]
        if not due:
            break
        on, state = min(due)
        case = case._replace(state=state, since=on)
    return case


def _ways(model: Model, calendar: Calendar, level: Level, case: Case) -> list[tuple[date, str]]:
    """When and where the steps lead on that have a date."""
    steps = [step for step in level.steps if not step.birth and case.state in step.from_ and step.to != SAME]
    found = []
    for step in steps:
        state, due = standing(level, step), due_date(model, calendar, step, case, "")
        if state and state != case.state and due:
            found.append((due.on, state))
    return found


def unmade(level: str, state: str, year: int | None, unit: int, facts: Mapping[str, Mapping[str, object]]) -> Case:
    """A case as the calendar would look at it, before there is one."""
    copies = {key: dict(fact) for key, fact in facts.items()}
    return imagined(level, state, year, unit, date(year or date.min.year, 1, 1), facts=copies)
