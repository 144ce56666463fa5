"""The meetings of a file and its decisions: one meeting for a body and a day, one case for each §.

A meeting that the plan names twice in the same words is given back once.
"""

from datetime import date, timedelta

from workflow.exchange import format_facts, parse_facts
from workflow.exchange.format_facts import Facts, StoredFact
from workflow.exchange.import_run import ImportRun
from workflow.exchange.municipality import Item
from workflow.exchange.periods import last_day
from workflow.exchange.shape import day
from workflow.exchange.state_inference import born, first
from workflow.exchange.unknown_fields import leftover
from workflow.facts.base import TITLE
from workflow.facts.decision import Gathering, Ruling
from workflow.governance.model import Level

SETTLED = timedelta(days=45)
"""Minutes within fourteen days, notice within two, three weeks to appeal: after that a decision is final."""


def bring_meetings(importing: ImportRun) -> None:
    """The meeting plan. A meeting that is there already is left as it is; its row stays with the year."""
    level = first(importing.model, "meeting")
    importing.keep_unusable("meetings")
    for path, item in importing.file.items("meetings"):
        if level is None:
            importing.warn(path, "The model has no level for this; it was kept as written.")
            importing.keep("meetings", item)
            continue
        gathering = Gathering(unit=importing.unit(item), on=item["date"], agenda_closes=item.get("agenda_closes"))
        if held := met(importing, path, gathering):
            importing.meetings[gathering.unit, gathering.on] = held
            importing.keep("meetings", item)
        else:
            _meeting(importing, level, path, gathering, item)


def met(importing: ImportRun, path: str, gathering: Gathering) -> int | None:
    """The meeting of that body and day, if there is one that `path` has not brought in."""
    if found := importing.meetings.get((gathering.unit, gathering.on)):
        return found
    if importing.once(path) in importing.known:
        return None
    held = importing.held(importing.model.of_kind("meeting"), "AND unit = ?", gathering.unit)
    return next((case.id for case in held if (said := case.said(Gathering)) and said.on == gathering.on), None)


def _meeting(importing: ImportRun, level: Level, path: str, gathering: Gathering, item: Item | None) -> int:
    """A meeting; `item` is its row in the plan, None when only a decision tells of it: then no plan had its date."""
    facts: Facts = {gathering.key(): StoredFact(0, gathering.model_dump(mode="json", exclude_none=True))}
    told = format_facts.meeting(facts, gathering.unit, importing.names)
    kept: Item = {"date": None} if item is None else leftover(item, told)
    case = importing.case(
        path, level, settled(importing, level, gathering.on), [(gathering, "")], kept=kept, unit=gathering.unit,
        title=f"{importing.names.unit[gathering.unit]} {gathering.on}",
        effective=min(gathering.on, importing.today), days={"gathering": gathering.on},
    )  # fmt: skip
    importing.meetings[gathering.unit, gathering.on] = case
    return case


def settled(importing: ImportRun, level: Level, on: date | None) -> str:
    """The state of a meeting or decision of that day: final when it must be by now, else as it begins."""
    ends = [state.name for state in level.states if state.final and not state.out]
    return ends[0] if ends and on and on + SETTLED < importing.today else born(level)


def bring_decisions(importing: ImportRun) -> None:
    """The decisions, each under its meeting. One that is there already is left as it is."""
    level = first(importing.model, "decision")
    importing.keep_unusable("decisions")
    for path, item in importing.file.items("decisions"):
        if level is None:
            importing.warn(path, "The model has no level for this; it was kept as written.")
            importing.keep("decisions", item)
            continue
        meeting = _meeting_of(importing, path, importing.unit(item), day(item.get("date")))
        if held := _logged(importing, level, path, item, meeting):
            importing.decisions[path] = held
            importing.keep("decisions", item)
        else:
            importing.decisions[path] = _decision(importing, level, path, item, meeting)


def _decision(importing: ImportRun, level: Level, path: str, item: Item, meeting: int | None) -> int:
    unit = importing.unit(item) or importing.council
    on = last_day(item.get("date"))
    whole = day(item.get("date"))
    facts = parse_facts.ruling(item)
    told = format_facts.decision(_as_told(facts), unit, whole if meeting else None, importing.names)
    cited = item.get("goals", [])
    if cited and cited != "all":
        refs = [str(goal["ref"]) for _, goal in importing.file.items("goals") if "ref" in goal]
        told["goals"] = [ref for ref in refs if ref in map(str, cited)]
    return importing.case(
        path, level, settled(importing, level, on), facts, kept=leftover(item, told), parent=meeting,
        unit=unit, effective=min(on or importing.passed, importing.today),
        days={fact.key(): whole for fact, _ in facts} if whole else None,
    )  # fmt: skip


def _logged(importing: ImportRun, level: Level, path: str, item: Item, meeting: int | None) -> int | None:
    """The same § of the same meeting, if it was logged before."""
    if importing.once(path) in importing.known or meeting is None:
        return None
    written = Ruling.of(parse_facts.ruling(item)[0][0].whole())
    held = importing.held([level], "AND parent = ?", meeting)
    return next((case.id for case in held if case.title == written.reference[:TITLE]
                 and (said := case.said(Ruling)) and said.paragraph == written.paragraph), None)  # fmt: skip


def _meeting_of(importing: ImportRun, path: str, unit: int, on: date | None) -> int | None:
    """The meeting of the body on the day, made when it is not there; None without body or day."""
    level = first(importing.model, "meeting")
    if not unit or on is None or level is None:
        return None
    path, gathering = f"{path}.meeting", Gathering(unit=unit, on=on)
    return met(importing, path, gathering) or _meeting(importing, level, path, gathering, None)


def covers(item: Item, goal: Item) -> bool:
    """True when the decision is about the goal."""
    goals = item.get("goals", [])
    return goals == "all" or ("ref" in goal and str(goal["ref"]) in map(str, goals))


def _as_told(facts: parse_facts.ParsedFacts) -> Facts:
    return {fact.key(round): StoredFact(0, fact.model_dump(mode="json", exclude_none=True)) for fact, round in facts}
