"""A small model made by hand: a goal under a year, four rounds, Mariestad's ladder and rest weeks."""

from datetime import date
from itertools import count
from typing import Any

from workflow.governance.model import Due, Level, Model, Rest, Role, RoundDefault, Rung, State, Step
from workflow.records.case import COLUMNS, Case
from workflow.words import Title

REST = (Rest(weeks=(28, 31)), Rest(days=("12-23", "01-06")))
ROUNDS = {
    "R1": ("03-31", "04-01", "04-10", "04-15", "04-20", "04-30"),
    "R2": ("04-30", "05-17", "05-28", "06-02", "06-07", "06-30"),
    "R3": ("08-31", "09-01", "09-10", "09-15", "09-20", "10-08"),
    "R4": ("10-31", "11-01", "11-10", "11-15", "11-20", "12-10"),
}
OFFICIAL = (
    Rung("reminder-7", -7, "reminder", ("responsible",)),
    Rung("reminder-1", -1, "reminder", ("responsible",)),
    Rung("late-1", 1, "reminder", ("responsible", "substitute")),
    Rung("late-3", 3, "escalation", ("director",)),
    Rung("late-5", 5, "escalation", ("quality_chief",)),
)
ELECTED = (
    Rung("reminder-5", -5, "reminder", ("responsible",)),
    Rung("late-2", 2, "escalation", ("secretary",)),
)
_digest = count(1)


def title(text: str) -> Title:
    return Title(sv=text, en=text)


def step(name: str, *dues: Due, level: str = "goal", **more: Any) -> Step:
    """A step that a manager takes from the state adopted, staying there."""
    given = {"from_": ("adopted",), "to": "=", "by": ("manager",)} | more
    return Step(level=level, name=name, title=title(name), due=dues, **given)


def model(*steps: Step, rest: tuple[Rest, ...] = REST, **more: Any) -> Model:
    """A model with the given steps, whatever their level; its digest is its own."""
    parents = {"year": ""} | {name: "year" for name in ("goal", *(step.level for step in steps)) if name != "year"}
    levels = {name: level(name, parent, steps) for name, parent in parents.items()}
    given: dict[str, Any] = {
        "name": "small", "title": title("small"), "text": "", "digest": f"small-{next(_digest)}",
        "roles": {
            "manager": Role("manager", title("manager")), "chair": Role("chair", title("chair"), kind="elected"),
            "clock": Role("clock", title("clock"), kind="clock"),
        },
        "levels": levels, "rest": rest, "scales": {}, "criteria": {},
        "rounds": {name: RoundDefault(name, title(name), 0, *days) for name, days in ROUNDS.items()},
        "ladders": {"official": OFFICIAL, "elected": ELECTED, "gentle": OFFICIAL[:2]},
    }  # fmt: skip
    return Model(**(given | more))


def level(name: str, parent: str, steps: tuple[Step, ...]) -> Level:
    states = tuple(State(state, title(state), final=state == "analysed") for state in ("draft", "adopted", "analysed"))
    own = tuple(step for step in steps if step.level == name)
    kind = name if name in ("goal", "year", "report") else "goal"
    return Level(name, kind, title(name), title(name), parent, "parent", states, own)


def case(**more: Any) -> Case:
    """An adopted goal of 2027, made when the year opened, adopted 21 June 2026."""
    given: dict[str, Any] = {
        "id": 42, "organisation": 1, "level": "goal", "year": 2027, "round": "", "unit": 7, "parent": None, "title": "",
        "state": "adopted", "secrecy": "open", "facts": {}, "taken": {}, "since": date(2026, 6, 22),
        "born": date(2025, 11, 3), "version": 1, "seq": 1, "model": "",
    }  # fmt: skip
    unsaid: dict[str, Any] = dict.fromkeys(COLUMNS)
    return Case(**(unsaid | given | more))


def said(at: str, **short: object) -> dict[str, object]:
    """A fact as the case remembers it."""
    return {"seq": 1, "by": 1, "at": at} | short
