"""The meetings of a file and its decisions: one meeting for a body and a day, one case for each §.

A meeting that the plan names twice in the same words is given back once.
"""

from datetime import date, timedelta

from workflow.exchange import said
from workflow.exchange import told as telling
from workflow.exchange.bringing import Bringing
from workflow.exchange.municipality import Item
from workflow.exchange.periods import last_day
from workflow.exchange.shape import day
from workflow.exchange.stands import born, first
from workflow.exchange.told import Facts, Told
from workflow.exchange.written import leftover
from workflow.facts.decision import Gathering
from workflow.governance.model import Level

SETTLED = timedelta(days=45)
"""Minutes within fourteen days, notice within two, three weeks to appeal: after that a decision is final."""


def bring_meetings(bringing: Bringing) -> None:
    """The meeting plan. A meeting that is there already is left as it is; its row stays with the year."""
    level = first(bringing.model, "meeting")
    for path, item in bringing.file.items("meetings"):
        if level is None:
            bringing.warn(path, "The model has no level for this; it was kept as written.")
            bringing.keep("meetings", item)
            continue
        gathering = Gathering(unit=bringing.unit(item), on=item["date"], agenda_closes=item.get("agenda_closes"))
        if held := met(bringing, path, gathering):
            bringing.meetings[gathering.unit, gathering.on] = held
            bringing.keep("meetings", item)
        else:
            _meeting(bringing, level, path, gathering, item)


def met(bringing: Bringing, path: str, gathering: Gathering) -> int | None:
    """The meeting of that body and day, if there is one that `path` has not brought in."""
    if found := bringing.meetings.get((gathering.unit, gathering.on)):
        return found
    if bringing.once(path) in bringing.known:
        return None
    held = bringing.held(bringing.model.of_kind("meeting"), "AND unit = ?", gathering.unit)
    on = gathering.on.isoformat()
    return next((case.id for case in held if case.fact("gathering").get("on") == on), None)


def _meeting(bringing: Bringing, level: Level, path: str, gathering: Gathering, item: Item | None) -> int:
    """A meeting; `item` is its row in the plan, None when only a decision tells of it: then no plan had its date."""
    facts: Facts = {gathering.key(): Told(0, gathering.model_dump(mode="json", exclude_none=True))}
    told = telling.meeting(facts, gathering.unit, bringing.names)
    kept: Item = {"date": None} if item is None else leftover(item, told)
    case = bringing.case(
        path, level, settled(bringing, level, gathering.on), [(gathering, "")], kept=kept, unit=gathering.unit,
        title=f"{bringing.names.unit[gathering.unit]} {gathering.on}",
        effective=min(gathering.on, bringing.today),
    )  # fmt: skip
    bringing.meetings[gathering.unit, gathering.on] = case
    return case


def settled(bringing: Bringing, level: Level, on: date | None) -> str:
    """The state of a meeting or decision of that day: final when it must be by now, else as it begins."""
    ends = [state.name for state in level.states if state.final and not state.out]
    return ends[0] if ends and on and on + SETTLED < bringing.today else born(level)


def bring_decisions(bringing: Bringing) -> None:
    """The decisions, each under its meeting. One that is there already is left as it is."""
    level = first(bringing.model, "decision")
    for path, item in bringing.file.items("decisions"):
        if level is None:
            bringing.warn(path, "The model has no level for this; it was kept as written.")
            bringing.keep("decisions", item)
            continue
        meeting = _meeting_of(bringing, path, bringing.unit(item), day(item.get("date")))
        if held := _logged(bringing, level, path, item, meeting):
            bringing.decisions[path] = held
            bringing.keep("decisions", item)
        else:
            bringing.decisions[path] = _decision(bringing, level, path, item, meeting)


def _decision(bringing: Bringing, level: Level, path: str, item: Item, meeting: int | None) -> int:
    unit = bringing.unit(item) or bringing.council
    on = last_day(item.get("date"))
    facts = said.ruling(item)
    told = telling.decision(_as_told(facts), unit, day(item.get("date")) if meeting else None, bringing.names)
    cited = item.get("goals", [])
    if cited and cited != "all":
        refs = [str(goal["ref"]) for _, goal in bringing.file.items("goals") if "ref" in goal]
        told["goals"] = [ref for ref in refs if ref in map(str, cited)]
    return bringing.case(
        path, level, settled(bringing, level, on), facts, kept=leftover(item, told), parent=meeting,
        unit=unit, effective=min(on or bringing.passed, bringing.today),
    )  # fmt: skip


def _logged(bringing: Bringing, level: Level, path: str, item: Item, meeting: int | None) -> int | None:
    """The same § of the same meeting, if it was logged before."""
    if bringing.once(path) in bringing.known or meeting is None:
        return None
    short = said.ruling(item)[0][0].short()
    held = bringing.held([level], "AND parent = ?", meeting)
    return next((case.id for case in held if case.title == short.get("title", "")
                 and case.fact("ruling").get("paragraph") == short.get("paragraph")), None)  # fmt: skip


def _meeting_of(bringing: Bringing, path: str, unit: int, on: date | None) -> int | None:
    """The meeting of the body on the day, made when it is not there; None without body or day."""
    level = first(bringing.model, "meeting")
    if not unit or on is None or level is None:
        return None
    path, gathering = f"{path}.meeting", Gathering(unit=unit, on=on)
    return met(bringing, path, gathering) or _meeting(bringing, level, path, gathering, None)


def covers(item: Item, goal: Item) -> bool:
    """True when the decision is about the goal."""
    goals = item.get("goals", [])
    return goals == "all" or ("ref" in goal and str(goal["ref"]) in map(str, goals))


def _as_told(facts: said.Said) -> Facts:
    return {fact.key(round): Told(0, fact.model_dump(mode="json", exclude_none=True)) for fact, round in facts}
